/**
 * The numbers that every engine starts from: weights, batches, a direction. Drawn here, once for all, so that what the
 * engines compute must agree step by step.
 *
 * The data are noisy copies of one random prototype a class: pixels in [0, 1), classes that can be learned. This file
 * knows numbers only, and no engine but ours for drawing weights.
 */
import { Random } from "../index.ts";
import { classesOf, exampleShape, modelOf, type Network } from "./network.ts";

/** Small enough that rounding errors do not grow from step to step: a peer in f32 must stay alike for all of them. */
export const learningRate = 0.02;
/** Batches drawn; training goes round them. */
export const batchCount = 8;

/** Row-major. */
export interface NumberArray {
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

/** An affine layer: weight [outputs, inputs] of a dense one, [outputs, inputs, 3, 3] of a convolution; bias [outputs]. */
export interface LayerNumbers {
  readonly weight: NumberArray;
  readonly bias: NumberArray;
}

export interface Batch {
  /** [batch, …shape of an example] */
  readonly images: NumberArray;
  readonly labels: Int32Array;
}

export interface Problem {
  readonly learningRate: number;
  /** From input to output. */
  readonly layers: readonly LayerNumbers[];
  /** A vector as long as all weights: what Hessians are multiplied with. */
  readonly direction: readonly LayerNumbers[];
  readonly batches: readonly Batch[];
}

export function problem(network: Network, batch: number): Problem {
  const layers = initialLayers(network);
  const random = Random.stream(0, "bench/direction");
  const drawn = ({ shape, data }: NumberArray): NumberArray => ({
    shape,
    data: Float64Array.from(data, () => random.normal()),
  });
  return {
    learningRate,
    layers,
    direction: layers.map(({ weight, bias }) => ({ weight: drawn(weight), bias: drawn(bias) })),
    batches: batches(network, batch),
  };
}

/** The weights that our network starts from. */
function initialLayers(network: Network): readonly LayerNumbers[] {
  const numbers = modelOf(network)
    .parameters()
    .map(({ shape, elements }): NumberArray => ({ shape, data: elements }));
  return Array.from({ length: numbers.length / 2 }, (_, layer) => ({
    weight: numbers[2 * layer]!,
    bias: numbers[2 * layer + 1]!,
  }));
}

function batches(network: Network, size: number): readonly Batch[] {
  const random = Random.stream(0, "bench/data");
  const shape = exampleShape(network);
  const pixels = shape.reduce((a, b) => a * b);
  const classes = classesOf(network);
  const prototypes = Float64Array.from({ length: classes * pixels }, () => random.uniform());
  return Array.from({ length: batchCount }, () => {
    const labels = Int32Array.from({ length: size }, () => random.integer(classes));
    const data = Float64Array.from(
      { length: size * pixels },
      (_, i) =>
        0.5 * (prototypes[labels[Math.floor(i / pixels)]! * pixels + (i % pixels)]! + random.uniform()),
    );
    return { images: { data, shape: [size, ...shape] }, labels };
  });
}

/** Two matrices to multiply. */
export function factors(
  m: number,
  k: number,
  n: number,
): { readonly a: NumberArray; readonly b: NumberArray } {
  const random = Random.stream(0, "bench/product");
  const drawn = (...shape: readonly [number, number]): NumberArray => ({
    shape,
    data: Float64Array.from({ length: shape[0] * shape[1] }, () => random.between(-1, 1)),
  });
  return { a: drawn(m, k), b: drawn(k, n) };
}
