/**
 * relu and its slope two numbers at a time: the functions of rectifier.ts, by comparisons that need no branch. Both read
 * `count` numbers from `x` on and write as many from `to` on; the last four may reach beyond.
 */

export function relu(count: i32, x: i32, to: i32): void {
  const zero = f64x2.splat(0);
  for (const end = x + (count << 3); x < end; x += 32, to += 32) {
    // 0 where x < 0, else x, also where it is NaN; and +0 for −0.
    v128.store(to, f64x2.add(f64x2.pmax(v128.load(x), zero), zero));
    v128.store(to, f64x2.add(f64x2.pmax(v128.load(x, 16), zero), zero), 16);
  }
}

export function heaviside(count: i32, x: i32, to: i32): void {
  for (const end = x + (count << 3); x < end; x += 32, to += 32) {
    v128.store(to, step(v128.load(x)));
    v128.store(to, step(v128.load(x, 16)), 16);
  }
}

/** ½ for x > 0, and ½ for x ≥ 0; NaN for NaN. */
// @ts-ignore: decorator
@inline
function step(x: v128): v128 {
  const half = f64x2.splat(0.5), zero = f64x2.splat(0);
  const sum = f64x2.add(v128.and(half, f64x2.gt(x, zero)), v128.and(half, f64x2.ge(x, zero)));
  return v128.bitselect(x, sum, f64x2.ne(x, x));
}
