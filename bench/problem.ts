/**
 * The training step that every engine is timed on: 784-100-100-100-10, cross-entropy, SGD.
 *
 * Weights and batches are drawn here, once for all engines, so that their losses must agree step by step. The data are
 * noisy copies of ten random prototypes: pixels in [0, 1), classes that can be learned. This file knows numbers only,
 * and no engine but ours for drawing weights.
 */
import { mlp, Random } from "../index.ts";

export const sizes: readonly number[] = [784, 100, 100, 100, 10];
export const learningRate = 0.1;
/** Batches drawn; training goes round them. */
export const batchCount = 8;

export type StepActivation = "sigmoid" | "relu";
export type Method = "plain" | "bn" | "bnp";

/** Which training step. */
export interface Step {
  readonly batch: number;
  readonly activation: StepActivation;
  readonly method: Method;
}

export interface Batch {
  /** Row-major, batch × 784. */
  readonly images: Float64Array;
  readonly labels: Int32Array;
}

/** The same batches for every engine. */
export function batches(size: number): readonly Batch[] {
  const random = Random.stream(0, "bench/data");
  const [pixels, classes] = [sizes[0]!, sizes.at(-1)!];
  const prototypes = Float64Array.from({ length: classes * pixels }, () => random.uniform());
  return Array.from({ length: batchCount }, () => {
    const labels = Int32Array.from({ length: size }, () => random.integer(classes));
    const images = Float64Array.from(
      { length: size * pixels },
      (_, i) =>
        0.5 * (prototypes[labels[Math.floor(i / pixels)]! * pixels + (i % pixels)]! + random.uniform()),
    );
    return { images, labels };
  });
}

/** Weight [outputs, inputs] and bias [outputs] of each layer, as plain numbers. */
export interface LayerWeights {
  readonly inputs: number;
  readonly outputs: number;
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

/** The same weights for every engine: those our network starts from. */
export function initialWeights(): readonly LayerWeights[] {
  const random = Random.stream(0, "bench/weights");
  const parameters = mlp({ sizes, activation: "relu", random }).parameters();
  return sizes.slice(1).map((outputs, layer) => ({
    inputs: sizes[layer]!,
    outputs,
    weight: parameters[2 * layer]!.elements,
    bias: parameters[2 * layer + 1]!.elements,
  }));
}
