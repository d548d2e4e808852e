/**
 * Exponentials and functions built from them, element by element.
 *
 * Where a derivative would be a difference of nearly equal numbers in the tails (1 − tanh², s·(1 − s)), it is declared
 * as an operation of its own with a formula that is exact there, and with its own derivative: tanh and sech², sigmoid
 * and its slope, the normal distribution and its density are such pairs, closed under differentiation. The slopes of
 * silu and gelu are operations because their sum of two terms cancels, too.
 */
import {
  erf as erfOf,
  expMinusSquare as expMinusSquareOf,
  gelu as geluOf,
  geluSlope as geluSlopeOf,
  normalDensity as normalDensityOf,
  normalDistribution as normalDistributionOf,
  sechSquared as sechSquaredOf,
  silu as siluOf,
  siluSlope as siluSlopeOf,
  softplus as softplusOf,
} from "../../lib/index.ts";
import { expLoop, sigmoidLoop, sigmoidSlopeLoop, tanhLoop, type Tensor } from "../../tensor/index.ts";
import { unary } from "../builders.ts";
import { domains } from "../domains.ts";
import { add, div, maximum, minimum, mul, neg, sub } from "./arithmetic.ts";

const { positive, aboveMinusOne } = domains;

/**
 * x held within ±40, constant beyond. Rules multiply e^(−x²) or φ(x) by powers of x; both are 0 beyond 39, and so is the
 * product, though x² may be infinite. With this in place of x no power overflows, at no order.
 */
const withinTails = (x: Tensor): Tensor => maximum(-40, minimum(40, x));
/** The same for what falls like e^−|x|, which is 0 beyond 746. */
const withinLongTails = (x: Tensor): Tensor => maximum(-800, minimum(800, x));

export const exp = unary({
  name: "exp",
  loop: expLoop,
  rule: (g, { out }) => mul(g, out),
  formula: "ȳ·y",
});
export const expm1 = unary({
  name: "expm1",
  f: Math.expm1,
  rule: (g, { x }) => mul(g, exp(x)),
  formula: "ȳ·eˣ",
});
export const log = unary({
  name: "log",
  f: Math.log,
  rule: (g, { x }) => div(g, x),
  formula: "ȳ/x",
  domain: positive,
});
export const log1p = unary({
  name: "log1p",
  f: Math.log1p,
  rule: (g, { x }) => div(g, add(1, x)),
  formula: "ȳ/(1 + x)",
  domain: aboveMinusOne,
});
export const sin = unary({
  name: "sin",
  f: Math.sin,
  rule: (g, { x }) => mul(g, cos(x)),
  formula: "ȳ·cos x",
});
export const cos = unary({
  name: "cos",
  f: Math.cos,
  rule: (g, { x }) => neg(mul(g, sin(x))),
  formula: "−ȳ·sin x",
});

export const tanh = unary({
  name: "tanh",
  loop: tanhLoop,
  rule: (g, { x }) => mul(g, sechSquared(x)),
  formula: "ȳ·sech² x",
});
export const sechSquared = unary({
  name: "sechSquared",
  f: sechSquaredOf,
  rule: (g, { x, out }) => mul(g, mul(-2, mul(out, tanh(x)))),
  formula: "−2ȳ·y·tanh x",
});

export const sigmoid = unary({
  name: "sigmoid",
  loop: sigmoidLoop,
  rule: (g, { x }) => mul(g, sigmoidSlope(x)),
  formula: "ȳ·σ′(x)",
});
export const sigmoidSlope = unary({
  name: "sigmoidSlope",
  loop: sigmoidSlopeLoop,
  rule: (g, { x, out }) => neg(mul(g, mul(out, tanh(mul(0.5, x))))),
  formula: "−ȳ·y·tanh(x/2)",
});
export const softplus = unary({
  name: "softplus",
  f: softplusOf,
  rule: (g, { x }) => mul(g, sigmoid(x)),
  formula: "ȳ·σ(x)",
});

export const erf = unary({
  name: "erf",
  f: erfOf,
  rule: (g, { x }) => mul(g, mul(2 / Math.sqrt(Math.PI), expMinusSquare(x))),
  formula: "ȳ·2/√π·exp(−x²)",
});
export const expMinusSquare = unary({
  name: "expMinusSquare",
  f: expMinusSquareOf,
  rule: (g, { x, out }) => mul(g, mul(-2, mul(withinTails(x), out))),
  formula: "−2ȳ·x·y",
});
/** Φ(x), the standard normal distribution function. */
export const normalDistribution = unary({
  name: "normalDistribution",
  f: normalDistributionOf,
  rule: (g, { x }) => mul(g, normalDensity(x)),
  formula: "ȳ·φ(x)",
});
/** φ(x), the standard normal density. */
export const normalDensity = unary({
  name: "normalDensity",
  f: normalDensityOf,
  rule: (g, { x, out }) => neg(mul(g, mul(withinTails(x), out))),
  formula: "−ȳ·x·y",
});

/** x·σ(x). */
export const silu = unary({
  name: "silu",
  f: siluOf,
  rule: (g, { x }) => mul(g, siluSlope(x)),
  formula: "ȳ·(σ(x) + x·σ′(x))",
});
/** silu′(x) = σ(x) + x·σ′(x). */
export const siluSlope = unary({
  name: "siluSlope",
  f: siluSlopeOf,
  rule: (g, { x }) => mul(g, mul(sigmoidSlope(x), sub(2, mul(withinLongTails(x), tanh(mul(0.5, x)))))),
  formula: "ȳ·σ′(x)·(2 − x·tanh(x/2))",
});
/** x·Φ(x), exact (not the tanh approximation). */
export const gelu = unary({
  name: "gelu",
  f: geluOf,
  rule: (g, { x }) => mul(g, geluSlope(x)),
  formula: "ȳ·(Φ(x) + x·φ(x))",
});
/** gelu′(x) = Φ(x) + x·φ(x). */
export const geluSlope = unary({
  name: "geluSlope",
  f: geluSlopeOf,
  // 2 − x² in factors: near √2 the difference of the square would lose digits.
  rule: (g, { x }) => {
    const held = withinTails(x);
    return mul(g, mul(sub(Math.SQRT2, held), mul(add(Math.SQRT2, held), normalDensity(x))));
  },
  formula: "ȳ·φ(x)·(2 − x²)",
});
