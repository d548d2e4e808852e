/**
 * The matrix product in plain TypeScript, four to six times as fast as a triple loop.
 *
 * *Packing*: three rows of A are copied side by side, and so are three columns of B, in the order in which the sum over
 * k wants them; strides, windows and transposes are dealt with here, once an element. *Registers*: a 3×3 block of the
 * output is held in nine local variables while k runs through two such panels, so each number that is loaded serves
 * three multiply-adds instead of one. (A 4×4 block would save more loads, but its sixteen sums do not fit into the
 * sixteen registers of x64, and go to memory at every step.)
 *
 * What does not divide by three is done by overlapping: the last block starts early, and outputs that two blocks share
 * are written twice, with the same bits. For every output is summed over k in ascending order from 0, whichever way is
 * taken, so all ways agree to the last bit with the triple loop.
 */
import { descendAlong, type Descent } from "./descent.ts";
import { rowMajor, transposed, type MatrixView } from "./kernels.ts";
import { fillPlaces, lengthOf } from "./places.ts";

/** Below so many multiply-adds neither packing nor tables repay themselves. */
const small = 600;

/** `product` of kernels.ts. */
export function product(a: MatrixView, b: MatrixView, out: MatrixView, bias?: Float64Array): void {
  const [m, k, n] = [lengthOf(a.rows), lengthOf(a.columns), lengthOf(b.columns)];
  if (m === 0 || n === 0) return;
  if (m * k * n < small) smallProduct(a, b, out);
  else if (k === 1) outerProduct(a, b, out);
  else if (m < 3 || n < 3) {
    // Six rows at a time, so the longer side should be the rows: Cᵀ = Bᵀ·Aᵀ.
    if (m >= n) sixRowsAtATime(a, b, out);
    else sixRowsAtATime(transposed(b), transposed(a), transposed(out));
  } else byPanels(a, b, out);
  if (bias !== undefined) addBias(out, bias);
}

/** `descend` of kernels.ts: the product, and then the step. */
export function descend(a: MatrixView, b: MatrixView, descent: Descent, out: Float64Array): void {
  product(a, b, rowMajor(out, lengthOf(a.rows), lengthOf(b.columns)));
  descendAlong(out, descent);
}

/** The definition: what every other way must equal bit for bit. */
export function tripleLoop(a: MatrixView, b: MatrixView, out: MatrixView): void {
  const [A, B, C] = [placesOf(a), placesOf(b), placesOf(out)];
  for (let i = 0; i < C.rows.length; i++) {
    for (let j = 0; j < C.columns.length; j++) {
      let sum = 0;
      for (let p = 0; p < B.rows.length; p++) {
        sum += a.data[A.rows[i]! + A.columns[p]!]! * b.data[B.rows[p]! + B.columns[j]!]!;
      }
      out.data[C.rows[i]! + C.columns[j]!] = sum;
    }
  }
}

/** The triple loop, by strides where each side has one axis at most. */
function smallProduct(a: MatrixView, b: MatrixView, out: MatrixView): void {
  const isSimple = ({ rows, columns }: MatrixView): boolean => rows.length <= 1 && columns.length <= 1;
  if (!isSimple(a) || !isSimple(b) || !isSimple(out)) {
    tripleLoop(a, b, out);
    return;
  }
  const one = { length: 1, stride: 0 };
  const [ar, ac, br, bc] = [a.rows[0] ?? one, a.columns[0] ?? one, b.rows[0] ?? one, b.columns[0] ?? one];
  const [down, right] = [out.rows[0]?.stride ?? 0, out.columns[0]?.stride ?? 0];
  for (let i = 0; i < ar.length; i++) {
    for (let j = 0; j < bc.length; j++) {
      let sum = 0;
      let at = a.offset + i * ar.stride;
      let bt = b.offset + j * bc.stride;
      for (let p = 0; p < ac.length; p++, at += ac.stride, bt += br.stride) sum += a.data[at]! * b.data[bt]!;
      out.data[out.offset + i * down + j * right] = sum;
    }
  }
}

interface Places {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

function placesOf({ offset, rows, columns }: MatrixView): Places {
  const places = { rows: new Int32Array(lengthOf(rows)), columns: new Int32Array(lengthOf(columns)) };
  if (places.rows.length > 0) fillPlaces(places.rows, 0, rows, offset, 1, places.rows.length);
  if (places.columns.length > 0) fillPlaces(places.columns, 0, columns, 0, 1, places.columns.length);
  return places;
}

function byPanels(a: MatrixView, b: MatrixView, out: MatrixView): void {
  const [A, B, C] = [placesOf(a), placesOf(b), placesOf(out)];
  const [m, k, n] = [C.rows.length, B.rows.length, C.columns.length];
  const panels = Math.ceil(n / 3);
  const right = new Float64Array(3 * k * panels);
  for (let panel = 0; panel < panels; panel++) {
    pack(b.data, B.columns, Math.min(3 * panel, n - 3), B.rows, right, 3 * k * panel);
  }
  const left = new Float64Array(3 * k);
  const block = new Float64Array(9);
  for (let next = 0; next < m; next += 3) {
    const i = Math.min(next, m - 3);
    pack(a.data, A.rows, i, A.columns, left, 0);
    for (let panel = 0; panel < panels; panel++) {
      block3x3(k, left, right, 3 * k * panel, block);
      const j = Math.min(3 * panel, n - 3);
      for (let r = 0, at = 0; r < 3; r++) {
        const row = C.rows[i + r]!;
        for (let c = 0; c < 3; c++, at++) out.data[row + C.columns[j + c]!] = block[at]!;
      }
    }
  }
}

/** Three lines side by side: line[i], line[i + 1] and line[i + 2] at each place along them. */
function pack(
  from: Float64Array,
  line: Int32Array,
  i: number,
  along: Int32Array,
  to: Float64Array,
  at: number,
): void {
  const [first, second, third] = [line[i]!, line[i + 1]!, line[i + 2]!];
  for (let p = 0; p < along.length; p++, at += 3) {
    const place = along[p]!;
    to[at] = from[first + place]!;
    to[at + 1] = from[second + place]!;
    to[at + 2] = from[third + place]!;
  }
}

/** The heart: nine sums, six loads and nine multiply-adds for each k. `| 0` spares a check at every load. */
// prettier-ignore
function block3x3(k: number, left: Float64Array, right: Float64Array, from: number, block: Float64Array): void {
  let at = 0, bt = from | 0;
  let c00 = 0, c01 = 0, c02 = 0;
  let c10 = 0, c11 = 0, c12 = 0;
  let c20 = 0, c21 = 0, c22 = 0;
  for (let p = 0; p < k; p++) {
    const b0 = right[bt]!, b1 = right[(bt + 1) | 0]!, b2 = right[(bt + 2) | 0]!;
    const a0 = left[at]!;            c00 += a0 * b0; c01 += a0 * b1; c02 += a0 * b2;
    const a1 = left[(at + 1) | 0]!;  c10 += a1 * b0; c11 += a1 * b1; c12 += a1 * b2;
    const a2 = left[(at + 2) | 0]!;  c20 += a2 * b0; c21 += a2 * b1; c22 += a2 * b2;
    at = (at + 3) | 0; bt = (bt + 3) | 0;
  }
  block[0] = c00; block[1] = c01; block[2] = c02;
  block[3] = c10; block[4] = c11; block[5] = c12;
  block[6] = c20; block[7] = c21; block[8] = c22;
}

/** One column of B and six rows of A: six independent sums hide the latency of the additions. */
function sixRowsAtATime(a: MatrixView, b: MatrixView, out: MatrixView): void {
  const [A, B, C] = [placesOf(a), placesOf(b), placesOf(out)];
  const m = C.rows.length;
  if (m < 6) {
    tripleLoop(a, b, out);
    return;
  }
  for (let j = 0; j < C.columns.length; j++) {
    for (let next = 0; next < m; next += 6) {
      block6x1(a.data, A, Math.min(next, m - 6), b.data, B, j, out.data, C);
    }
  }
}

// prettier-ignore
function block6x1(
  a: Float64Array, A: Places, i: number, b: Float64Array, B: Places, j: number, out: Float64Array, C: Places,
): void {
  const a0 = A.rows[i]!, a1 = A.rows[i + 1]!, a2 = A.rows[i + 2]!, a3 = A.rows[i + 3]!, a4 = A.rows[i + 4]!, a5 = A.rows[i + 5]!;
  const column = B.columns[j]!, along = A.columns, down = B.rows;
  let c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0;
  for (let p = 0; p < down.length; p++) {
    const x = b[(down[p]! + column) | 0]!, at = along[p]!;
    c0 += a[(a0 + at) | 0]! * x; c1 += a[(a1 + at) | 0]! * x; c2 += a[(a2 + at) | 0]! * x;
    c3 += a[(a3 + at) | 0]! * x; c4 += a[(a4 + at) | 0]! * x; c5 += a[(a5 + at) | 0]! * x;
  }
  const to = C.columns[j]!;
  out[C.rows[i]! + to] = c0;      out[C.rows[i + 1]! + to] = c1;  out[C.rows[i + 2]! + to] = c2;
  out[C.rows[i + 3]! + to] = c3;  out[C.rows[i + 4]! + to] = c4;  out[C.rows[i + 5]! + to] = c5;
}

/**
 * k = 1: each output is one product; 0 + x·y, so that −0 comes out as the other ways have it. Eight columns of y stay in
 * registers on the way down the rows: the loop is then bound by its stores, and not by what it takes to run a loop.
 */
// prettier-ignore
function outerProduct(a: MatrixView, b: MatrixView, out: MatrixView): void {
  const [A, B, C] = [placesOf(a), placesOf(b), placesOf(out)];
  const x = new Float64Array(C.rows.length);
  const y = new Float64Array(C.columns.length);
  for (let i = 0; i < x.length; i++) x[i] = a.data[A.rows[i]! + A.columns[0]!]!;
  for (let j = 0; j < y.length; j++) y[j] = b.data[B.rows[0]! + B.columns[j]!]!;
  const to = out.data;
  const [axis, another] = out.columns;
  const eights = axis?.stride === 1 && another === undefined ? y.length & ~7 : 0;
  for (let j = 0; j < eights; j += 8) {
    const y0 = y[j]!, y1 = y[j + 1]!, y2 = y[j + 2]!, y3 = y[j + 3]!, y4 = y[j + 4]!, y5 = y[j + 5]!, y6 = y[j + 6]!, y7 = y[j + 7]!;
    for (let i = 0; i < x.length; i++) {
      const value = x[i]!, at = C.rows[i]! + j;
      to[at] = 0 + value * y0;     to[at + 1] = 0 + value * y1; to[at + 2] = 0 + value * y2; to[at + 3] = 0 + value * y3;
      to[at + 4] = 0 + value * y4; to[at + 5] = 0 + value * y5; to[at + 6] = 0 + value * y6; to[at + 7] = 0 + value * y7;
    }
  }
  for (let i = 0; i < x.length; i++) {
    for (let j = eights; j < y.length; j++) to[C.rows[i]! + C.columns[j]!] = 0 + x[i]! * y[j]!;
  }
}

function addBias(out: MatrixView, bias: Float64Array): void {
  const { rows, columns } = placesOf(out);
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < columns.length; j++) {
      const at = rows[i]! + columns[j]!;
      out.data[at] = out.data[at]! + bias[j]!;
    }
  }
}
