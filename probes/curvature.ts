/**
 * Second derivatives by the parameters of a network, as an operator, and the blocks of it that belong to one layer or
 * to one neuron. What the operator is made of (hessian.ts, gauss-newton.ts, preconditioned.ts) this file does not know.
 */
import { UserError } from "../lib/index.ts";
import type { Module, Parameter, Pass } from "../layers/index.ts";
import type { Tensor } from "../tensor/index.ts";
import type { Layout } from "./layout.ts";
import { submatrix, type LinearOperator } from "./operator.ts";

/** A product with a matrix whose rows are the elements of several tensors: one tensor each in, one each out. */
export type TensorProduct = (v: readonly Tensor[]) => Tensor[];

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

/** The diagonal block of one layer, or of any module: all its parameters. */
export function layerBlock(a: CurvatureOperator, layer: Module): CurvatureOperator {
  const parameters = layer.parameters();
  if (parameters.length === 0) {
    throw new UserError(`layerBlock: ${layer.who()} has no parameters, so there is no block of it.`);
  }
  return a.restrictedTo(parameters);
}

/** Weight and bias of an affine map, as the fields of Linear and of convolutions are called. */
export interface AffineParameters {
  readonly weight: Parameter;
  readonly bias: Parameter | undefined;
}

/** The diagonal block of one neuron of an affine layer, in the order of the paper: ŵ = [b, w]. */
export function neuronBlock(
  a: CurvatureOperator,
  { weight, bias }: AffineParameters,
  neuron: number,
): LinearOperator {
  const neurons = weight.shape[0]!;
  if (!(Number.isInteger(neuron) && neuron >= 0 && neuron < neurons)) {
    throw new UserError(`neuronBlock: '${weight.name}' has neurons 0 to ${neurons - 1}, not ${neuron}.`);
  }
  const block = a.restrictedTo(bias === undefined ? [weight] : [weight, bias]);
  const inputs = weight.tensor.size / neurons;
  const first = block.layout.offsetOf(weight) + neuron * inputs;
  const places = Array.from({ length: inputs }, (_, i) => first + i);
  if (bias !== undefined) places.unshift(block.layout.offsetOf(bias) + neuron);
  return submatrix(block, places, `${block.description}, neuron ${neuron}`);
}
