/**
 * The condition number of an operator or of a layer's block, by the best way there is.
 *
 * A matrix of up to about 2,000 rows is written out and its whole spectrum computed; above, products alone give a lower
 * bound. A layer's block goes through its factor where it has one.
 */
import { checkArgument } from "../lib/index.ts";
import { closedFormBlock } from "./closed-form.ts";
import { conditionOf, type ConditionNumber, type ConditionOptions } from "./condition.ts";
import { parametersOf, useOf, type GraphCurvature, type Layer } from "./curvature.ts";
import { dense } from "./dense.ts";
import { conditionBound, type ConditionBound, type LanczosOptions } from "./lanczos.ts";
import { softmaxLayerNullity } from "./nullity.ts";
import { type LinearOperator, operatorKind } from "./operator.ts";
import { spectrumOfFactor } from "./factor-spectrum.ts";
import { preconditioned } from "./preconditioned.ts";
import { spectrumOf } from "./spectrum.ts";

/** What is known beforehand, and how much may be spent. */
export interface ConditionNumberOptions extends ConditionOptions, LanczosOptions {
  /** Largest matrix that is written out; 2,000 unless given. */
  readonly denseUpTo?: number;
}

/**
 * κ and κ* with what it takes to believe them, or a bound on κ where the matrix is too large to write out.
 * @example
 * const a = probes.matrixOperator(Float64Array.of(4, 0, 0, 1), 2);
 * const result = probes.conditionNumber(a);
 * result.status; // → certified
 * if (result.status === "certified") result.kappa.value; // → 4
 */
export function conditionNumber(
  operator: LinearOperator,
  options: ConditionNumberOptions = {},
): ConditionNumber | ConditionBound {
  checkArgument("conditionNumber", "the operator", operator, operatorKind);
  const { denseUpTo = 2000 } = options;
  return operator.size > denseUpTo
    ? conditionBound(operator, options)
    : conditionOf(spectrumOf(dense(operator)), options);
}

/** Those of a whole matrix, and what is known of the layer. */
export interface LayerConditionOptions extends ConditionNumberOptions {
  /** Whether in the variables of the layer's preconditioner, PᵀHP; false unless given. */
  readonly preconditioned?: boolean;
  /**
   * Whether the loss is a softmax of this layer's outputs, as crossEntropy is; false unless given. Then the zeros of its
   * block are predicted (unless `nullity` is given), at a stationary point or not: it does not see the same number added
   * to all outputs. Those of m inputs and a bias are m + 1, and they are kept apart exactly.
   */
  readonly softmax?: boolean;
  /** Largest block that is decomposed through its factor, which takes longer than from products; 300 unless given. */
  readonly factorUpTo?: number;
}

/**
 * Of the block of one affine layer: through its factor where the block has one, else from products.
 * @throws UserError if the operator's own pass did not go through the layer
 * @see Lange, Helfrich and Ye (2022): the Hessian block ĤᵀSĤ
 * @example
 * const x = tensor([[0, 1], [1, 0], [2, 1]]);
 * const model = new Linear(2, 1, { random: Random.stream(0, "weights"), preconditioner: bnp() });
 * const loss = (pass: Pass) => mseLoss(model.forward(x, pass), zeros([3, 1]));
 * const h = probes.hessian(loss, model.parameters(), Pass.training());
 * const result = probes.layerCondition(h, model);
 * result.status; // → certified
 * if (result.status === "certified") result.kappa.value.toFixed(3); // → 21.493
 * @see Lange, Helfrich and Ye (2022): the Hessian block ĤᵀSĤ
 * @example
 * const x = tensor([[0, 1], [1, 0], [2, 1]]);
 * const model = new Linear(2, 1, { random: Random.stream(0, "weights"), preconditioner: bnp() });
 * const loss = (pass: Pass) => mseLoss(model.forward(x, pass), zeros([3, 1]));
 * const h = probes.hessian(loss, model.parameters(), Pass.training());
 * const result = probes.layerCondition(h, model);
 * result.status; // → certified
 * if (result.status === "certified") result.kappa.value.toFixed(3); // → 21.493
 */
export function layerCondition(
  a: GraphCurvature,
  layer: Layer,
  options: LayerConditionOptions = {},
): ConditionNumber | ConditionBound {
  const use = useOf("layerCondition", a, layer);
  const { preconditioned: isPreconditioned = false, softmax = false, factorUpTo = 300 } = options;
  const parameters = parametersOf(use);
  const block = a.restrictedTo(parameters);
  const operator = isPreconditioned ? preconditioned(block) : block;
  const expected = softmax ? { nullity: softmaxLayerNullity(use), ...options } : options;
  if (block.size > factorUpTo) return conditionNumber(operator, expected);
  const p = isPreconditioned ? use.weight.preconditioner?.factor() : undefined;
  const { factor, products } = closedFormBlock(a, use, undefined, p);
  if (factor === undefined) return conditionNumber(operator, expected);
  return conditionOf({ ...spectrumOfFactor(factor, operator.description, softmax), products }, expected);
}
