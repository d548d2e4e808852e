/**
 * The logistic function and its slope two numbers at a time: `sigmoid` and `sigmoidSlope` of lib/special.ts with the
 * exponential of lib/exponential.ts, line by line, in f64x2. There the arithmetic is explained; here every operation is
 * the same, in the same order, and so are the bits.
 *
 * Both read `count` numbers from `x` on and write as many from `to` on, eight at a time: an exponential is one long chain
 * of operations, and four that do not wait for one another take half as long. The last eight may reach beyond.
 * `constants` are those of lib/exponential.ts, in memory: a constant in the code costs three instructions at every use.
 */

export function sigmoid(count: i32, x: i32, to: i32, constants: i32): void {
  for (const end = x + (count << 3); x < end; x += 64, to += 64) {
    const x0 = v128.load(x), x1 = v128.load(x, 16), x2 = v128.load(x, 32), x3 = v128.load(x, 48);
    const t0 = expMinusAbs(x0, constants), t1 = expMinusAbs(x1, constants);
    const t2 = expMinusAbs(x2, constants), t3 = expMinusAbs(x3, constants);
    v128.store(to, share(x0, t0));
    v128.store(to, share(x1, t1), 16);
    v128.store(to, share(x2, t2), 32);
    v128.store(to, share(x3, t3), 48);
  }
}

export function sigmoidSlope(count: i32, x: i32, to: i32, constants: i32): void {
  for (const end = x + (count << 3); x < end; x += 64, to += 64) {
    const t0 = expMinusAbs(v128.load(x), constants), t1 = expMinusAbs(v128.load(x, 16), constants);
    const t2 = expMinusAbs(v128.load(x, 32), constants), t3 = expMinusAbs(v128.load(x, 48), constants);
    v128.store(to, slope(t0));
    v128.store(to, slope(t1), 16);
    v128.store(to, slope(t2), 32);
    v128.store(to, slope(t3), 48);
  }
}

/** t/(1 + t) where x < 0, else 1/(1 + t). */
// @ts-ignore: decorator
@inline
function share(x: v128, t: v128): v128 {
  const one = f64x2.splat(1);
  return f64x2.div(v128.bitselect(t, one, f64x2.lt(x, f64x2.splat(0))), f64x2.add(one, t));
}

/** t/(1 + t)². */
// @ts-ignore: decorator
@inline
function slope(t: v128): v128 {
  const below = f64x2.add(f64x2.splat(1), t);
  return f64x2.div(t, f64x2.mul(below, below));
}

// @ts-ignore: decorator
@inline
function expMinusAbs(x: v128, constants: i32): v128 {
  const t = f64x2.abs(x), one = f64x2.splat(1);
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
