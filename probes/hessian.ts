/**
 * The Hessian of a loss by the parameters of a network.
 *
 * The gradient is computed once, as a graph; a product H·v is a pullback through that graph with v as seeds, and costs
 * about one and a half gradients. Since parameters are replaced and never written into, the operator stays the Hessian
 * at the point where it was made, whatever steps are taken afterwards.
 */
import { lazily, pullback, untracked } from "../autograd/index.ts";
import { Random, ShapeError } from "../lib/index.ts";
import type { Parameter, Pass } from "../layers/index.ts";
import { shapeText, type Tensor } from "../tensor/index.ts";
import type { GraphCurvature, TensorProduct } from "./curvature.ts";
import { Layout } from "./layout.ts";
import { checkRecording, evaluate, type ModelFunction, type Evaluation } from "./evaluation.ts";
import { norm, normals } from "./vectors.ts";

/** The Hessian of a loss, with its value and gradient. */
export interface HessianOperator extends GraphCurvature {
  /** The loss at the point, with its graph: interior nodes of it may be asked about too. */
  readonly loss: Tensor;
  /** The gradient at the point, in the order of the layout. */
  readonly gradient: Float64Array;
  stationarity(): number;
  restrictedTo(parameters: readonly Parameter[]): HessianOperator;
}

/**
 * ∂²loss/∂θ², where θ are the given parameters as they stand.
 * @param loss from a pass to a scalar, such as `(pass) => crossEntropy(model.forward(x, pass), labels)`
 * @param pattern names the mode: `Pass.training()` or `Pass.evaluation({ … })`. It is not touched.
 * @throws UserError if the loss is not finite, differs from one evaluation to the next, does not depend on a
 * parameter, or if a layer was not given the pass
 * @example
 * const x = tensor([[0, 1], [1, 0], [2, 1]]);
 * const model = new Linear(2, 1, { random: Random.stream(0, "weights"), preconditioner: bnp() });
 * const loss = (pass: Pass) => mseLoss(model.forward(x, pass), zeros([3, 1]));
 * const h = probes.hessian(loss, model.parameters(), Pass.training());
 * h.size; // → 3
 * h.apply(new Float64Array(3).fill(1)).length; // → 3
 */
export function hessian(
  loss: ModelFunction,
  parameters: readonly Parameter[],
  pattern: Pass,
): HessianOperator {
  const evaluation = evaluate("hessian", loss, parameters, pattern);
  if (evaluation.result.size !== 1) {
    throw new ShapeError(
      `hessian: the loss has shape ${shapeText(evaluation.result.shape)}, expected a scalar. Take its mean.`,
    );
  }
  return hessianOf(evaluation, new Layout(parameters));
}

function hessianOf(evaluation: Evaluation, layout: Layout): HessianOperator {
  const { result: loss, pass, mode } = evaluation;
  const { gradients, product } = secondDerivative(loss, layout.tensors);
  const gradient = layout.join(gradients);
  const apply = (v: Float64Array): Float64Array => layout.join(product(layout.split(v)));
  return {
    size: layout.size,
    description: `Hessian by ${layout.names()} (${layout.size} numbers), ${mode}`,
    mode,
    layout,
    pass,
    loss,
    gradient,
    apply,
    byTensors: (targets) => secondDerivative(loss, targets).product,
    stationarity: () => stationarity(gradient, layout.join(layout.tensors), apply),
    restrictedTo: (parameters) => hessianOf(evaluation, layout.restrictedTo(parameters)),
  };
}

function secondDerivative(
  loss: Tensor,
  targets: readonly Tensor[],
): { readonly gradients: readonly Tensor[]; readonly product: TensorProduct } {
  checkRecording("hessian");
  const gradients = lazily(() => pullback(loss, targets));
  return { gradients, product: (v) => untracked(() => seeded(gradients, targets, v)) };
}

/** The pullback of some outputs; those whose seed is 0 throughout, as most are for a unit vector, are not walked from. */
export function seeded(
  outputs: readonly Tensor[],
  targets: readonly Tensor[],
  seeds: readonly Tensor[],
): Tensor[] {
  const live = seeds.flatMap((seed, i) => (seed.toArray().some((value) => value !== 0) ? [i] : []));
  return pullback(
    live.map((i) => outputs[i]!),
    targets,
    live.map((i) => seeds[i]!),
  );
}

/**
 * ‖∇‖/(‖H‖·‖θ‖): the gradient against what a change of θ by its own size would make of it. It does not depend on the
 * units of the loss or of θ. ‖H‖ is the Frobenius norm as one product estimates it: E‖Hv‖² = ‖H‖²_F for
 * normal v. (Random signs have the same mean, but may lie in the null space that softmax has.)
 */
function stationarity(
  gradient: Float64Array,
  point: Float64Array,
  apply: (v: Float64Array) => Float64Array,
): number {
  const size = norm(gradient);
  if (size === 0) return 0;
  const random = Random.stream(0, "stationarity");
  // One quotient after the other: the product of the two norms may overflow, and the gradient would pass for 0.
  return size / norm(apply(normals(random, gradient.length))) / norm(point);
}
