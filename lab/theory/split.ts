/**
 * The error of a run split by eigenvector: from a start with equal parts along all of them, each should shrink by its own
 * factor |1 − αλ|.
 *
 * A picture, which nothing is held to: parts meet again at second order, at δ times the largest, so what is below that is not told.
 */
import { descend } from "./descent.ts";
import { bestStep, type Local } from "./local.ts";
import type { Minimum } from "./minimum.ts";
import { combination, dot } from "./place.ts";
import type { Split } from "./record.ts";

/** Small, so that second order stays below the picture; not smaller, or rounding would show. */
const distance = 1e-8;
const mostModes = 7;
const points = 36;

/** At the step 1/λmax, and at the best one. */
export function splitErrors(minimum: Minimum, local: Local): readonly Split[] {
  const { kappaStar, largest } = local;
  const steps = stepsUpTo(Math.max(20, Math.min(1e4, Math.ceil(2 * kappaStar))));
  const chosen = spread(local.directions, mostModes);
  const { directions } = local;
  const start = combination(
    directions.map(({ move }) => move),
    directions.map(() => distance),
  );
  const run = (step: Split["step"], alpha: number): Split => {
    const measured = chosen.map((): number[] => []);
    const wanted = new Set(steps);
    descend(minimum, { alpha, start, steps: steps.at(-1)! }, ({ step: at, offset }) => {
      if (!wanted.has(at)) return undefined;
      const d = offset();
      chosen.forEach(({ reading }, i) => measured[i]!.push(Math.abs(dot(reading, d)) / distance));
      return undefined;
    });
    const modes = chosen.map(({ eigenvalue }, i) => ({
      eigenvalue,
      predictedFactor: Math.abs(1 - alpha * eigenvalue),
      measured: measured[i]!,
    }));
    return { step, alpha, steps, modes };
  };
  return [run("1/λmax", 1 / largest.eigenvalue), run("best", bestStep(local))];
}

/** 0, 1, 2, … up to `last`, ever further apart. */
function stepsUpTo(last: number): readonly number[] {
  const exponents = Array.from({ length: points }, (_, i) => i / (points - 1));
  return [...new Set([0, ...exponents.map((e) => Math.round(last ** e))])];
}

/** The first, the last, and others evenly between. */
function spread<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]!);
}
