/**
 * Random affine maps, batches and cotangents, and directions of (weight, bias) as the vectors ŵ = [b, w] of the paper,
 * one row a neuron.
 */
import { columnMoments, Random } from "../../lib/index.ts";
import {
  BatchNormalizationPreconditioner,
  type AffineGradients,
  type Observation,
  type Preconditioner,
  type PreconditionerChoice,
} from "../../preconditioners/index.ts";
import { elementsOf, valuesOf, type Values } from "../../tensor/index.ts";
import { diagonal, product, scaled, transposed, type Matrix } from "./dense.ts";

/** The largest of what `error` gives over seeded cases; NaN if one of them is NaN. */
export function worst(cases: number, name: string, error: (random: Random) => number): number {
  let largest = 0;
  for (let seed = 0; seed < cases; seed++) largest = Math.max(largest, error(Random.stream(seed, name)));
  return largest;
}

export const matrixOf = (x: Values): Matrix => {
  const [rows, columns] = x.shape as [number, number];
  const data = elementsOf(x);
  return Array.from({ length: rows }, (_, r) => [...data.subarray(r * columns, (r + 1) * columns)]);
};

export const valuesOfMatrix = (a: Matrix): Values =>
  valuesOf(Float64Array.from(a.flat()), [a.length, a[0]!.length]);

/** What a dense layer observes that was given these rows; N is their number unless given. */
export const observationOfRows = (input: Values, rows = input.shape[0]!): Observation => ({
  rows,
  channels: input,
  input,
});

/** Rows [b, w], one a neuron. */
export const neurons = ({ weight, bias }: AffineGradients): Matrix =>
  matrixOf(weight).map((w, i) => [elementsOf(bias!)[i]!, ...w]);

export const fromNeurons = (rows: Matrix): AffineGradients => ({
  weight: valuesOfMatrix(rows.map((row) => row.slice(1))),
  bias: valuesOf(
    Float64Array.from(rows, (row) => row[0]!),
    [rows.length],
  ),
});

export const normals = (random: Random, rows: number, columns: number): Matrix =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal()));

/** Rows whose features have means and scales of their own, correlated with one another. */
export function batch(random: Random, rows: number, columns: number): Matrix {
  const mixing = normals(random, columns, columns);
  const scale = Array.from({ length: columns }, () => 10 ** random.between(-1, 1));
  const shift = scale.map((s) => s * random.between(-3, 3));
  return product(normals(random, rows, columns), mixing).map((row) =>
    row.map((x, c) => shift[c]! + (scale[c]! * x) / Math.sqrt(columns)),
  );
}

/** A preconditioner that has seen a few batches, with the input and cotangent of the last. */
export interface Seen {
  readonly preconditioner: Preconditioner;
  readonly inputs: number;
  readonly outputs: number;
  readonly rows: number;
  /** Every row it has seen, batch by batch. */
  readonly batches: readonly Matrix[];
  readonly input: Values;
  readonly cotangent: Values;
}

export interface SeenOptions {
  readonly batches?: number;
  /** Rows of a batch; from 1 to 12 unless given. */
  readonly rows?: number;
  readonly inputs?: number;
}

export function seen(random: Random, choice: PreconditionerChoice, options: SeenOptions = {}): Seen {
  const inputs = options.inputs ?? 1 + random.integer(6);
  const outputs = 1 + random.integer(4);
  const rows = options.rows ?? 1 + random.integer(12);
  const preconditioner = choice.create({ inputs, outputs, bias: true, layer: "layer" });
  const all = batch(random, rows * (options.batches ?? 1 + random.integer(4)), inputs);
  const batches = Array.from({ length: all.length / rows }, (_, i) => all.slice(i * rows, (i + 1) * rows));
  for (const rowsOfOne of batches) preconditioner.observe?.(observationOfRows(valuesOfMatrix(rowsOfOne)));
  const cotangent = valuesOfMatrix(normals(random, rows, outputs));
  return {
    preconditioner,
    inputs,
    outputs,
    rows,
    batches,
    input: valuesOfMatrix(batches.at(-1)!),
    cotangent,
  };
}

/** δᵀ[H, 1], one row [b, w] a neuron. */
export const plainGradient = (input: Values, cotangent: Values): Matrix =>
  product(
    transposed(matrixOf(cotangent)),
    matrixOf(input).map((h) => [1, ...h]),
  );

/** U = [1 −μᵀ; 0 I]. */
export const centring = (mean: ArrayLike<number>): Matrix => {
  const m = mean.length;
  return Array.from({ length: m + 1 }, (_, i) =>
    Array.from({ length: m + 1 }, (_unused, j) => (i === j ? 1 : i === 0 ? -mean[j - 1]! : 0)),
  );
};

/** (1/q²)·U·diag(1, 1/σ̃²)·Uᵀ. */
export const preconditioningMatrix = (
  mean: ArrayLike<number>,
  damped: readonly number[],
  q2: number,
): Matrix => {
  const u = centring(mean);
  return scaled(1 / q2, product(u, diagonal([1, ...damped.map((v) => 1 / v)]), transposed(u)));
};

/** The linear map on [b, w] that a function of directions is, column by column. */
export function matrixOfMap(dimension: number, f: (z: AffineGradients) => AffineGradients): Matrix {
  const columns = diagonal(new Array<number>(dimension).fill(1)).map((z) => neurons(f(fromNeurons([z])))[0]!);
  return transposed(columns);
}

/** Mean and biased variance of the columns. */
export const momentsOf = (rows: Matrix): { readonly mean: Float64Array; readonly variance: Float64Array } =>
  columnMoments(Float64Array.from(rows.flat()), rows.length, rows[0]!.length);

/** μ and σ² as a BNP has them now. */
export function momentsIn(preconditioner: Preconditioner | undefined): {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
} {
  if (!(preconditioner instanceof BatchNormalizationPreconditioner)) throw new Error("This is not a BNP.");
  return preconditioner.moments;
}
