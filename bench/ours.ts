/**
 * Our engine's workloads, written as its users write programs: through the package's own table of contents.
 */
import {
  bnp,
  crossEntropy,
  matmul,
  mlp,
  mul,
  Pass,
  pullback,
  Random,
  SGD,
  tensor,
  untracked,
  variable,
  type Tensor,
} from "../index.ts";
import { batches, learningRate, sizes, type Step } from "./problem.ts";
import type { Workload } from "./workload.ts";

export type OurTask =
  | { readonly kind: "product"; readonly m: number; readonly k: number; readonly n: number }
  | { readonly kind: "triple-loop"; readonly m: number; readonly k: number; readonly n: number }
  | ({ readonly kind: "step" } & Step)
  | { readonly kind: "chain"; readonly direction: "forward" | "backward"; readonly length: number };

export function create(task: OurTask): Workload {
  switch (task.kind) {
    case "product":
      return product(task.m, task.k, task.n);
    case "triple-loop":
      return tripleLoop(task.m, task.k, task.n);
    case "step":
      return training(task);
    case "chain":
      return chain(task.direction, task.length);
  }
}

const engine = "bnp";

function operands(m: number, k: number, n: number): { readonly a: Float64Array; readonly b: Float64Array } {
  const random = Random.stream(0, "bench/product");
  const numbers = (count: number): Float64Array =>
    Float64Array.from({ length: count }, () => random.between(-1, 1));
  return { a: numbers(m * k), b: numbers(k * n) };
}

function product(m: number, k: number, n: number): Workload {
  const numbers = operands(m, k, n);
  const [a, b] = [tensor(numbers.a, [m, k]), tensor(numbers.b, [k, n])];
  return { engine, run: () => void matmul(a, b), witness: () => [...matmul(a, b).toArray().slice(0, 8)] };
}

/** The product as its definition has it; the compiler's best effort is its own. */
function tripleLoop(m: number, k: number, n: number): Workload {
  const { a, b } = operands(m, k, n);
  const multiply = (): Float64Array => {
    const c = new Float64Array(m * n);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let p = 0; p < k; p++) sum += a[i * k + p]! * b[p * n + j]!;
        c[i * n + j] = sum;
      }
    }
    return c;
  };
  return { engine: "triple loop", run: () => void multiply(), witness: () => [...multiply().slice(0, 8)] };
}

function training({ batch, activation, method }: Step): Workload {
  const model = mlp({
    sizes,
    activation,
    random: Random.stream(0, "bench/weights"),
    ...(method === "bn" && { normalization: "bn" as const }),
    ...(method === "bnp" && { preconditioner: bnp() }),
  });
  const optimizer = new SGD(model.parameters(), { learningRate });
  const data = batches(batch).map(({ images, labels }) => ({
    x: tensor(images, [batch, sizes[0]!]),
    labels,
  }));
  let steps = 0;
  const step = (): number => {
    const { x, labels } = data[steps++ % data.length]!;
    const pass = Pass.training();
    const loss = crossEntropy(model.forward(x, pass), labels);
    optimizer.step(loss, pass);
    return loss.item();
  };
  return { engine, run: () => void step(), witness: () => Array.from({ length: 3 * data.length }, step) };
}

/** x·y·y·…, a chain of scalar products: the overhead of an operation, with next to nothing to compute. */
function chain(direction: "forward" | "backward", length: number): Workload {
  const [x, y] = [variable(tensor(1)), tensor(1)];
  const forward = (): Tensor => {
    let product: Tensor = x;
    for (let i = 0; i < length; i++) product = mul(product, y);
    return product;
  };
  const backward = (graph: Tensor): Tensor => untracked(() => pullback(graph, [x])[0]!);
  const witness = (): readonly number[] => [backward(forward()).item()];
  if (direction === "forward") return { engine, run: () => void forward(), witness };
  const graph = forward();
  return { engine, run: () => void backward(graph), witness };
}
