/**
 * One-sided Jacobi: the rows of a matrix are rotated into each other, pair by pair, until all are orthogonal.
 *
 * For rows x and y with the cosine ζ between them and ρ = ‖y‖/‖x‖ ≤ 1, the rotation by θ with tan 2θ = 2ζρ/(1 − ρ²) makes
 * them orthogonal. It takes (x·y)² away from the sum of the squared products of all pairs, so that this falls at each step,
 * in the end quadratically from turn to turn. In each turn the longest row that is left goes first, which brings the
 * lengths into descending order and saves turns (de Rijk 1989).
 *
 * An error is small beside the row in which it is made. Therefore rows are held at length about one, each with a power of
 * two of its own: no square underflows or overflows, and rows of length 1e-150 and 1e150 can meet.
 */
import { ContractError } from "../errors.ts";
import { norm } from "./householder.ts";
import { swap } from "./matrix.ts";

const { abs, floor, hypot, log2, sqrt } = Math;

/** Turns before we say that something is wrong. Six to ten are usual. */
const patience = 100;

/**
 * Rotates the rows of the n×n matrix x until they are orthogonal, to about √n·2⁻⁵³ in every cosine, then divides each by
 * its length, and returns the lengths. The same rotations are applied to the rows of the n×n matrix `basis`, if there is
 * one: what begins as I ends as the orthogonal J with J·x(before) = diag(lengths)·x(after). A zero row stays zero.
 */
export function orthogonalizeRows(x: Float64Array, n: number, basis?: Float64Array): Float64Array {
  const rows = new ScaledRows(x, n);
  const tolerance = (sqrt(n) + 2) * 2 ** -53;
  for (let turn = 0; turn < patience; turn++) {
    let rotations = 0;
    for (let p = 0; p < n - 1; p++) {
      const longest = rows.longest(p);
      if (longest !== p) {
        rows.swap(p, longest);
        if (basis) swapRows(basis, n, p, longest);
      }
      for (let q = p + 1; q < n; q++) {
        const cosine = rows.cosine(p, q);
        if (abs(cosine) <= tolerance) continue;
        const { versine, sine } = rows.rotate(p, q, cosine);
        if (basis) rotate(basis, n, p, q, versine, sine, sine);
        rotations++;
      }
    }
    if (rotations === 0) return rows.normalize();
  }
  throw new ContractError(`orthogonalizeRows: no end after ${patience} turns, n = ${n}.`);
}

class ScaledRows {
  readonly #x: Float64Array;
  readonly #n: number;
  /** Row i is 2^exponent[i] times what stands in x, whose length is `length[i]`. */
  readonly #length: Float64Array;
  readonly #exponent: Int32Array;

  constructor(x: Float64Array, n: number) {
    this.#x = x;
    this.#n = n;
    this.#length = new Float64Array(n);
    this.#exponent = new Int32Array(n);
    for (let i = 0; i < n; i++) {
      const length = norm(x, i * n, 1, n);
      const exponent = length === 0 ? 0 : Math.max(floor(log2(length)), -1000);
      for (let j = i * n; j < (i + 1) * n; j++) x[j]! *= 2 ** -exponent;
      this.#length[i] = norm(x, i * n, 1, n);
      this.#exponent[i] = exponent;
    }
  }

  /** ‖row q‖ / ‖row p‖. */
  #ratio(p: number, q: number): number {
    return (this.#length[q]! / this.#length[p]!) * 2 ** (this.#exponent[q]! - this.#exponent[p]!);
  }

  /** The longest row from p on. */
  longest(p: number): number {
    let best = p;
    for (let q = p + 1; q < this.#n; q++) {
      if (this.#length[best] === 0 ? this.#length[q]! > 0 : this.#ratio(best, q) > 1) best = q;
    }
    return best;
  }

  swap(p: number, q: number): void {
    swapRows(this.#x, this.#n, p, q);
    swap(this.#length, p, q);
    swap(this.#exponent, p, q);
  }

  cosine(p: number, q: number): number {
    const lengths = this.#length[p]! * this.#length[q]!;
    return lengths === 0 ? 0 : dot(this.#x, this.#n, p, q) / lengths;
  }

  /** Makes rows p and q orthogonal, and returns 1 − cos θ and sin θ of the angle θ. */
  rotate(p: number, q: number, cosine: number): { readonly versine: number; readonly sine: number } {
    const ratio = this.#ratio(p, q);
    const difference = (1 - ratio) * (1 + ratio);
    const root = hypot(difference, 2 * cosine * ratio);
    // tan θ, without the factor ρ: of the two solutions the smaller angle, whose denominator does not cancel.
    const slope = (2 * cosine) / (difference + (difference < 0 ? -root : root));
    const c = 1 / hypot(1, slope * ratio);
    const sine = c * slope * ratio;
    const versine = (sine * sine) / (1 + c);
    // In scaled rows the sine carries the quotient of their powers of two, once up and once down.
    const down = c * slope * (this.#length[q]! / this.#length[p]!);
    const up = down * 4 ** (this.#exponent[q]! - this.#exponent[p]!);
    const [first, second] = rotate(this.#x, this.#n, p, q, versine, up, down);
    this.#length[p] = sqrt(first);
    this.#length[q] = sqrt(second);
    return { versine, sine };
  }

  /** Divides each row by its length, and returns the true lengths. */
  normalize(): Float64Array {
    for (let i = 0; i < this.#n; i++) {
      if (this.#length[i] === 0) continue;
      for (let j = i * this.#n; j < (i + 1) * this.#n; j++) this.#x[j]! /= this.#length[i]!;
    }
    return this.#length.map((length, i) => length * 2 ** this.#exponent[i]!);
  }
}

/** The product of rows p and q: four sums side by side hide the time that an addition takes. */
// prettier-ignore
function dot(x: Float64Array, n: number, p: number, q: number): number {
  let a = 0, b = 0, c = 0, d = 0;
  let at = (p * n) | 0, bt = (q * n) | 0;
  const end = (at + n) | 0, last = (end - 3) | 0;
  for (; at < last; at = (at + 4) | 0, bt = (bt + 4) | 0) {
    a += x[at]! * x[bt]!;
    b += x[(at + 1) | 0]! * x[(bt + 1) | 0]!;
    c += x[(at + 2) | 0]! * x[(bt + 2) | 0]!;
    d += x[(at + 3) | 0]! * x[(bt + 3) | 0]!;
  }
  for (; at < end; at = (at + 1) | 0, bt = (bt + 1) | 0) a += x[at]! * x[bt]!;
  return a + b + (c + d);
}

/**
 * Rows (x, y) ← (c·x + up·y, c·y − down·x); returns their sums of squares. With c written as 1 − versine, a rounding error
 * in c, which would change the length of the whole row, counts only in proportion to the angle.
 */
// prettier-ignore
function rotate(
  X: Float64Array, n: number, p: number, q: number, versine: number, up: number, down: number,
): readonly [number, number] {
  const end = ((p + 1) * n) | 0;
  let first = 0, second = 0;
  for (let at = (p * n) | 0, bt = (q * n) | 0; at < end; at = (at + 1) | 0, bt = (bt + 1) | 0) {
    const x = X[at]!, y = X[bt]!;
    const left = x + (up * y - versine * x);       X[at] = left;     first += left * left;
    const right = y - (down * x + versine * y);    X[bt] = right;    second += right * right;
  }
  return [first, second];
}

function swapRows(x: Float64Array, n: number, p: number, q: number): void {
  for (let j = 0; j < n; j++) swap(x, p * n + j, q * n + j);
}
