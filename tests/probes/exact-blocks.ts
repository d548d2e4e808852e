/**
 * Random affine layers whose inputs have means up to 10¹² deviations and deviations over many decades, and the condition
 * number of their Hessian block to 110 digits (decimal.js): of the inputs, outputs and statistics as they are stored.
 */
import { Random } from "../../lib/index.ts";
import { binaryCrossEntropyWithLogits, crossEntropy, Linear, mseLoss, Pass } from "../../layers/index.ts";
import {
  type BatchNormalizationPreconditioner,
  bnp,
  statisticsPolicies,
} from "../../preconditioners/index.ts";
import { gaussNewton, layerCondition, type ConditionNumber } from "../../probes/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import { conditionNumber, Digits, exact, type ExactMatrix, gram, one, zero } from "./exact-matrices.ts";
import { observationOfRows } from "../preconditioners/cases.ts";

/** [1, h], or Pᵀ[1, h] by the formula of the paper from the statistics as they are stored. */
export function exactRows(
  h: readonly (readonly number[])[],
  damped?: { readonly p: BatchNormalizationPreconditioner; readonly eps1: number; readonly eps2: number },
): ExactMatrix {
  const hat = h.map((row) => [one, ...row.map(exact)]);
  const batch = damped?.p.state().batch as number | undefined;
  if (damped === undefined || batch === 0) return hat;
  const { mean, variance } = damped.p.moments;
  const largest = exact(Math.max(...variance));
  const q2 = Digits.max(new Digits(mean.length).div(batch!), 1);
  const scale = [...variance].map((v) =>
    one.div(exact(v).plus(exact(damped.eps1).times(largest)).plus(exact(damped.eps2)).times(q2).sqrt()),
  );
  const ones = one.div(q2.sqrt());
  return hat.map(([, ...row]) => [ones, ...row.map((x, c) => x.minus(exact(mean[c]!)).times(scale[c]!))]);
}

/** [1, (h − μ)·d] with the moments of the rows themselves: d = 1, or 1/√(σ² + ε₁·max σ² + ε₂). */
export function ownRows(
  h: readonly (readonly number[])[],
  damping?: { readonly eps1: number; readonly eps2: number },
): ExactMatrix {
  const rows = h.map((row) => row.map(exact));
  const average = (values: readonly Digits[]): Digits =>
    values.reduce((sum, x) => sum.plus(x), zero).div(values.length);
  const mean = rows[0]!.map((_, c) => average(rows.map((row) => row[c]!)));
  const variance = mean.map((mu, c) => average(rows.map((row) => row[c]!.minus(mu).pow(2))));
  const scale = variance.map((v) => {
    if (damping === undefined) return one;
    const damped = exact(damping.eps1).times(Digits.max(...variance));
    return one.div(v.plus(damped).plus(exact(damping.eps2)).sqrt());
  });
  return rows.map((row) => [one, ...row.map((x, c) => x.minus(mean[c]!).times(scale[c]!))]);
}

export const losses = ["squared error", "logistic", "softmax"] as const;
export type LossName = (typeof losses)[number];

export interface Judged {
  readonly seed: number;
  readonly loss: LossName;
  readonly preconditioned: boolean;
  readonly status: ConditionNumber["status"];
  /** κ*, which is κ but for a softmax. */
  readonly truth: Digits;
  /** Refused: there is no interval, but a reason why not. Outside: there is one, and the truth is not in it. */
  readonly answer: "inside" | "outside" | "refused";
  /** Of the value given and of half of its interval, relative to the truth; NaN where refused. */
  readonly error: number;
  readonly halfWidth: number;
}

export interface LayerKind {
  readonly loss: LossName;
  /** Largest mean over deviation. */
  readonly largestMean: number;
  /** Decades of deviations about 1, either way. */
  readonly decades: number;
  /** Added to the bias of the first output, so that a softmax or a sigmoid is certain of every row; 0 unless given. */
  readonly certainty?: number;
}

type Spread = Pick<LayerKind, "largestMean" | "decades">;

/** Deviations of m inputs, their means, and how to draw rows of them. */
export function randomInputs(random: Random, m: number, { largestMean, decades }: Spread) {
  const sd = Array.from({ length: m }, () => 10 ** random.between(-decades, decades));
  const mean = sd.map((s) => s * 10 ** random.between(-1, Math.log10(largestMean)) * (random.uniform() < 0.5 ? -1 : 1)); // prettier-ignore
  const batch = (rows: number): number[][] =>
    Array.from({ length: rows }, () => sd.map((s, c) => mean[c]! + s * random.normal()));
  return { sd, mean, batch };
}

/** A random layer, trained by BNP for up to five batches, before and after preconditioning. */
export function judge(seed: number, kind: LayerKind): Judged[] {
  const { loss, certainty = 0 } = kind;
  const random = Random.stream(seed, `certified ${loss}`);
  const m = 1 + random.integer(8);
  const n = m + 2 + random.integer(62);
  const outputs = loss === "softmax" ? 2 + random.integer(2) : 1;
  const { sd, mean, batch } = randomInputs(random, m, kind);
  const [eps1, eps2] = random.uniform() < 0.5 ? [1e-2, 1e-4] : [0, 0];
  const statistics = statisticsPolicies[random.integer(statisticsPolicies.length)]!;
  const layer = new Linear(m, outputs, { random, preconditioner: bnp({ eps1, eps2, statistics }) });
  setOutputs(layer, random, sd, mean, certainty);
  const p = layer.weight.preconditioner as BatchNormalizationPreconditioner;
  for (let step = random.integer(6); step > 0; step--) {
    const rows = batch(m + 2 + random.integer(62));
    p.observe(observationOfRows(tensor(rows.flat(), [rows.length, m]).values));
  }
  const h = batch(n);
  const a = gaussNewton(
    (pass) => layer.forward(tensor(h.flat(), [n, m]), pass),
    lossOf(loss, n, outputs, random),
    layer.parameters(),
    Pass.training(),
  );
  const stored = a.pass.uses[0]!.output.toArray();
  return [false, true].map((preconditioned) => {
    const found = layerCondition(a, layer, {
      preconditioned,
      softmax: loss === "softmax",
    }) as ConditionNumber;
    const z = exactRows(h, preconditioned ? { p, eps1, eps2 } : undefined);
    const roots = exactRoots(loss, Array.from({ length: n }, (_, j) => [...stored.slice(j * outputs, (j + 1) * outputs)])); // prettier-ignore
    const columns = roots[0]![0]!.length * (m + 1);
    const rows = z.flatMap((row, j) => roots[j]!.map((r) => r.flatMap((x) => row.map((y) => x.times(y)))));
    return verdict(seed, loss, preconditioned, found, conditionNumber(gram(rows, columns)));
  });
}

function verdict(
  seed: number,
  loss: LossName,
  preconditioned: boolean,
  { status, kappaStar }: ConditionNumber,
  truth: Digits,
): Judged {
  if (kappaStar === undefined) {
    return { seed, loss, preconditioned, status, truth, answer: "refused", error: NaN, halfWidth: NaN };
  }
  const { value, low, high } = kappaStar;
  const relative = (x: Digits): number => x.div(truth).toNumber();
  return {
    ...{ seed, loss, preconditioned, status, truth },
    answer: exact(low).lte(truth) && (high === Infinity || exact(high).gte(truth)) ? "inside" : "outside",
    error: relative(exact(value).minus(truth).abs()),
    halfWidth: high === Infinity ? Infinity : relative(exact(high).minus(exact(low)).div(2)),
  };
}

/** Weights and biases by which outputs are of the size of 1, up to rounding, but for what is added to the first. */
function setOutputs(
  layer: Linear,
  random: Random,
  sd: readonly number[],
  mean: readonly number[],
  certainty: number,
): void {
  const outputs = layer.weight.shape[0]!;
  const w = Array.from({ length: outputs }, () => sd.map((s) => random.normal() / s / sd.length));
  const b = w.map((row) => -row.reduce((sum, x, c) => sum + x * mean[c]!, 0));
  b[0]! += certainty;
  layer.weight.replace(Float64Array.from(w.flat()));
  layer.bias!.replace(Float64Array.from(b));
}

function lossOf(loss: LossName, n: number, outputs: number, random: Random): (y: Tensor) => Tensor {
  if (loss === "softmax") {
    const labels = Array.from({ length: n }, () => random.integer(outputs));
    return (y) => crossEntropy(y, labels);
  }
  const targets = Array.from({ length: n }, () => random.integer(2));
  return loss === "logistic"
    ? (y) => binaryCrossEntropyWithLogits(y, targets)
    : (y) => mseLoss(y, tensor(targets, [n, 1]));
}

/** Rows r with Σ r·rᵀ = N·S up to a factor; of a softmax in the orthogonal complement of (1, …, 1). */
function exactRoots(loss: LossName, y: readonly (readonly number[])[]): ExactMatrix[] {
  if (loss === "squared error") return y.map(() => [[one]]);
  if (loss === "logistic") {
    return y.map(([x]) => {
      const e = exact(x!).abs().neg().exp();
      return [[e.sqrt().div(e.plus(1))]];
    });
  }
  return y.map((row) => {
    const exps = row.map((x) =>
      exact(x)
        .minus(exact(Math.max(...row)))
        .exp(),
    );
    const sum = exps.reduce((total, e) => total.plus(e), zero);
    const probabilities = exps.map((e) => e.div(sum));
    const pairs = probabilities.flatMap((p, i) =>
      probabilities.slice(i + 1).map((q, k) => {
        const root = p.times(q).sqrt();
        return row.map((_, at) => (at === i ? root : at === i + 1 + k ? root.neg() : zero));
      }),
    );
    return pairs.map((r) => complement(row.length).map((u) => u.reduce((total, x, at) => total.plus(x.times(r[at]!)), zero))); // prettier-ignore
  });
}

/** An orthonormal basis of the vectors whose sum is 0 (Helmert). */
function complement(n: number): ExactMatrix {
  return Array.from({ length: n - 1 }, (_, k) => {
    const scale = new Digits((k + 1) * (k + 2)).sqrt();
    return Array.from({ length: n }, (_unused, i) =>
      i <= k ? one.div(scale) : i === k + 1 ? new Digits(-(k + 1)).div(scale) : zero,
    );
  });
}
