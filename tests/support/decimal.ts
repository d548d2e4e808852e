/**
 * Elementary functions to 50 digits, by decimal.js: the referee for Float64 results, in units in their last place.
 *
 * Exponentials are the library's; what it does not have (expm1 and log1p near 0, erf, the normal distribution) are
 * series and continued fractions from textbooks in its numbers. Shares nothing with lib/special.ts.
 */
import { Decimal as Library } from "decimal.js";
import { spacing } from "./exact.ts";

export const Decimal = Library.clone({ precision: 50, defaults: true });
export type Decimal = Library;

const one = new Decimal(1);
const two = new Decimal(2);
const rootPi = Decimal.acos(-1).sqrt();
export const rootTwoPi = rootPi.times(two.sqrt());

/** A Float64 number: exact if it is whole, else to 50 digits. (Decimal(x) would take the shortest text that reads as x.) */
export function decimal(x: number): Decimal {
  if (Number.isInteger(x)) return new Decimal(BigInt(x).toString());
  let [mantissa, exponent] = [x, 0];
  for (; !Number.isInteger(mantissa); exponent++) mantissa *= 2;
  return new Decimal(mantissa).div(two.pow(exponent));
}

/**
 * How far a computed number lies from the exact one, in units in the last place of `scale` (of the exact one by
 * itself). Infinity stands for 2^1024, the number beyond the largest.
 */
export function ulps(computed: number, exact: Decimal, scale: Decimal = exact): number {
  if (Number.isNaN(computed)) return Infinity;
  const held = (x: Decimal): Decimal => (x.abs().gt(beyond) ? beyond.times(x.s) : x);
  const given = Number.isFinite(computed) ? decimal(computed) : beyond.times(Math.sign(computed));
  const unit = spacing(Math.min(held(scale).abs().toNumber(), Number.MAX_VALUE));
  return given.minus(held(exact)).abs().div(decimal(unit)).toNumber();
}
const beyond = two.pow(1024);

/** Σ of terms until they no longer count. */
function series(first: Decimal, next: (term: Decimal, k: number) => Decimal): Decimal {
  let sum = first;
  let term = first;
  for (let k = 1; !term.isZero() && term.e > sum.e - 60; k++) sum = sum.plus((term = next(term, k)));
  return sum;
}

export const expm1 = (x: Decimal, exp = (): Decimal => x.exp()): Decimal =>
  x.abs().gt(1e-3) ? exp().minus(1) : series(x, (term, k) => term.times(x).div(k + 1));

export const log1p = (x: Decimal): Decimal => {
  if (x.abs().gt(1e-3)) return x.plus(1).ln();
  let power = x;
  return series(x, (_, k) => (power = power.times(x).neg()).div(k + 1));
};

/** erf(x) = 2/√π·e^(−x²)·Σ 2ᵏ x^(2k+1)/(1·3⋯(2k+1)), with bell = e^(−x²). */
const erfBySeries = (x: Decimal, bell: Decimal): Decimal =>
  series(x, (term, k) =>
    term
      .times(x)
      .times(x)
      .times(2)
      .div(2 * k + 1),
  )
    .times(bell)
    .times(2)
    .div(rootPi);

/** erfc(x) for x ≥ 3 by Laplace's continued fraction, from the inside out. */
function erfcByFraction(x: Decimal, bell: Decimal): Decimal {
  let fraction = x;
  for (let k = Math.ceil(20 + 1600 / x.toNumber() ** 2); k >= 1; k--)
    fraction = x.plus(new Decimal(k).div(2).div(fraction));
  return bell.div(fraction.times(rootPi));
}

const nowhere = new Decimal(0);
/** Beyond this e^−|x| and all that is made of it is far below the least Float64 number. */
const far = 1500;
const expOrZero = (x: Decimal): Decimal => (x.lt(-far) ? nowhere : x.exp());

/** A point with the exponentials of it, each computed when it is first asked for. */
export class Point {
  readonly at: number;
  readonly x: Decimal;
  readonly #kept = new Map<string, Decimal>();

  constructor(at: number) {
    this.at = at;
    this.x = decimal(at);
  }

  #once(name: string, compute: () => Decimal): Decimal {
    const known = this.#kept.get(name) ?? compute();
    this.#kept.set(name, known);
    return known;
  }

  /** eˣ. */
  get exp(): Decimal {
    return this.#once("exp", () => Decimal.min(Decimal.max(this.x, -far), far).exp());
  }
  get expm1(): Decimal {
    return expm1(this.x, () => this.exp);
  }
  get tanh(): Decimal {
    return this.#once("tanh", () => {
      const up = expm1(this.x.times(2), () => this.exp.pow(2));
      return up.div(up.plus(2));
    });
  }
  /** tanh(x/2). */
  get tanhHalf(): Decimal {
    return this.#once("tanhHalf", () => this.expm1.div(this.expm1.plus(2)));
  }
  get sechSquared(): Decimal {
    return this.#once("sech²", () => two.div(this.exp.plus(one.div(this.exp))).pow(2));
  }
  get sigmoid(): Decimal {
    return this.#once("σ", () => this.exp.div(this.exp.plus(1)));
  }
  get sigmoidSlope(): Decimal {
    return this.#once("σ′", () => this.exp.div(this.exp.plus(1).pow(2)));
  }
  get softplus(): Decimal {
    return this.x.gt(0) ? this.x.plus(log1p(one.div(this.exp))) : log1p(this.exp);
  }
  /** e^(−x²). */
  get bell(): Decimal {
    return this.#once("bell", () => expOrZero(this.x.times(this.x).neg()));
  }
  get erf(): Decimal {
    return this.#once("erf", () => {
      if (this.x.abs().lt(6)) return erfBySeries(this.x, this.bell);
      const tail = this.x.abs().gt(40) ? nowhere : erfcByFraction(this.x.abs(), this.bell);
      return one.minus(tail).times(this.x.s);
    });
  }
  /** φ(x). */
  get density(): Decimal {
    return this.#once("φ", () => expOrZero(this.x.times(this.x).div(-2)).div(rootTwoPi));
  }
  /** Φ(x). */
  get distribution(): Decimal {
    return this.#once("Φ", () => {
      const z = this.x.abs().div(two.sqrt());
      const bell = this.density.times(rootTwoPi);
      const tail = z.lt(3) ? one.minus(erfBySeries(z, bell)) : z.gt(50) ? nowhere : erfcByFraction(z, bell);
      return this.x.gt(0) ? one.minus(tail.div(2)) : tail.div(2);
    });
  }
}
