/**
 * The same tasks in tfjs, as fast as they can fairly be had: data and labels are tensors before timing starts, weights
 * lie as its own operations want them so that nothing transposes, checks are off (production mode), the cost is not read
 * back, and wasm runs its SIMD build. Tried too: tf.fused.matMul with the bias (slower), variableGrads with updates by
 * hand and the loss from logSoftmax (no faster). f32, as tfjs has no f64.
 */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { classesOf, type Network } from "../network.ts";
import { factors, problem, type NumberArray } from "../problem.ts";
import type { Product, Step } from "../tasks.ts";
import type { Workload } from "../workload.ts";

type TensorFlowTask = (Product | Step) & { readonly backend: "cpu" | "wasm" };
type Parts = Pick<Workload, "run" | "witness">;

export async function create(task: TensorFlowTask): Promise<Workload> {
  tf.enableProdMode();
  const { backend } = task;
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs has no backend '${backend}' here`);
  await tf.ready();
  const build = backend === "wasm" ? ` (${wasmBuild()})` : "";
  const parts = task.kind === "product" ? product(task) : training(task);
  return { engine: `tfjs ${tf.version.tfjs} ${backend}${build}, f32`, ...parts };
}

const wasmBuild = (): string =>
  tf.env().getBool("WASM_HAS_MULTITHREAD_SUPPORT")
    ? "SIMD, threads"
    : tf.env().getBool("WASM_HAS_SIMD_SUPPORT")
      ? "SIMD"
      : "no SIMD";

/** As a tensor, its axes in another order if one is given. */
function tensorOf({ data, shape }: NumberArray, order?: readonly number[]): tf.Tensor {
  const tensor = tf.tensor(Float32Array.from(data), [...shape]);
  return order === undefined ? tensor : tf.transpose(tensor, [...order]);
}

function product({ m, k, n }: Product): Parts {
  const numbers = factors(m, k, n);
  const [a, b] = [tensorOf(numbers.a) as tf.Tensor2D, tensorOf(numbers.b) as tf.Tensor2D];
  return {
    run: () => tf.matMul(a, b).dispose(),
    witness: () => [...tf.matMul(a, b).dataSync().slice(0, 8)],
  };
}

interface Layer {
  readonly weight: tf.Variable;
  readonly bias: tf.Variable;
}

/** What the network makes of a batch: rows, or images with their channels last. */
function logits(network: Network, layers: readonly Layer[], x: tf.Tensor): tf.Tensor2D {
  let h = x;
  for (const [i, { weight, bias }] of layers.entries()) {
    const isLast = i === layers.length - 1;
    if (network.kind === "mlp" || isLast) {
      if (network.kind === "cnn") h = tf.reshape(tf.transpose(h, [0, 3, 1, 2]), [h.shape[0]!, -1]);
      const z = tf.add(tf.matMul(h as tf.Tensor2D, weight as tf.Tensor2D), bias);
      h = isLast
        ? z
        : network.kind === "mlp" && network.activation === "sigmoid"
          ? tf.sigmoid(z)
          : tf.relu(z);
    } else {
      h = tf.relu(tf.add(tf.conv2d(h as tf.Tensor4D, weight as tf.Tensor4D, 1, "same"), bias));
      if (i % 2 === 1) h = tf.maxPool(h as tf.Tensor4D, 2, 2, "valid");
    }
  }
  return h as tf.Tensor2D;
}

function training({ network, batch, witnesses }: Step): Parts {
  const numbers = problem(network, batch);
  const layers = numbers.layers.map(({ weight, bias }) => ({
    weight: tf.variable(tensorOf(weight, weight.shape.length === 4 ? [2, 3, 1, 0] : [1, 0])),
    bias: tf.variable(tensorOf(bias)),
  }));
  const variables = layers.flatMap(({ weight, bias }) => [weight, bias]);
  const data = numbers.batches.map(({ images, labels }) => ({
    x: tensorOf(images, network.kind === "cnn" ? [0, 2, 3, 1] : undefined),
    y: tf.cast(tf.oneHot(tf.tensor1d(labels, "int32"), classesOf(network)), "float32") as tf.Tensor2D,
  }));
  const optimizer = tf.train.sgd(numbers.learningRate);
  let steps = 0;
  const step = (returnCost: boolean): tf.Scalar | null => {
    const { x, y } = data[steps++ % data.length]!;
    const loss = (): tf.Scalar => tf.losses.softmaxCrossEntropy(y, logits(network, layers, x));
    return optimizer.minimize(loss, returnCost, variables);
  };
  return {
    run: () => void step(false),
    witness: () => Array.from({ length: witnesses }, () => step(true)!.dataSync()[0]!),
  };
}
