/**
 * Matrices of 110 digits (decimal.js), and the condition number of a positive definite one. What they are made of this
 * file does not know.
 */
import { Decimal as Library } from "decimal.js";
import { symmetricEigen } from "../../lib/index.ts";

export const Digits = Library.clone({ precision: 110, defaults: true });
export type Digits = Library;
export type ExactMatrix = Digits[][];

const powers = new Map<number, Digits>();

/** A Float64 number, to all 110 digits. */
export function exact(x: number): Digits {
  if (x === 0) return new Digits(0);
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(x)))) - 53;
  const half = Math.trunc(exponent / 2);
  const whole = x * 2 ** -half * 2 ** (half - exponent);
  const power = powers.get(exponent) ?? new Digits(2).pow(exponent);
  powers.set(exponent, power);
  return new Digits(whole).times(power);
}

export const zero = new Digits(0);
export const one = new Digits(1);

/** Σ over rows of weight·(row ⊗ row). */
export function gram(rows: ExactMatrix, columns: number): ExactMatrix {
  const out = Array.from({ length: columns }, () => new Array<Digits>(columns).fill(zero));
  for (let i = 0; i < columns; i++) {
    for (let k = i; k < columns; k++) {
      out[i]![k] = out[k]![i] = rows.reduce((sum, row) => sum.plus(row[i]!.times(row[k]!)), zero);
    }
  }
  return out;
}

/** The shift stays this much off the Rayleigh quotient, which may be an eigenvalue to all digits. */
const nearly = new Digits(10).pow(-60);

/** λmax/λmin of a positive definite matrix. */
export function conditionNumber(a: ExactMatrix): Digits {
  return largestEigenvalue(a).times(largestEigenvalue(inverse(a)));
}

/**
 * By a step of Rayleigh quotient iteration from a Float64 eigenvector, which triples its digits; counts of pivots confirm
 * 30 digits and that it is the largest.
 */
function largestEigenvalue(a: ExactMatrix): Digits {
  const n = a.length;
  const scale = Digits.max(...a.map((row, i) => row[i]!));
  const rough = Float64Array.from(a.flat(), (x) => x.div(scale).toNumber());
  const { vectors } = symmetricEigen(rough, n, { vectors: true });
  let v = Array.from({ length: n }, (_, i) => exact(vectors![i * n + n - 1]!));
  const image = (): Digits[] => a.map((row) => dot(row, v));
  const quotient = (): Digits => dot(v, image()).div(dot(v, v));
  v = eliminated(a, quotient().times(one.minus(nearly))).solve(v);
  const largest = Digits.max(...v.map((x) => x.abs()));
  v = v.map((x) => x.div(largest));
  const rho = quotient();
  const [below, above] = [-1, 1].map(
    (sign) => eliminated(a, rho.times(one.plus(new Digits(10).pow(-30).times(sign)))).positive,
  );
  if (below === 0 || above !== 0) throw new Error(`not the largest eigenvalue: ${below} and ${above} above`);
  return rho;
}

const dot = (a: readonly Digits[], b: readonly Digits[]): Digits =>
  a.reduce((sum, x, i) => sum.plus(x.times(b[i]!)), zero);

/** The symmetric A − shift·I by Gauss's elimination of its upper half: how many pivots are positive, and solutions. */
function eliminated(
  a: ExactMatrix,
  shift: Digits,
): { readonly positive: number; readonly solve: (b: readonly Digits[]) => Digits[] } {
  const n = a.length;
  const rows = a.map((row, i) => row.map((x, k) => (i === k ? x.minus(shift) : x)));
  const factors = rows.map(() => new Array<Digits>(n).fill(zero));
  for (let k = 0; k < n; k++) {
    for (let i = k + 1; i < n; i++) {
      const factor = rows[k]![i]!.div(rows[k]![k]!);
      factors[i]![k] = factor;
      for (let j = i; j < n; j++) rows[i]![j] = rows[i]![j]!.minus(factor.times(rows[k]![j]!));
    }
  }
  const solve = (b: readonly Digits[]): Digits[] => {
    const x = [...b];
    for (let i = 0; i < n; i++) for (let k = 0; k < i; k++) x[i] = x[i]!.minus(factors[i]![k]!.times(x[k]!));
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) x[i] = x[i]!.minus(rows[i]![k]!.times(x[k]!));
      x[i] = x[i]!.div(rows[i]![i]!);
    }
    return x;
  };
  return { positive: rows.filter((row, i) => row[i]!.gt(0)).length, solve };
}

function inverse(a: ExactMatrix): ExactMatrix {
  const { solve } = eliminated(a, zero);
  return a.map((_, i) => solve(a.map((_row, k) => (i === k ? one : zero))));
}
