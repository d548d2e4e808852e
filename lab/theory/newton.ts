/**
 * From a start near a minimiser to the minimiser, by Newton's method with damping (Levenberg).
 *
 * It takes the exact Hessian apart into its eigenvectors, so that valleys are no trouble: along them nothing is done.
 * A small gradient alone proves no minimum: on separable data a logistic loss falls for ever, and any method "arrives".
 * What is found must be judged by its Hessian, as scan.ts does.
 */
import { untracked } from "../../autograd/index.ts";
import { Pass } from "../../layers/index.ts";
import { symmetricEigen } from "../../lib/index.ts";
import { dense, hessian } from "../../probes/index.ts";
import type { Minimum } from "./minimum.ts";
import { length, moveTo, placeOf } from "./place.ts";

/** Of the largest eigenvalue: directions that rise less are along the valley. */
const cut = 1e-9;
const mostSteps = 60;

/** Moves the parameters to where the gradient is rounding, as far as they get. */
export function minimise({ parameters, loss }: Pick<Minimum, "parameters" | "loss">): void {
  const valueAt = (place: Float64Array): number => {
    moveTo(parameters, place);
    return untracked(() => loss(Pass.training())).item();
  };
  let damping = 1e-2;
  for (let step = 0; step < mostSteps; step++) {
    const h = hessian(loss, parameters, Pass.training());
    if (length(h.gradient) < 1e-15) return;
    const here = placeOf(parameters);
    const n = h.size;
    const { values, vectors } = symmetricEigen(dense(h).entries, n, { vectors: true });
    const largest = values[n - 1]!;
    const before = h.loss.item();
    // Near the end the loss no longer tells steps apart; then the undamped step is the best there is.
    const isLast = damping < 1e-12;
    const next = here.slice();
    for (let j = 0; j < n; j++) {
      const curvature = Math.abs(values[j]!);
      if (curvature <= cut * largest) continue;
      let slope = 0;
      for (let k = 0; k < n; k++) slope += vectors![k * n + j]! * h.gradient[k]!;
      const move = slope / (curvature + (isLast ? 0 : damping * largest));
      for (let k = 0; k < n; k++) next[k]! -= move * vectors![k * n + j]!;
    }
    if (valueAt(next) <= before * (1 + 1e-14)) damping /= 10;
    else {
      moveTo(parameters, here);
      damping *= 10;
      if (damping > 1e6) return;
    }
    if (isLast && length(next.map((x, i) => x - here[i]!)) < 1e-15 * length(here)) return;
  }
}
