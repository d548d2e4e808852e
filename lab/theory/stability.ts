/**
 * A scale-invariant loss beyond its threshold.
 *
 * Its gradient is orthogonal to w, so ‖w‖² grows by α²‖∇‖² with every step, and its curvature falls with 1/‖w‖². A step
 * that is too large moves w outward until αλmax < 2 again; then it converges, as if nothing had been. So there is a
 * threshold for the minimiser and none for the run, which is what the textbook's "diverges beyond 2/λmax" leaves out.
 */
import { Pass } from "../../layers/index.ts";
import { Random, symmetricEigen } from "../../lib/index.ts";
import { dense, hessian } from "../../probes/index.ts";
import { descend } from "./descent.ts";
import { localModel } from "./local.ts";
import type { Minimum, Posed } from "./minimum.ts";
import { length, moveTo, placeOf } from "./place.ts";
import type { Curve, Exhibit } from "./record.ts";

/** Times the threshold 2/λmax. */
const multiples = [1.05, 2, 10];
const steps = 3000;
const distance = 1e-3;

export interface Growth {
  readonly multiple: number;
  /** ‖w‖ before each step, and after the last. */
  readonly norms: readonly number[];
  /** α·λmax at the start and where the run ended: beyond 2 a minimiser is unstable. */
  readonly sharpness: readonly [number, number];
  /** The loss above its minimum at the end. */
  readonly gap: number;
}

/** Descent on a minimum of a scale-invariant loss with a step size of so many thresholds. */
export function growBeyond(minimum: Minimum, seed: number, multiple: number, most = steps): Growth {
  const { largest } = localModel(minimum);
  const alpha = (2 * multiple) / largest.eigenvalue;
  const random = Random.stream(seed, "theory stability");
  const home = placeOf(minimum.parameters);
  const start = home.map(() => distance * random.normal());
  const norms: number[] = [];
  let [loss, end] = [0, home];
  descend(minimum, { alpha, start, steps: most }, (stop) => {
    end = home.map((value, i) => value + stop.offset()[i]!);
    norms.push(length(end));
    loss = stop.loss;
    return undefined;
  });
  const least = minimum.loss(Pass.training()).item();
  return {
    multiple,
    norms,
    sharpness: [2 * multiple, alpha * largestAt(minimum, end)],
    gap: loss - least,
  };
}

function largestAt({ parameters, loss }: Minimum, place: Float64Array): number {
  const home = placeOf(parameters);
  try {
    moveTo(parameters, place);
    const { entries, size } = dense(hessian(loss, parameters, Pass.training()));
    return symmetricEigen(entries, size).values[size - 1]!;
  } finally {
    moveTo(parameters, home);
  }
}

export function beyondThreshold({ problem, seed }: Posed): Exhibit {
  const runs = multiples.map((multiple) => growBeyond(problem.draw(seed, "none"), seed, multiple));
  const curves = runs.map(({ multiple, norms }): Curve => {
    const x = norms.map((_, k) => k).filter((k) => k > 0 && (k < 20 || k % Math.ceil(k / 20) === 0));
    const label = `${multiple} × threshold`;
    return { label, group: label, x, y: x.map((k) => norms[k]!), predicted: false };
  });
  return {
    name: "beyond",
    title: "Beyond the threshold: the length of w",
    y: "‖w‖",
    curves,
    findings: [
      "Beyond 2/λmax the run does not diverge: w grows until its minimisers are stable, and the loss falls to its minimum.",
      ...runs.map(
        ({ multiple, norms, sharpness: [before, after], gap }) =>
          `${multiple} times the threshold: ‖w‖ from ${norms[0]!.toFixed(2)} to ${norms.at(-1)!.toFixed(2)}, αλmax from ` +
          `${before.toPrecision(3)} to ${after.toPrecision(3)}, loss within ${Math.abs(gap).toExponential(0)} of its minimum after ` +
          `${norms.length - 1} steps.`,
      ),
    ],
  };
}
