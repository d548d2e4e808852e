/**
 * A linear map on directions of (weight, bias) that acts on each neuron's [b, w] alone, written as a loop over neurons.
 */
import { elementsOf, valuesOf } from "../tensor/index.ts";
import type { AffineGradients } from "./affine-gradients.ts";

/**
 * The image of g in new arrays: `f(bias, weights)` overwrites the weights of one neuron in place and returns its bias.
 * @param g must have a bias
 */
export function mapNeurons(
  g: AffineGradients,
  f: (bias: number, weights: Float64Array) => number,
): AffineGradients {
  const [n, m] = g.weight.shape as [number, number];
  const weight = elementsOf(g.weight).slice();
  const before = elementsOf(g.bias!);
  const bias = new Float64Array(n);
  for (let i = 0; i < n; i++) bias[i] = f(before[i]!, weight.subarray(i * m, (i + 1) * m));
  return { weight: valuesOf(weight, [n, m]), bias: valuesOf(bias, [n]) };
}
