/**
 * Sweeps of plane rotations applied to the columns of a matrix, many at a time.
 *
 * A QL sweep rotates columns (j, j + 1) for j from some column downwards. Applied when it arises, each sweep would drag
 * the whole matrix through the caches for six operations an element. So sweeps are kept, and when there are enough of
 * them all are applied to four rows, which stay in the fastest cache, then to the next four. What a rotation leaves in
 * its left column is what the next takes as its right one, so it never leaves its register.
 */

/** So many rotations are kept at most: with their cosines and sines they fill a quarter of a megabyte. */
const capacity = 1 << 14;

export class Rotations {
  readonly #matrix: Float64Array;
  readonly #rows: number;
  readonly #n: number;
  /** Cosines and sines in turn. */
  readonly #kept: Float64Array;
  #size = 0;
  /** For each sweep its right column and the end of its rotations in `kept`. */
  #sweeps: { readonly right: number; readonly end: number }[] = [];

  /** Rotations of the columns of a row-major rows×n matrix, which is changed in place. */
  constructor(matrix: Float64Array, rows: number, n: number) {
    this.#matrix = matrix;
    this.#rows = rows;
    this.#n = n;
    this.#kept = new Float64Array(2 * Math.max(capacity, n));
  }

  /**
   * One sweep: columns (right − 1, right), then (right − 2, right − 1) and so on, `count` times. Rotation k, with c and
   * s at 2k and 2k + 1 of `turns`, takes columns (a, b) to (c·a − s·b, s·a + c·b).
   */
  sweep(right: number, turns: Float64Array, count: number): void {
    if (this.#size + 2 * count > this.#kept.length) this.finish();
    this.#kept.set(turns.subarray(0, 2 * count), this.#size);
    this.#size += 2 * count;
    this.#sweeps.push({ right, end: this.#size });
  }

  /** Applies the deferred rotations. */
  finish(): void {
    const n = this.#n;
    let row = 0;
    for (; row + 4 <= this.#rows; row += 4) {
      let from = 0;
      for (const { right, end } of this.#sweeps) {
        rotateFour(this.#matrix, row * n + right, n, this.#kept, from, end);
        from = end;
      }
    }
    for (; row < this.#rows; row++) {
      let from = 0;
      for (const { right, end } of this.#sweeps) {
        rotateOne(this.#matrix, row * n + right, this.#kept, from, end);
        from = end;
      }
    }
    this.#size = 0;
    this.#sweeps = [];
  }
}

// prettier-ignore
function rotateFour(M: Float64Array, first: number, width: number, turns: Float64Array, from: number, end: number): void {
  let r0 = first | 0, r1 = (r0 + width) | 0, r2 = (r1 + width) | 0, r3 = (r2 + width) | 0;
  let b0 = M[r0]!, b1 = M[r1]!, b2 = M[r2]!, b3 = M[r3]!;
  for (let k = from | 0; k < end; k = (k + 2) | 0) {
    const c = turns[k]!, s = turns[(k + 1) | 0]!;
    const l0 = (r0 - 1) | 0, l1 = (r1 - 1) | 0, l2 = (r2 - 1) | 0, l3 = (r3 - 1) | 0;
    const a0 = M[l0]!, a1 = M[l1]!, a2 = M[l2]!, a3 = M[l3]!;
    M[r0] = s * a0 + c * b0;  b0 = c * a0 - s * b0;  r0 = l0;
    M[r1] = s * a1 + c * b1;  b1 = c * a1 - s * b1;  r1 = l1;
    M[r2] = s * a2 + c * b2;  b2 = c * a2 - s * b2;  r2 = l2;
    M[r3] = s * a3 + c * b3;  b3 = c * a3 - s * b3;  r3 = l3;
  }
  M[r0] = b0; M[r1] = b1; M[r2] = b2; M[r3] = b3;
}

function rotateOne(M: Float64Array, first: number, turns: Float64Array, from: number, end: number): void {
  let right = first;
  let b = M[right]!;
  for (let k = from; k < end; k += 2) {
    const c = turns[k]!;
    const s = turns[k + 1]!;
    const a = M[right - 1]!;
    M[right] = s * a + c * b;
    b = c * a - s * b;
    right--;
  }
  M[right] = b;
}
