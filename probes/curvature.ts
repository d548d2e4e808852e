/**
 * Second derivatives by the parameters of a network, as an operator, and the blocks of it that belong to one layer or
 * to one neuron. What the operator is made of (hessian.ts, gauss-newton.ts, preconditioned.ts) this file does not know.
 */
import { checkArgument, objectWith, UserError } from "../lib/index.ts";
import { Module, Parameter, type AffineUse, type Pass } from "../layers/index.ts";
import type { Tensor } from "../tensor/index.ts";
import type { Layout } from "./layout.ts";
import { submatrix, type LinearOperator } from "./operator.ts";

/** A product with a matrix whose rows are the elements of several tensors: one tensor each in, one each out. */
export type TensorProduct = (v: readonly Tensor[]) => Tensor[];

/** A matrix of second derivatives of a network, by some of its parameters, at the point where it was made. */
export interface CurvatureOperator extends LinearOperator {
  /** Which numbers of which parameters its rows are. */
  readonly layout: Layout;
  /** By which statistics the layers normalised, in words. */
  readonly mode: string;
  /** What was seen on the way: inputs and outputs of affine maps, moments of normalisations. */
  readonly pass: Pass;
  /** The same matrix with the rows and columns of these parameters alone, at the cost of these alone. */
  restrictedTo(parameters: readonly Parameter[]): CurvatureOperator;
}

/** Curvature with the graph behind it that it is the second derivative of. */
export interface GraphCurvature extends CurvatureOperator {
  /** The same second derivative by other tensors of the graph: by the outputs of a layer, in the middle of it. */
  byTensors(targets: readonly Tensor[]): TensorProduct;
  restrictedTo(parameters: readonly Parameter[]): GraphCurvature;
}

/** Weight and bias of an affine map, as the fields of Linear and of convolutions are called. */
export interface AffineParameters {
  /** [outputs, inputs], or the weight of a convolution. */
  readonly weight: Parameter;
  /** [outputs]; undefined for a map without bias. */
  readonly bias: Parameter | undefined;
}

/**
 * How a caller names a layer: by itself, as `model.layers[0]`, or by its weight and bias, as what a pass
 * remembers of its use.
 */
export type Layer = Module | AffineParameters;

/** @throws UserError for what has no weight of its own */
export function affineParametersOf(who: string, layer: Layer | undefined): AffineParameters {
  const { weight, bias } = (layer ?? {}) as Partial<AffineParameters>;
  if (!(weight instanceof Parameter)) {
    const given = layer instanceof Module ? `${layer.who()} has no weight of its own` : "no layer was given";
    throw new UserError(`${who}: ${given}. Give a Linear or a convolution, such as model.layers[0].`);
  }
  return { weight, bias };
}

export const curvatureKind = objectWith("an operator of a network, such as probes.hessian(…)", {
  size: "number",
  apply: "function",
  layout: "object",
  pass: "object",
  restrictedTo: "function",
});

/** The parameters of an affine map, in the order of its block. */
export function parametersOf({ weight, bias }: AffineParameters): Parameter[] {
  return bias === undefined ? [weight] : [weight, bias];
}

/**
 * What the operator's own pass saw of a layer; of one that is used several times, the first.
 * @throws UserError if it saw nothing of it
 */
export function useOf(who: string, a: CurvatureOperator, layer: Layer | undefined): AffineUse {
  const { weight } = affineParametersOf(who, layer);
  checkArgument(who, "the operator", a, curvatureKind);
  const use = a.pass.uses.find((one) => one.weight === weight);
  if (use === undefined) {
    throw new UserError(
      `${who}: the pass of this operator met no affine map with this '${weight.name}'. ` +
        `Give a Linear or a convolution (in one group) of the model that was looked at.`,
    );
  }
  return use;
}

/**
 * The diagonal block of one layer, or of any module: all its parameters.
 * @throws UserError if the operator is not by the layer's parameters
 * @example
 * const x = tensor([[0, 1], [1, 0], [2, 1]]);
 * const model = new Linear(2, 1, { random: Random.stream(0, "weights"), preconditioner: bnp() });
 * const loss = (pass: Pass) => mseLoss(model.forward(x, pass), zeros([3, 1]));
 * const h = probes.hessian(loss, model.parameters(), Pass.training());
 * probes.layerBlock(h, model).size; // → 3
 */
export function layerBlock(a: CurvatureOperator, layer: Layer): CurvatureOperator {
  checkArgument("layerBlock", "the operator", a, curvatureKind);
  if (!(layer instanceof Module))
    return a.restrictedTo(parametersOf(affineParametersOf("layerBlock", layer)));
  const parameters = layer.parameters();
  if (parameters.length === 0) {
    throw new UserError(`layerBlock: ${layer.who()} has no parameters, so there is no block of it.`);
  }
  return a.restrictedTo(parameters);
}

/**
 * The diagonal block of one neuron of an affine layer, in the order of the paper: ŵ = [b, w].
 * @throws UserError if the operator is not by the layer's parameters or there is no such neuron
 * @see Lange, Helfrich and Ye (2022): the Hessian block ĤᵀSĤ of one neuron, by ŵ = [b, w]
 * @example
 * const x = tensor([[0, 1], [1, 0], [2, 1]]);
 * const model = new Linear(2, 1, { random: Random.stream(0, "weights"), preconditioner: bnp() });
 * const loss = (pass: Pass) => mseLoss(model.forward(x, pass), zeros([3, 1]));
 * const h = probes.hessian(loss, model.parameters(), Pass.training());
 * probes.dense(probes.neuronBlock(h, model, 0)).entries[0]!.toFixed(6); // → 2.000000
 * @throws UserError if the operator is not by the layer's parameters or there is no such neuron
 * @see Lange, Helfrich and Ye (2022): the Hessian block ĤᵀSĤ of one neuron, by ŵ = [b, w]
 * @example
 * const x = tensor([[0, 1], [1, 0], [2, 1]]);
 * const model = new Linear(2, 1, { random: Random.stream(0, "weights"), preconditioner: bnp() });
 * const loss = (pass: Pass) => mseLoss(model.forward(x, pass), zeros([3, 1]));
 * const h = probes.hessian(loss, model.parameters(), Pass.training());
 * probes.dense(probes.neuronBlock(h, model, 0)).entries[0]!.toFixed(6); // → 2.000000
 */
export function neuronBlock(a: CurvatureOperator, layer: Layer, neuron: number): LinearOperator {
  const affine = affineParametersOf("neuronBlock", layer);
  const { weight, bias } = affine;
  const neurons = weight.shape[0]!;
  if (!(Number.isInteger(neuron) && neuron >= 0 && neuron < neurons)) {
    throw new UserError(`neuronBlock: '${weight.name}' has neurons 0 to ${neurons - 1}, not ${neuron}.`);
  }
  checkArgument("neuronBlock", "the operator", a, curvatureKind);
  const block = a.restrictedTo(parametersOf(affine));
  const inputs = weight.tensor.size / neurons;
  const first = block.layout.offsetOf(weight) + neuron * inputs;
  const places = Array.from({ length: inputs }, (_, i) => first + i);
  if (bias !== undefined) places.unshift(block.layout.offsetOf(bias) + neuron);
  return submatrix(block, places, `${block.description}, neuron ${neuron}`);
}
