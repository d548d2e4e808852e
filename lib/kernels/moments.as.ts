/**
 * Moments and standardized rows of a matrix, two columns at a time: sums for the moments of each column, and the rows that they
 * standardise. The arithmetic is that of moments.ts, number by number in the same order.
 */

/**
 * sum[c] += Σ d and squares[c] += Σ d² over the rows, for d = x[r, c] − first[c]. Eight columns at a time stay in registers
 * on the way down the rows; the last of an odd number is done with what lies behind it, which is thrown away.
 */
export function columnSums(rows: i32, columns: i32, x: i32, first: i32, sum: i32, squares: i32): void {
  const pitch = columns << 3;
  let c = 0;
  for (; c + 8 <= columns; c += 8, x += 64, first += 64, sum += 64, squares += 64) {
    const f0 = v128.load(first), f1 = v128.load(first, 16), f2 = v128.load(first, 32), f3 = v128.load(first, 48);
    let s0 = v128.load(sum), s1 = v128.load(sum, 16), s2 = v128.load(sum, 32), s3 = v128.load(sum, 48);
    let q0 = v128.load(squares), q1 = v128.load(squares, 16), q2 = v128.load(squares, 32), q3 = v128.load(squares, 48);
    for (let r = 0, at = x; r < rows; r++, at += pitch) {
      let d = f64x2.sub(v128.load(at), f0);
      s0 = f64x2.add(s0, d); q0 = f64x2.add(q0, f64x2.mul(d, d));
      d = f64x2.sub(v128.load(at, 16), f1);
      s1 = f64x2.add(s1, d); q1 = f64x2.add(q1, f64x2.mul(d, d));
      d = f64x2.sub(v128.load(at, 32), f2);
      s2 = f64x2.add(s2, d); q2 = f64x2.add(q2, f64x2.mul(d, d));
      d = f64x2.sub(v128.load(at, 48), f3);
      s3 = f64x2.add(s3, d); q3 = f64x2.add(q3, f64x2.mul(d, d));
    }
    v128.store(sum, s0); v128.store(sum, s1, 16); v128.store(sum, s2, 32); v128.store(sum, s3, 48);
    v128.store(squares, q0); v128.store(squares, q1, 16); v128.store(squares, q2, 32); v128.store(squares, q3, 48);
  }
  for (; c < columns; c += 2, x += 16, first += 16, sum += 16, squares += 16) {
    const f = v128.load(first);
    let s = v128.load(sum), q = v128.load(squares);
    for (let r = 0, at = x; r < rows; r++, at += pitch) {
      const d = f64x2.sub(v128.load(at), f);
      s = f64x2.add(s, d); q = f64x2.add(q, f64x2.mul(d, d));
    }
    v128.store(sum, s); v128.store(squares, q);
  }
}

/** x[r, c] ← (x[r, c] − mean[c])·scale[c], and along[r] = Σ of these times mean[c], in four sums as moments.ts has them. */
export function standardizeRows(rows: i32, columns: i32, x: i32, mean: i32, scale: i32, along: i32): void {
  const fours = (columns & ~3) << 3, all = columns << 3;
  for (const end = along + (rows << 3); along < end; along += 8) {
    let ab = f64x2.splat(0), cd = ab;
    let at = 0;
    for (; at < fours; at += 32, x += 32) {
      const m0 = v128.load(mean + at), m1 = v128.load(mean + at, 16);
      const x0 = f64x2.mul(f64x2.sub(v128.load(x), m0), v128.load(scale + at));
      const x1 = f64x2.mul(f64x2.sub(v128.load(x, 16), m1), v128.load(scale + at, 16));
      v128.store(x, x0); v128.store(x, x1, 16);
      ab = f64x2.add(ab, f64x2.mul(x0, m0));
      cd = f64x2.add(cd, f64x2.mul(x1, m1));
    }
    let a = f64x2.extract_lane(ab, 0);
    for (; at < all; at += 8, x += 8) {
      const m = load<f64>(mean + at);
      const value = (load<f64>(x) - m) * load<f64>(scale + at);
      store<f64>(x, value);
      a += value * m;
    }
    const b = f64x2.extract_lane(ab, 1);
    store<f64>(along, a + b + (f64x2.extract_lane(cd, 0) + f64x2.extract_lane(cd, 1)));
  }
}
