/**
 * The matrix product two numbers at a time: WebAssembly f64x2, written in AssemblyScript (TypeScript's syntax, C's
 * types; i32 are addresses in bytes). simd-products.ts puts the operands into this module's memory and calls `product`.
 *
 * Three levels, each for one level of the machine's memory:
 *
 *   registers   `tile`: 5×4 outputs in ten registers of two; each step of k loads two registers of B and five numbers
 *               of A, and makes 20 multiply-adds of them. Ten sums, two of B, one of A and one product are fourteen. x64
 *               has sixteen, of which V8 keeps one: with 6×4 one sum would go to the stack and back at every step, and
 *               all others would wait for it.
 *   L1          a panel of A, five rows by `depth` columns side by side (10 KB), and one of B, four columns (8 KB):
 *               packed, so that `tile` walks through both in order.
 *   L2          all panels of B for one block of `depth` steps of k. Each panel of A meets all of them.
 *
 * Packing reads through tables of places, so it costs the same for rows, columns, transposes and windows of an image.
 * The two lanes of a register are two outputs; each output is summed over k in ascending order by a multiplication and
 * an addition, never fused, and where a block of k ends the sum is kept in C: the bits are those of a plain loop.
 */

/** Steps of k in a block. */
const depth: i32 = 256;

/**
 * C (+)= A·B. The tables hold addresses: of the rows of A (a multiple of five; the last may repeat), of the columns of B
 * (a multiple of four), and the distances along k of both. C is row-major with the same multiples; `fresh` says that its
 * sums start at 0 rather than go on.
 */
export function product(
  m: i32, k: i32, n: i32,
  aRows: i32, aColumns: i32, bRows: i32, bColumns: i32,
  aPanel: i32, bPanels: i32, c: i32, fresh: bool,
): void {
  const pitch = n << 3;
  for (let k0 = 0; k0 < k; k0 += depth) {
    const count = min(depth, k - k0);
    const start = fresh && k0 == 0;
    for (let j = 0, to = bPanels; j < n; j += 4, to += count << 5) {
      packFour(bColumns + (j << 2), bRows + (k0 << 2), count, to);
    }
    for (let i = 0; i < m; i += 5) {
      packFive(aRows + (i << 2), aColumns + (k0 << 2), count, aPanel);
      for (let j = 0, b = bPanels; j < n; j += 4, b += count << 5) {
        tile(count, aPanel, b, c + i * pitch + (j << 3), pitch, start);
      }
    }
  }
}

/** The same tile again and again on panels that stay in L1: what the machine can do at most, for the benchmark. */
export function repeatTile(times: i32, aPanel: i32, bPanel: i32, c: i32): void {
  for (let t = 0; t < times; t++) tile(depth, aPanel, bPanel, c, 32, true);
}

function tile(k: i32, a: i32, b: i32, c: i32, pitch: i32, start: bool): void {
  let c00 = f64x2.splat(0), c01 = c00;
  let c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00;
  let c30 = c00, c31 = c00;
  let c40 = c00, c41 = c00;
  let at = c;
  if (!start) {
    c00 = v128.load(at); c01 = v128.load(at, 16); at += pitch;
    c10 = v128.load(at); c11 = v128.load(at, 16); at += pitch;
    c20 = v128.load(at); c21 = v128.load(at, 16); at += pitch;
    c30 = v128.load(at); c31 = v128.load(at, 16); at += pitch;
    c40 = v128.load(at); c41 = v128.load(at, 16);
    at = c;
  }
  for (const end = a + k * 40; a < end; a += 40, b += 32) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let x = v128.load64_splat(a);
    c00 = f64x2.add(c00, f64x2.mul(x, b0)); c01 = f64x2.add(c01, f64x2.mul(x, b1));
    x = v128.load64_splat(a, 8);
    c10 = f64x2.add(c10, f64x2.mul(x, b0)); c11 = f64x2.add(c11, f64x2.mul(x, b1));
    x = v128.load64_splat(a, 16);
    c20 = f64x2.add(c20, f64x2.mul(x, b0)); c21 = f64x2.add(c21, f64x2.mul(x, b1));
    x = v128.load64_splat(a, 24);
    c30 = f64x2.add(c30, f64x2.mul(x, b0)); c31 = f64x2.add(c31, f64x2.mul(x, b1));
    x = v128.load64_splat(a, 32);
    c40 = f64x2.add(c40, f64x2.mul(x, b0)); c41 = f64x2.add(c41, f64x2.mul(x, b1));
  }
  v128.store(at, c00); v128.store(at, c01, 16); at += pitch;
  v128.store(at, c10); v128.store(at, c11, 16); at += pitch;
  v128.store(at, c20); v128.store(at, c21, 16); at += pitch;
  v128.store(at, c30); v128.store(at, c31, 16); at += pitch;
  v128.store(at, c40); v128.store(at, c41, 16);
}

/** Five lines side by side, of A's rows along k. Lines that are neighbours in memory are read two at a time. */
// @ts-ignore: decorator
@inline
function packFive(lines: i32, along: i32, count: i32, to: i32): void {
  const l0 = load<i32>(lines), l1 = load<i32>(lines, 4), l2 = load<i32>(lines, 8);
  const l3 = load<i32>(lines, 12), l4 = load<i32>(lines, 16);
  const end = along + (count << 2);
  if (l1 == l0 + 8 && l2 == l0 + 16 && l3 == l0 + 24 && l4 == l0 + 32) {
    for (; along < end; along += 4, to += 40) {
      const at = l0 + load<i32>(along);
      v128.store(to, v128.load(at));
      v128.store(to, v128.load(at, 16), 16);
      store<f64>(to, load<f64>(at, 32), 32);
    }
    return;
  }
  for (const last = end - 4; along < last; along += 8, to += 80) {
    const at = load<i32>(along), next = load<i32>(along, 4);
    if (next != at + 8) break;
    const p0 = v128.load(l0 + at), p1 = v128.load(l1 + at), p2 = v128.load(l2 + at), p3 = v128.load(l3 + at);
    const p4 = v128.load(l4 + at);
    v128.store(to, v128.shuffle<f64>(p0, p1, 0, 2));
    v128.store(to, v128.shuffle<f64>(p2, p3, 0, 2), 16);
    v128.store64_lane(to, p4, 0, 32);
    v128.store(to, v128.shuffle<f64>(p0, p1, 1, 3), 40);
    v128.store(to, v128.shuffle<f64>(p2, p3, 1, 3), 56);
    v128.store64_lane(to, p4, 1, 72);
  }
  for (; along < end; along += 4, to += 40) {
    const at = load<i32>(along);
    store<f64>(to, load<f64>(l0 + at));
    store<f64>(to, load<f64>(l1 + at), 8);
    store<f64>(to, load<f64>(l2 + at), 16);
    store<f64>(to, load<f64>(l3 + at), 24);
    store<f64>(to, load<f64>(l4 + at), 32);
  }
}

/** Four lines side by side, of B's columns along k. */
// @ts-ignore: decorator
@inline
function packFour(lines: i32, along: i32, count: i32, to: i32): void {
  const l0 = load<i32>(lines), l1 = load<i32>(lines, 4), l2 = load<i32>(lines, 8), l3 = load<i32>(lines, 12);
  const end = along + (count << 2);
  if (l1 == l0 + 8 && l2 == l0 + 16 && l3 == l0 + 24) {
    for (; along < end; along += 4, to += 32) {
      const at = l0 + load<i32>(along);
      v128.store(to, v128.load(at));
      v128.store(to, v128.load(at, 16), 16);
    }
    return;
  }
  for (const last = end - 4; along < last; along += 8, to += 64) {
    const at = load<i32>(along), next = load<i32>(along, 4);
    if (next != at + 8) break;
    const p0 = v128.load(l0 + at), p1 = v128.load(l1 + at), p2 = v128.load(l2 + at), p3 = v128.load(l3 + at);
    v128.store(to, v128.shuffle<f64>(p0, p1, 0, 2));
    v128.store(to, v128.shuffle<f64>(p2, p3, 0, 2), 16);
    v128.store(to, v128.shuffle<f64>(p0, p1, 1, 3), 32);
    v128.store(to, v128.shuffle<f64>(p2, p3, 1, 3), 48);
  }
  for (; along < end; along += 4, to += 32) {
    const at = load<i32>(along);
    store<f64>(to, load<f64>(l0 + at));
    store<f64>(to, load<f64>(l1 + at), 8);
    store<f64>(to, load<f64>(l2 + at), 16);
    store<f64>(to, load<f64>(l3 + at), 24);
  }
}

/**
 * One row: c[j] = Σₖ x[k]·B[k, j] for the columns j in the table, eight at a time, read where they lie: with one row
 * each number of B is used once, and packing it would cost more than the product.
 */
export function vector(k: i32, n: i32, x: i32, bRows: i32, bColumns: i32, c: i32): void {
  for (let j = 0; j < n; j += 8, bColumns += 32, c += 64) {
    const l0 = load<i32>(bColumns), l1 = load<i32>(bColumns, 4), l2 = load<i32>(bColumns, 8), l3 = load<i32>(bColumns, 12);
    const l4 = load<i32>(bColumns, 16), l5 = load<i32>(bColumns, 20), l6 = load<i32>(bColumns, 24), l7 = load<i32>(bColumns, 28);
    let c0 = f64x2.splat(0), c1 = c0, c2 = c0, c3 = c0;
    const end = x + (k << 3);
    if (l1 == l0 + 8 && l2 == l0 + 16 && l3 == l0 + 24 && l4 == l0 + 32 && l5 == l0 + 40 && l6 == l0 + 48 && l7 == l0 + 56) {
      for (let p = x, rows = bRows; p < end; p += 8, rows += 4) {
        const at = l0 + load<i32>(rows);
        const v = v128.load64_splat(p);
        c0 = f64x2.add(c0, f64x2.mul(v, v128.load(at)));
        c1 = f64x2.add(c1, f64x2.mul(v, v128.load(at, 16)));
        c2 = f64x2.add(c2, f64x2.mul(v, v128.load(at, 32)));
        c3 = f64x2.add(c3, f64x2.mul(v, v128.load(at, 48)));
      }
    } else {
      for (let p = x, rows = bRows; p < end; p += 8, rows += 4) {
        const at = load<i32>(rows);
        const v = v128.load64_splat(p);
        c0 = f64x2.add(c0, f64x2.mul(v, v128.load64_lane(l1 + at, v128.load64_zero(l0 + at), 1)));
        c1 = f64x2.add(c1, f64x2.mul(v, v128.load64_lane(l3 + at, v128.load64_zero(l2 + at), 1)));
        c2 = f64x2.add(c2, f64x2.mul(v, v128.load64_lane(l5 + at, v128.load64_zero(l4 + at), 1)));
        c3 = f64x2.add(c3, f64x2.mul(v, v128.load64_lane(l7 + at, v128.load64_zero(l6 + at), 1)));
      }
    }
    v128.store(c, c0); v128.store(c, c1, 16); v128.store(c, c2, 32); v128.store(c, c3, 48);
  }
}

/** out[rows[i] + columns[j]] = c[i, j] + bias, whose address moves by `down` with i and by `right` with j. */
export function deliver(
  m: i32, n: i32, c: i32, pitch: i32,
  rows: i32, columns: i32, bias: i32, down: i32, right: i32,
): void {
  for (let i = 0; i < m; i++, rows += 4, c += pitch, bias += down) {
    const row = load<i32>(rows);
    for (let j = 0, b = bias; j < n; j++, b += right) {
      store<f64>(row + load<i32>(columns + (j << 2)), load<f64>(c + (j << 3)) + load<f64>(b));
    }
  }
}

/** c[i, j] += bias[j] in place, for rows of a multiple of four. */
export function addBias(m: i32, n: i32, c: i32, bias: i32): void {
  const end = bias + (n << 3);
  for (let i = 0; i < m; i++) {
    for (let b = bias; b < end; b += 16, c += 16) v128.store(c, f64x2.add(v128.load(c), v128.load(b)));
  }
}
