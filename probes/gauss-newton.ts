/**
 * The Gauss-Newton matrix G = JᵀSJ: the Hessian of the loss by the outputs, seen through the first derivative J of the
 * outputs by the parameters. It is what remains of the Hessian when the network's own curvature is left out, is positive
 * semidefinite wherever the loss is convex in the outputs, and equals the Hessian where the outputs are linear in the
 * parameters or the residuals are 0.
 */
import { detached, lazily, pullback, untracked, variable } from "../autograd/index.ts";
import { checkArgument, kinds, ShapeError } from "../lib/index.ts";
import type { Parameter, Pass } from "../layers/index.ts";
import { shapeText, zeros, type Tensor } from "../tensor/index.ts";
import type { GraphCurvature, TensorProduct } from "./curvature.ts";
import { seeded } from "./hessian.ts";
import { Layout } from "./layout.ts";
import { checkRecording, evaluate, type ModelFunction, type Evaluation } from "./evaluation.ts";

/**
 * JᵀSJ at the given parameters as they stand.
 * @param outputs from a pass to what the loss is of, such as `(pass) => model.forward(x, pass)`
 * @param loss from those outputs to a scalar
 * @param pattern names the mode: `Pass.training()` or `Pass.evaluation({ … })`. It is not touched.
 * @example
 * const x = tensor([[0, 1], [1, 0], [2, 1]]);
 * const model = new Linear(2, 1, { random: Random.stream(0, "weights") });
 * const outputs = (pass: Pass) => model.forward(x, pass);
 * const g = probes.gaussNewton(outputs, (y) => mseLoss(y, zeros([3, 1])), model.parameters(), Pass.training());
 * probes.conditionNumber(g).status; // → certified
 */
export function gaussNewton(
  outputs: ModelFunction,
  loss: (outputs: Tensor) => Tensor,
  parameters: readonly Parameter[],
  pattern: Pass,
): GraphCurvature {
  checkArgument("gaussNewton", "loss", loss, kinds.function);
  const evaluation = evaluate("gaussNewton", outputs, parameters, pattern);
  const top = variable(detached(evaluation.result));
  const value = loss(top);
  if (value.size !== 1) {
    throw new ShapeError(
      `gaussNewton: the loss has shape ${shapeText(value.shape)}, expected a scalar. Take its mean.`,
    );
  }
  const slope = pullback(value, [top])[0]!;
  const outputCurvature = (u: Tensor): Tensor => pullback(slope, [top], u)[0]!;
  /** Jᵀu is linear in u, so a pullback through it is J, at any u: J·v by two pullbacks. */
  const byTensors = (targets: readonly Tensor[]): TensorProduct => {
    checkRecording("gaussNewton");
    const u = variable(zeros(evaluation.result.shape));
    const pulled = lazily(() => pullback(evaluation.result, targets, u));
    return (v) =>
      untracked(() => {
        const tangent = seeded(pulled, [u], v)[0]!;
        return pullback(evaluation.result, targets, outputCurvature(tangent));
      });
  };
  return gaussNewtonOf(evaluation, byTensors, new Layout(parameters));
}

function gaussNewtonOf(
  evaluation: Evaluation,
  byTensors: (targets: readonly Tensor[]) => TensorProduct,
  layout: Layout,
): GraphCurvature {
  const { pass, mode } = evaluation;
  const product = byTensors(layout.tensors);
  return {
    size: layout.size,
    description: `Gauss-Newton matrix by ${layout.names()} (${layout.size} numbers), ${mode}`,
    mode,
    layout,
    pass,
    apply: (v) => layout.join(product(layout.split(v))),
    byTensors,
    restrictedTo: (parameters) => gaussNewtonOf(evaluation, byTensors, layout.restrictedTo(parameters)),
  };
}
