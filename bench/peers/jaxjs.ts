/**
 * The same tasks in jax-js, on its WebAssembly backend, each compiled whole by `jit`, in f32 or f64. Every array that is
 * passed to a function is given away; `ref` keeps it for another use. Nothing is computed until a result is read, and
 * reading one result of a compiled function computes all of them. In f64 too its exponentials and logarithms are right
 * to about six digits only, as the witnesses show.
 */
import {
  defaultDevice,
  grad,
  init,
  jit,
  jvp,
  lax,
  nn,
  numpy as np,
  valueAndGrad,
  type Array as JaxArray,
  type DType,
} from "@jax-js/jax";
import { dependencies } from "./package.json";
import type { Network } from "../network.ts";
import { classesOf } from "../network.ts";
import { factors, problem, type LayerNumbers, type NumberArray } from "../problem.ts";
import type { Derivative, Product, Step, Task } from "../tasks.ts";
import type { Workload } from "../workload.ts";

type JaxTask = Task & { readonly precision: "f32" | "f64" };
type Parts = Pick<Workload, "run" | "witness">;

// jax-js asks of every array whether it is one of these, which Node 20 does not have.
(globalThis as { Float16Array?: unknown }).Float16Array ??= class {};

export async function create({ precision, ...task }: JaxTask): Promise<Workload> {
  await init("wasm");
  defaultDevice("wasm");
  const engine = `jax-js ${dependencies["@jax-js/jax"]}, wasm with jit, ${precision}`;
  return { engine, ...parts(task, precision === "f32" ? np.float32 : np.float64) };
}

function parts(task: Task, dtype: DType): Parts {
  switch (task.kind) {
    case "product":
      return product(task, dtype);
    case "step":
      return training(task, dtype);
    case "gradient":
    case "hvp":
      return derivative(task, dtype);
    case "dense-hessian": // its eigenvalues come by Jacobi rotations: 2 s for 300 parameters, minutes for 1,000
    case "chain": // it is made for compiled functions, not for single operations
      throw new Error(`jax-js takes no part in '${task.kind}'.`);
  }
}

const arrayOf = ({ data, shape }: NumberArray, dtype: DType): JaxArray =>
  np.array(dtype === np.float32 ? Float32Array.from(data) : data.slice(), { dtype }).reshape([...shape]);

/** Weight and bias of each layer in turn. */
const parametersOf = (layers: readonly LayerNumbers[], dtype: DType): JaxArray[] =>
  layers.flatMap(({ weight, bias }) => [arrayOf(weight, dtype), arrayOf(bias, dtype)]);

const refs = (arrays: readonly JaxArray[]): JaxArray[] => arrays.map((array) => array.ref);

/** What the network makes of a batch: takes w and x. */
function logits(network: Network, w: readonly JaxArray[], x: JaxArray): JaxArray {
  let h = x;
  const last = w.length - 2;
  for (let i = 0; i < last; i += 2) {
    if (network.kind === "cnn") {
      const bias = w[i + 1]!.reshape([1, -1, 1, 1]);
      h = nn.relu(lax.conv(h, w[i]!, [1, 1], [[1, 1], [1, 1]]).add(bias)); // prettier-ignore
      if (i % 4 === 2) h = halved(h);
    } else {
      const activate = network.activation === "sigmoid" ? nn.sigmoid : nn.relu;
      h = activate(np.matmul(h, w[i]!.transpose()).add(w[i + 1]!));
    }
  }
  if (network.kind === "cnn") h = h.reshape([h.shape[0]!, -1]);
  return np.matmul(h, w[last]!.transpose()).add(w[last + 1]!);
}

/** The maximum of every 2×2 window. */
function halved(images: JaxArray): JaxArray {
  const [n, c, height, width] = images.shape as [number, number, number, number];
  return np.max(images.reshape([n, c, height / 2, 2, width / 2, 2]), [3, 5]);
}

/** Cross-entropy; y is one-hot. Takes all three. */
function lossOf(network: Network): (w: JaxArray[], x: JaxArray, y: JaxArray) => JaxArray {
  return (w, x, y) =>
    nn
      .logSoftmax(logits(network, w, x), -1)
      .mul(y)
      .sum(-1)
      .mean()
      .neg();
}

function batchesOf(
  network: Network,
  { batches }: ReturnType<typeof problem>,
  dtype: DType,
): { x: JaxArray; y: JaxArray }[] {
  const classes = classesOf(network);
  return batches.map(({ images, labels }) => {
    const data = new Float64Array(labels.length * classes);
    labels.forEach((label, row) => (data[row * classes + label] = 1));
    return { x: arrayOf(images, dtype), y: arrayOf({ data, shape: [labels.length, classes] }, dtype) };
  });
}

/** Computes a result, reads it and gives it away. */
const read = (array: JaxArray): ArrayLike<number> => array.dataSync() as ArrayLike<number>;

function product({ m, k, n }: Product, dtype: DType): Parts {
  const numbers = factors(m, k, n);
  const [a, b] = [arrayOf(numbers.a, dtype), arrayOf(numbers.b, dtype)];
  const multiply = jit((x: JaxArray, y: JaxArray) => np.matmul(x, y));
  return {
    run: () => void read(multiply(a.ref, b.ref)),
    witness: () => Array.from(read(multiply(a.ref, b.ref))).slice(0, 8),
  };
}

function training({ network, batch, witnesses }: Step, dtype: DType): Parts {
  const numbers = problem(network, batch);
  const data = batchesOf(network, numbers, dtype);
  const loss = lossOf(network);
  const update = jit((w: JaxArray[], x: JaxArray, y: JaxArray): [JaxArray, JaxArray[]] => {
    const [value, gradients] = valueAndGrad(loss)(refs(w), x, y) as [JaxArray, JaxArray[]];
    return [value, w.map((weight, i) => weight.sub(gradients[i]!.mul(numbers.learningRate)))];
  });
  let weights = parametersOf(numbers.layers, dtype);
  let steps = 0;
  const step = (): number => {
    const { x, y } = data[steps++ % data.length]!;
    const [value, updated] = update(weights, x.ref, y.ref);
    weights = updated;
    return read(value)[0]!;
  };
  return { run: () => void step(), witness: () => Array.from({ length: witnesses }, step) };
}

function derivative({ kind, network, batch }: Derivative, dtype: DType): Parts {
  const numbers = problem(network, batch);
  const { x, y } = batchesOf(network, numbers, dtype)[0]!;
  const [weights, direction] = [parametersOf(numbers.layers, dtype), parametersOf(numbers.direction, dtype)];
  const loss = lossOf(network);
  const gradientOf = jit((w: JaxArray[], xs: JaxArray, ys: JaxArray) => grad(loss)(w, xs, ys) as JaxArray[]);
  const productOf = jit((w: JaxArray[], v: JaxArray[], xs: JaxArray, ys: JaxArray) => {
    const at = (p: JaxArray[]): JaxArray[] => grad(loss)(p, xs, ys) as JaxArray[];
    return jvp(at, [w], [v])[1] as JaxArray[];
  });
  const gradient = (): JaxArray[] => gradientOf(refs(weights), x.ref, y.ref);
  const hvp = (): JaxArray[] => productOf(refs(weights), refs(direction), x.ref, y.ref);
  const glimpse = (list: readonly JaxArray[]): readonly number[] => {
    const parts = list.map((part) => Array.from(read(part)));
    return [parts.flat().reduce((sum, g) => sum + g * g, 0), ...parts.at(-1)!];
  };
  const compute = kind === "gradient" ? gradient : hvp;
  return {
    run() {
      const [last, ...others] = compute().reverse();
      read(last!);
      for (const part of others) part.dispose();
    },
    witness: () => [...glimpse(gradient()), ...glimpse(hvp())],
  };
}
