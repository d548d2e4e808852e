/**
 * Products of the Hessian operator with vectors: against Hessians written down by hand, which share no line with the
 * engine, and against differences of the gradient.
 *
 * With rows ĥ = [1, h] and ŵ = [b, w] of each output, and losses that are means over N examples,
 *
 *     linear regression      H = (2/(N·n))·ĤᵀĤ for each of the n outputs,
 *     logistic regression    H = (1/N)·Ĥᵀ·diag(σ(1 − σ))·Ĥ,
 *     softmax regression     H = (1/N)·Σⱼ (diag pⱼ − pⱼpⱼᵀ) ⊗ ĥⱼĥⱼᵀ.
 */
import { reshape } from "../../autograd/index.ts";
import type { Random } from "../../lib/index.ts";
import {
  binaryCrossEntropyWithLogits,
  crossEntropy,
  Linear,
  mseLoss,
  Pass,
  type MlpOptions,
} from "../../layers/index.ts";
import { hessian, type HessianOperator } from "../../probes/index.ts";
import { norm, normals } from "../../probes/vectors.ts";
import { Tensor, tensor } from "../../tensor/index.ts";
import { batch, valuesOfMatrix, worst } from "../preconditioners/cases.ts";
import type { Matrix } from "../preconditioners/dense.ts";
import { gradient, type Problem } from "../support/network-derivatives.ts";
import { subject } from "../probes/subjects.ts";
import { relativeDistance } from "../support/tensors.ts";

interface Regression {
  readonly layer: Linear;
  readonly rows: Matrix;
  readonly x: Tensor;
  readonly random: Random;
}

function regression(random: Random, outputs: number): Regression {
  const inputs = 1 + random.integer(4);
  const rows = batch(random, 3 + random.integer(10), inputs);
  return {
    layer: new Linear(inputs, outputs, { random }),
    rows,
    x: new Tensor(valuesOfMatrix(rows)),
    random,
  };
}

/** Σⱼ Sⱼ ⊗ ĥⱼĥⱼᵀ · v for v in the layout of a Linear: weight row by row, then bias. */
function byHand(rows: Matrix, s: readonly Matrix[], v: Float64Array): Float64Array {
  const [n, m] = [s[0]!.length, rows[0]!.length];
  const out = new Float64Array(v.length);
  rows.forEach((h, j) => {
    const along = Array.from({ length: n }, (_, i) =>
      h.reduce((sum, x, c) => sum + x * v[i * m + c]!, v[n * m + i]!),
    );
    s[j]!.forEach((row, i) => {
      const weight = row.reduce((sum, value, k) => sum + value * along[k]!, 0);
      h.forEach((x, c) => (out[i * m + c]! += weight * x));
      out[n * m + i]! += weight;
    });
  });
  return out;
}

const operatorOf = (layer: Linear, loss: (y: Tensor) => Tensor, x: Tensor): HessianOperator =>
  hessian((pass) => loss(layer.forward(x, pass)), layer.parameters(), Pass.training());

const distance = (h: HessianOperator, rows: Matrix, s: readonly Matrix[], random: Random): number => {
  const v = normals(random, h.size);
  return relativeDistance(h.apply(v), byHand(rows, s, v));
};

describe("Hessian products agree with closed forms ≤ 1e-12", () => {
  it("linear regression", () => {
    const error = worst(50, "linear", (random) => {
      const outputs = 1 + random.integer(3);
      const { layer, rows, x } = regression(random, outputs);
      const target = tensor(normals(random, rows.length * outputs), [rows.length, outputs]);
      const h = operatorOf(layer, (y) => mseLoss(y, target), x);
      const c = 2 / (rows.length * outputs);
      const s = Array.from({ length: outputs }, (_, i) => Array.from({ length: outputs }, (_u, k) => (i === k ? c : 0))); // prettier-ignore
      return distance(h, rows, rows.map(() => s), random); // prettier-ignore
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("logistic regression", () => {
    const error = worst(50, "logistic", (random) => {
      const { layer, rows, x } = regression(random, 1);
      const targets = rows.map(() => random.integer(2));
      const h = operatorOf(layer, (y) => binaryCrossEntropyWithLogits(reshape(y, [rows.length]), targets), x);
      const s = rows.map((row) => {
        const z = row.reduce((sum, value, c) => sum + value * layer.weight.elements[c]!, 0);
        return [[1 / ((1 + Math.exp(-z)) * (1 + Math.exp(z)) * rows.length)]]; // σ(1 − σ), also in the tails
      });
      return distance(h, rows, s, random);
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("softmax regression", () => {
    const error = worst(50, "softmax", (random) => {
      const classes = 2 + random.integer(3);
      const { layer, rows, x } = regression(random, classes);
      const labels = rows.map(() => random.integer(classes));
      const h = operatorOf(layer, (y) => crossEntropy(y, labels), x);
      const m = rows[0]!.length;
      const s = rows.map((row) => {
        const z = Array.from({ length: classes }, (_, i) =>
          row.reduce((sum, value, c) => sum + value * layer.weight.elements[i * m + c]!, 0),
        );
        const e = z.map((value) => Math.exp(value - Math.max(...z)));
        const p = e.map((value) => value / e.reduce((sum, one) => sum + one, 0));
        const rest = p.map((_, i) => p.reduce((sum, one, k) => (k === i ? sum : sum + one), 0)); // 1 − pᵢ
        return p.map((a, i) => p.map((b, k) => (a * (i === k ? rest[i]! : -b)) / rows.length));
      });
      return distance(h, rows, s, random);
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });
});

/**
 * Six-point central differences of the gradient along v, a direction of length 1, with steps that change no
 * pre-activation by much more than 6e-3.
 */
function byDifferences({ parameters, loss }: Problem, v: Float64Array, x: Tensor): Float64Array {
  const starts = parameters.map(({ elements }) => elements.slice());
  const at = (step: number): Float64Array => {
    let next = 0;
    parameters.forEach((p, i) => p.replace(starts[i]!.map((value) => value + step * v[next++]!)));
    return gradient({ parameters, loss });
  };
  const [n, m] = x.shape as [number, number];
  const lengths = Array.from({ length: n }, (_, j) => norm(x.toArray().slice(j * m, (j + 1) * m)));
  const h = 6e-3 / Math.max(1, ...lengths);
  const gaps = [1, 2, 3].map((k) => {
    const [ahead, behind] = [at(k * h), at(-k * h)];
    return ahead.map((value, i) => value - behind[i]!);
  });
  parameters.forEach((p, i) => p.replace(starts[i]!));
  return gaps[0]!.map((first, i) => (45 * first - 9 * gaps[1]![i]! + gaps[2]![i]!) / (60 * h));
}

/** The distance between a product and its differences, for a random network of a kind and a random direction. */
function distanceToDifferences(random: Random, options: Partial<MlpOptions>): number {
  const { model, x, loss } = subject({ sizes: [3, 4, 3], ...options }, random.integer(1000));
  const h = hessian(loss, model.parameters(), Pass.training());
  const direction = normals(random, h.size);
  const v = direction.map((value) => value / norm(direction));
  const problem = { parameters: model.parameters(), loss: () => loss(Pass.training()) };
  return relativeDistance(h.apply(v), byDifferences(problem, v, x));
}

describe("Hessian products agree with six-point differences of the gradient", () => {
  it.each(["tanh", "sigmoid", "softplus", "gelu"] as const)("%s ≤ 1e-11", (activation) => {
    const error = worst(20, "differences", (random) => distanceToDifferences(random, { activation }));
    expect(error).toBeLessThanOrEqual(1e-11);
  });

  it("through batch normalisation ≤ 1e-11", () => {
    const error = worst(20, "differences", (random) =>
      distanceToDifferences(random, { activation: "tanh", normalization: "bn" }),
    );
    expect(error).toBeLessThanOrEqual(1e-11);
  });

  it("which kinks spoil, so that relu needs the closed form", () => {
    const error = worst(20, "kinks", (random) => distanceToDifferences(random, { activation: "relu" }));
    expect(error).toBeGreaterThan(1e-6);
  });
});
