/**
 * The Gauss-Newton matrix G = JᵀSJ: the Hessian of the loss by the outputs, seen through the first derivative J of the
 * outputs by the parameters. It is what remains of the Hessian when the network's own curvature is left out, is positive
 * semidefinite wherever the loss is convex in the outputs, and equals the Hessian where the outputs are linear in the
 * parameters or the residuals are 0.
 */
import { detached, pullback, untracked, variable } from "../autograd/index.ts";
import { ShapeError } from "../lib/index.ts";
import type { Parameter, Pass } from "../layers/index.ts";
import { shapeText, zeros, type Tensor } from "../tensor/index.ts";
import type { CurvatureOperator } from "./curvature.ts";
import { seeded } from "./hessian.ts";
import { Layout } from "./layout.ts";
import { checkLength } from "./operator.ts";
import { modeOf, travel, type Look, type Trip } from "./trip.ts";

/**
 * JᵀSJ at the given parameters as they stand.
 * @param outputs from a pass to what the loss is of, such as `(pass) => model.forward(x, pass)`
 * @param loss from those outputs to a scalar
 * @param pattern names the mode: `Pass.training()` or `Pass.evaluation({ … })`. It is not touched.
 */
export function gaussNewton(
  outputs: Look,
  loss: (outputs: Tensor) => Tensor,
  parameters: readonly Parameter[],
  pattern: Pass,
): CurvatureOperator {
  const trip = travel("gaussNewton", outputs, pattern);
  const top = variable(detached(trip.result));
  const value = loss(top);
  if (value.size !== 1) {
    throw new ShapeError(
      `gaussNewton: the loss has shape ${shapeText(value.shape)}, expected a scalar. Take its mean.`,
    );
  }
  const slope = pullback(value, [top])[0]!;
  const outputCurvature = (u: Tensor): Tensor => pullback(slope, [top], u)[0]!;
  return gaussNewtonOf(trip, outputCurvature, new Layout(parameters));
}

function gaussNewtonOf(
  trip: Trip,
  outputCurvature: (u: Tensor) => Tensor,
  layout: Layout,
): CurvatureOperator {
  const { result, pass } = trip;
  const { tensors } = layout;
  // J·v by two pullbacks: Jᵀu is linear in u, so a pullback through it is J, at any u.
  const u = variable(zeros(result.shape));
  const pulled = pullback(result, tensors, u);
  const description = `Gauss-Newton matrix by ${layout.names()} (${layout.size} numbers), ${modeOf(pass)}`;
  return {
    size: layout.size,
    description,
    mode: modeOf(pass),
    layout,
    pass,
    apply: (v) => {
      checkLength(description, layout.size, v);
      return untracked(() => {
        const tangent = seeded(pulled, [u], layout.split(v))[0]!;
        return layout.join(pullback(result, tensors, outputCurvature(tangent)));
      });
    },
    restrictedTo: (parameters) => gaussNewtonOf(trip, outputCurvature, layout.restrictedTo(parameters)),
  };
}
