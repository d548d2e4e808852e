/**
 * What the tests of probes look at: small networks with some training behind them, symmetric matrices with a spectrum
 * that is known, and every byte that a probe must leave alone.
 */
import { createHash } from "node:crypto";
import { detached } from "../../autograd/index.ts";
import { Random } from "../../lib/index.ts";
import {
  BatchNorm1d,
  crossEntropy,
  mlp,
  mseLoss,
  Pass,
  type MlpOptions,
  type Module,
  type Sequential,
} from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import type { ModelFunction } from "../../probes/evaluation.ts";
import { generate, type Shape, type Tensor } from "../../tensor/index.ts";
import { modulesOf } from "../layers/networks.ts";

export const stream = (seed: number): Random => Random.stream(seed, "probes test");

export const normal = (random: Random, shape: Shape): Tensor => generate(shape, () => random.normal());

export interface Subject {
  readonly model: Sequential;
  readonly x: Tensor;
  readonly labels: readonly number[];
  /** Cross-entropy over all examples. */
  readonly loss: ModelFunction;
}

/** A network of a kind, on inputs that are shifted and badly scaled, after a few steps. */
export function subject(options: Partial<MlpOptions> = {}, seed = 0, steps = 3): Subject {
  const random = stream(seed);
  const { sizes = [3, 4, 2] } = options;
  const model = mlp({ sizes, activation: "tanh", random, ...options });
  const n = 12;
  const scales = Array.from({ length: sizes[0]! }, () => 10 ** random.between(-0.5, 0.5));
  const x = generate([n, sizes[0]!], (place) => scales[place % sizes[0]!]! * (1 + random.normal()));
  const labels = Array.from({ length: n }, () => random.integer(sizes.at(-1)!));
  const loss: ModelFunction = (pass) => crossEntropy(model.forward(x, pass), labels);
  const optimizer = new SGD(model.parameters(), { learningRate: 0.1 });
  for (let step = 0; step < steps; step++) {
    const pass = Pass.training();
    optimizer.step(loss(pass), pass);
  }
  return { model, x, labels, loss };
}

/** ½·mean squared difference to what the model itself gives: a loss with residuals 0, whose gradient is exactly 0. */
export function teacherLoss(model: Module, x: Tensor): ModelFunction {
  const target = detached(model.forward(x, Pass.training()));
  return (pass) => mseLoss(model.forward(x, pass), target);
}

/** sha256 of parameters, running statistics, what preconditioners have learned, and the states of streams. */
export function fingerprint(model: Module, ...streams: readonly Random[]): string {
  const hash = createHash("sha256");
  const add = (numbers: Float64Array): void =>
    void hash.update(Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  for (const parameter of model.parameters()) {
    add(parameter.elements);
    hash.update(JSON.stringify(parameter.preconditioner?.state() ?? null));
  }
  for (const layer of modulesOf(model)) {
    if (!(layer instanceof BatchNorm1d)) continue;
    add(layer.running.mean);
    add(layer.running.variance);
  }
  for (const one of streams) hash.update(JSON.stringify(one.state()));
  return hash.digest("hex");
}

/** A random orthogonal matrix, row by row: Householder reflections of random vectors, one after another. */
export function orthogonal(random: Random, n: number): Float64Array {
  const q = Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
  for (let k = 0; k < Math.min(n, 6); k++) {
    const v = Float64Array.from({ length: n }, () => random.normal());
    const square = v.reduce((sum, value) => sum + value * value, 0);
    for (let i = 0; i < n; i++) {
      let along = 0;
      for (let j = 0; j < n; j++) along += q[i * n + j]! * v[j]!;
      for (let j = 0; j < n; j++) q[i * n + j]! -= (2 * along * v[j]!) / square;
    }
  }
  return q;
}

/** Q·diag(eigenvalues)·Qᵀ for a random orthogonal Q: symmetric to the last bit. */
export function withSpectrum(random: Random, eigenvalues: readonly number[]): Float64Array {
  const n = eigenvalues.length;
  const q = orthogonal(random, n);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += q[i * n + k]! * eigenvalues[k]! * q[j * n + k]!;
      a[i * n + j] = a[j * n + i] = sum;
    }
  }
  return a;
}
