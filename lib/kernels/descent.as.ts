/**
 * A step of gradient descent two numbers at a time: the formula of descent.ts, for a gradient that is in memory, or for the
 * product of a column and a row that is not stored.
 */

/** gradient ← shrink·weight − rate·gradient, for a multiple of four numbers. */
export function descend(count: i32, gradient: i32, weight: i32, shrink: f64, rate: f64): void {
  const s = f64x2.splat(shrink), r = f64x2.splat(rate);
  for (const end = gradient + (count << 3); gradient < end; gradient += 32, weight += 32) {
    const a = f64x2.sub(f64x2.mul(s, v128.load(weight)), f64x2.mul(r, v128.load(gradient)));
    const b = f64x2.sub(f64x2.mul(s, v128.load(weight, 16)), f64x2.mul(r, v128.load(gradient, 16)));
    v128.store(gradient, a);
    v128.store(gradient, b, 16);
  }
}

/** weight[i, j] ← shrink·weight[i, j] − rate·(0 + x[i]·y[j]), for a multiple of four columns. 0 + p is p, but for −0. */
export function descendOuter(m: i32, n: i32, x: i32, y: i32, weight: i32, shrink: f64, rate: f64): void {
  const s = f64x2.splat(shrink), r = f64x2.splat(rate), zero = f64x2.splat(0);
  const end = y + (n << 3);
  for (const last = x + (m << 3); x < last; x += 8) {
    const v = v128.load64_splat(x);
    for (let at = y; at < end; at += 32, weight += 32) {
      const p = f64x2.add(zero, f64x2.mul(v, v128.load(at)));
      const q = f64x2.add(zero, f64x2.mul(v, v128.load(at, 16)));
      v128.store(weight, f64x2.sub(f64x2.mul(s, v128.load(weight)), f64x2.mul(r, p)));
      v128.store(weight, f64x2.sub(f64x2.mul(s, v128.load(weight, 16)), f64x2.mul(r, q)), 16);
    }
  }
}
