/**
 * The logistic function and its slope two numbers at a time: `sigmoid` and `sigmoidSlope` of lib/special.ts with the
 * exponential of lib/exponential.ts, line by line, in f64x2. There the arithmetic is explained; here every operation is
 * the same, in the same order, and so are the bits.
 *
 * Both read `count` numbers from `x` on and write as many from `to` on; a last pair may reach one beyond. `constants`
 * are those of lib/exponential.ts, in memory: a constant in the code costs three instructions at every use.
 */

export function sigmoid(count: i32, x: i32, to: i32, constants: i32): void {
  const one = f64x2.splat(1), zero = f64x2.splat(0);
  for (const end = x + (count << 3); x < end; x += 16, to += 16) {
    const value = v128.load(x);
    const t = expMinus(f64x2.abs(value), constants, one);
    v128.store(to, f64x2.div(v128.bitselect(t, one, f64x2.lt(value, zero)), f64x2.add(one, t)));
  }
}

export function sigmoidSlope(count: i32, x: i32, to: i32, constants: i32): void {
  const one = f64x2.splat(1);
  for (const end = x + (count << 3); x < end; x += 16, to += 16) {
    const t = expMinus(f64x2.abs(v128.load(x)), constants, one);
    const below = f64x2.add(one, t);
    v128.store(to, f64x2.div(t, f64x2.mul(below, below)));
  }
}

// @ts-ignore: decorator
@inline
function expMinus(t: v128, constants: i32, one: v128): v128 {
  const rounder = v128.load64_splat(constants, 16);
  // The first where neither is less: NaN stays NaN.
  const clamped = f64x2.pmin(t, v128.load64_splat(constants));
  const raised = f64x2.add(f64x2.mul(clamped, v128.load64_splat(constants, 8)), rounder);
  const n = f64x2.sub(raised, rounder);
  const r = f64x2.add(
    f64x2.sub(f64x2.mul(n, v128.load64_splat(constants, 24)), clamped),
    f64x2.mul(n, v128.load64_splat(constants, 32)),
  );
  const r2 = f64x2.mul(r, r);
  let even = v128.load64_splat(constants, 40);
  let odd = v128.load64_splat(constants, 48);
  even = f64x2.add(f64x2.mul(even, r2), v128.load64_splat(constants, 56));
  odd = f64x2.add(f64x2.mul(odd, r2), v128.load64_splat(constants, 64));
  even = f64x2.add(f64x2.mul(even, r2), v128.load64_splat(constants, 72));
  odd = f64x2.add(f64x2.mul(odd, r2), v128.load64_splat(constants, 80));
  even = f64x2.add(f64x2.mul(even, r2), v128.load64_splat(constants, 88));
  odd = f64x2.add(f64x2.mul(odd, r2), v128.load64_splat(constants, 96));
  even = f64x2.add(f64x2.mul(even, r2), v128.load64_splat(constants, 104));
  odd = f64x2.add(f64x2.mul(odd, r2), v128.load64_splat(constants, 112));
  even = f64x2.add(f64x2.mul(even, r2), v128.load64_splat(constants, 120));
  odd = f64x2.add(f64x2.mul(odd, r2), v128.load64_splat(constants, 128));
  const sum = f64x2.add(one, f64x2.add(r, f64x2.mul(r2, f64x2.add(even, f64x2.mul(r, odd)))));
  // `raised` has the whole number n in its last bits; 2⁻ᵏ has 1023 − k in the bits of its exponent, as 1 has 1023.
  const k = i64x2.sub(raised, rounder);
  const half = i64x2.shr_u(k, 1);
  const first = i64x2.sub(one, i64x2.shl(half, 52));
  const second = i64x2.sub(one, i64x2.shl(i64x2.sub(k, half), 52));
  return f64x2.mul(f64x2.mul(sum, first), second);
}
