/**
 * PᵀAP, and how much cancels in it.
 *
 * Where P takes out a mean that is large beside the deviation, entries of PᵀAP are small differences of large terms. What
 * rounding leaves of them is ε times the sum of the magnitudes, |P|ᵀ|A||P|, and neither the asymmetry nor the size of PᵀAP
 * shows it. So a congruence that is written out says how large the norm of |P|ᵀ|A||P| can be. For that A is written out
 * first, at the same number of products, and P applied to its columns and rows.
 */
import { checkArgument, ShapeError } from "../lib/index.ts";
import { columnsOf } from "./dense.ts";
import {
  inherited,
  type LinearOperator,
  mapKind,
  type MeasuredColumns,
  operatorKind,
  type VectorMap,
} from "./operator.ts";

/**
 * PᵀAP: the Hessian in the variables z of θ = P·z, where A is the Hessian in θ.
 * @example
 * const a = probes.matrixOperator(Float64Array.of(4, 0, 0, 1), 2);
 * const p = probes.matrixMap(Float64Array.of(0.5, 0, 0, 1), 2);
 * probes.dense(probes.congruence(a, p)).entries; // → Float64Array(4) [ 1, 0, 0, 1 ]
 */
export function congruence(a: LinearOperator, p: VectorMap): LinearOperator {
  checkArgument("congruence", "the operator", a, operatorKind);
  checkArgument("congruence", "the change of variables", p, mapKind);
  if (a.size !== p.size) {
    throw new ShapeError(`congruence: ${a.description} has size ${a.size} and ${p.description} ${p.size}.`);
  }
  return {
    size: a.size,
    description: `PᵀAP of A = ${a.description} and P = ${p.description}`,
    apply: (z) => p.transposeTimes(a.apply(p.times(z))),
    columns: () => measured(a, p),
    // Pᵀ∇ = 0 exactly where ∇ = 0: whether a point is stationary does not depend on the variables.
    ...inherited(a),
  };
}

function measured(a: LinearOperator, p: VectorMap): MeasuredColumns {
  const n = a.size;
  const inner = a.columns?.() ?? {
    entries: columnsOf(n, (v) => a.apply(v)),
    magnitude: 0,
    products: n,
  };
  const changed = new Float64Array(n * n); // PᵀA, row by row: the columns of AᵀP
  for (let j = 0; j < n; j++) {
    const column = p.transposeTimes(inner.entries.slice(j * n, (j + 1) * n));
    for (let i = 0; i < n; i++) changed[i * n + j] = column[i]!;
  }
  const entries = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = p.transposeTimes(changed.subarray(i * n, (i + 1) * n)); // (PᵀA)ᵢ·P
    for (let j = 0; j < n; j++) entries[j * n + i] = row[j]!;
  }
  const factor = columnsOf(n, (v) => p.times(v)).map(Math.abs);
  const ownMagnitude = normOfMagnitudes(inner.entries.map(Math.abs), factor, n);
  return {
    entries,
    magnitude: ownMagnitude + inner.magnitude * squaredNorm(factor),
    products: inner.products,
  };
}

/** At least the norm of PᵀAP for matrices without negative entries, by columns (Collatz 1942): max (Mx)ᵢ/xᵢ, any x > 0. */
function normOfMagnitudes(a: Float64Array, p: Float64Array, n: number): number {
  let x = new Float64Array(n).fill(1);
  let least = Infinity;
  for (let round = 0; round < 20; round++) {
    const next = transposeTimes(p, times(a, times(p, x, n), n), n);
    const largest = next.reduce((most, value) => Math.max(most, value), 0);
    if (largest === 0) return 0;
    least = Math.min(least, next.reduce((most, value, i) => Math.max(most, value / x[i]!), 0)); // prettier-ignore
    x = next.map((value) => Math.max(value / largest, 1e-6));
  }
  return least;
}

const squaredNorm = (p: Float64Array): number => p.reduce((sum, x) => sum + x * x, 0);

/** Of a matrix given by its columns. */
function times(columns: Float64Array, x: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let j = 0, at = 0; j < n; j++) for (let i = 0; i < n; i++, at++) out[i]! += columns[at]! * x[j]!;
  return out;
}

function transposeTimes(columns: Float64Array, x: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let j = 0, at = 0; j < n; j++) for (let i = 0; i < n; i++, at++) out[j]! += columns[at]! * x[i]!;
  return out;
}
