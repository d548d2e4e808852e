/**
 * The same training step in tfjs 4.22, as fast as it can fairly be had: inputs and labels are tensors before timing
 * starts, weights are [inputs, outputs] so that no product transposes, checks are off (production mode), the cost is not
 * read back, and wasm runs its SIMD build. Tried too: tf.fused.matMul with the bias (slower), variableGrads with updates
 * by hand and the loss from logSoftmax (no faster). f32, as tfjs has no f64.
 */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { batches, initialWeights, learningRate, sizes, type Step } from "../problem.ts";
import type { Workload } from "../workload.ts";

export interface TensorFlowTask extends Step {
  readonly backend: "cpu" | "wasm";
}

export async function create({ backend, batch, activation }: TensorFlowTask): Promise<Workload> {
  tf.enableProdMode();
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs has no backend '${backend}' here`);
  await tf.ready();
  const layers = initialWeights().map(({ inputs, outputs, weight, bias }) => ({
    weight: tf.variable(tf.transpose(tf.tensor2d(Float32Array.from(weight), [outputs, inputs]))),
    bias: tf.variable(tf.tensor1d(Float32Array.from(bias))),
  }));
  const variables = layers.flatMap(({ weight, bias }) => [weight, bias]);
  const data = batches(batch).map(({ images, labels }) => ({
    x: tf.tensor2d(Float32Array.from(images), [batch, sizes[0]!]),
    y: tf.cast(tf.oneHot(tf.tensor1d(labels, "int32"), sizes.at(-1)!), "float32") as tf.Tensor2D,
  }));
  const activate = activation === "sigmoid" ? tf.sigmoid : tf.relu;
  const loss = (x: tf.Tensor2D, y: tf.Tensor2D): tf.Scalar => {
    let h = x;
    layers.forEach(({ weight, bias }, i) => {
      const z: tf.Tensor2D = tf.add(tf.matMul(h, weight as tf.Tensor2D), bias);
      h = i < layers.length - 1 ? activate(z) : z;
    });
    return tf.losses.softmaxCrossEntropy(y, h);
  };
  const optimizer = tf.train.sgd(learningRate);
  let steps = 0;
  const step = (returnCost: boolean): tf.Scalar | null => {
    const { x, y } = data[steps++ % data.length]!;
    return optimizer.minimize(() => loss(x, y), returnCost, variables);
  };
  return {
    engine: `tfjs ${tf.version.tfjs} ${backend}${backend === "wasm" ? ` (${wasmBuild()})` : ""}, f32`,
    run: () => void step(false),
    witness: () => Array.from({ length: 3 * data.length }, () => step(true)!.dataSync()[0]!),
  };
}

const wasmBuild = (): string =>
  tf.env().getBool("WASM_HAS_MULTITHREAD_SUPPORT")
    ? "SIMD, threads"
    : tf.env().getBool("WASM_HAS_SIMD_SUPPORT")
      ? "SIMD"
      : "no SIMD";
