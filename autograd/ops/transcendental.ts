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

/**
 * eˣ.
 * @example
 * exp(tensor([0, 1])); // → Tensor [2] [1, 2.71828]
 */
export const exp = unary({
  name: "exp",
  loop: expLoop,
  rule: (g, { out }) => mul(g, out),
  formula: "ȳ·y",
});
/**
 * eˣ − 1, exact near 0.
 * @example
 * expm1(tensor([0, 1e-9])); // → Tensor [2] [0, 1e-9]
 */
export const expm1 = unary({
  name: "expm1",
  f: Math.expm1,
  rule: (g, { x }) => mul(g, exp(x)),
  formula: "ȳ·eˣ",
});
/**
 * The natural logarithm, for x > 0.
 * @example
 * log(tensor([1, Math.E])); // → Tensor [2] [0, 1]
 */
export const log = unary({
  name: "log",
  f: Math.log,
  rule: (g, { x }) => div(g, x),
  formula: "ȳ/x",
  domain: positive,
});
/**
 * log(1 + x), exact near 0, for x > −1.
 * @example
 * log1p(tensor([0, 1e-9])); // → Tensor [2] [0, 1e-9]
 */
export const log1p = unary({
  name: "log1p",
  f: Math.log1p,
  rule: (g, { x }) => div(g, add(1, x)),
  formula: "ȳ/(1 + x)",
  domain: aboveMinusOne,
});
/**
 * sin x, x in radians.
 * @example
 * sin(tensor([0, Math.PI / 2])); // → Tensor [2] [0, 1]
 */
export const sin = unary({
  name: "sin",
  f: Math.sin,
  rule: (g, { x }) => mul(g, cos(x)),
  formula: "ȳ·cos x",
});
/**
 * cos x, x in radians.
 * @example
 * cos(tensor([0, Math.PI])); // → Tensor [2] [1, -1]
 */
export const cos = unary({
  name: "cos",
  f: Math.cos,
  rule: (g, { x }) => neg(mul(g, sin(x))),
  formula: "−ȳ·sin x",
});

/**
 * tanh x.
 * @example
 * tanh(tensor([0, 1])); // → Tensor [2] [0, 0.761594]
 */
export const tanh = unary({
  name: "tanh",
  loop: tanhLoop,
  rule: (g, { x }) => mul(g, sechSquared(x)),
  formula: "ȳ·sech² x",
});
/**
 * sech² x = 1 − tanh² x, the derivative of tanh, exact in the tails.
 * @example
 * sechSquared(tensor([0, 20])); // → Tensor [2] [1, 1.69934e-17]
 */
export const sechSquared = unary({
  name: "sechSquared",
  f: sechSquaredOf,
  rule: (g, { x, out }) => mul(g, mul(-2, mul(out, tanh(x)))),
  formula: "−2ȳ·y·tanh x",
});

/**
 * σ(x) = 1/(1 + e⁻ˣ).
 * @example
 * sigmoid(tensor([0, 2])); // → Tensor [2] [0.5, 0.880797]
 */
export const sigmoid = unary({
  name: "sigmoid",
  loop: sigmoidLoop,
  rule: (g, { x }) => mul(g, sigmoidSlope(x)),
  formula: "ȳ·σ′(x)",
});
/**
 * σ′(x) = σ(x)·(1 − σ(x)), exact in the tails.
 * @example
 * sigmoidSlope(tensor([0, 40])); // → Tensor [2] [0.25, 4.24835e-18]
 */
export const sigmoidSlope = unary({
  name: "sigmoidSlope",
  loop: sigmoidSlopeLoop,
  rule: (g, { x, out }) => neg(mul(g, mul(out, tanh(mul(0.5, x))))),
  formula: "−ȳ·y·tanh(x/2)",
});
/**
 * log(1 + eˣ), without overflow.
 * @example
 * softplus(tensor([0, 1000])); // → Tensor [2] [0.693147, 1000]
 */
export const softplus = unary({
  name: "softplus",
  f: softplusOf,
  rule: (g, { x }) => mul(g, sigmoid(x)),
  formula: "ȳ·σ(x)",
});

/**
 * The error function, 2/√π·∫₀ˣ exp(−t²) dt.
 * @example
 * erf(tensor([0, 1])); // → Tensor [2] [0, 0.842701]
 */
export const erf = unary({
  name: "erf",
  f: erfOf,
  rule: (g, { x }) => mul(g, mul(2 / Math.sqrt(Math.PI), expMinusSquare(x))),
  formula: "ȳ·2/√π·exp(−x²)",
});
/**
 * exp(−x²), with x² split so that no digit is lost.
 * @example
 * expMinusSquare(tensor([0, 1])); // → Tensor [2] [1, 0.367879]
 */
export const expMinusSquare = unary({
  name: "expMinusSquare",
  f: expMinusSquareOf,
  rule: (g, { x, out }) => mul(g, mul(-2, mul(withinTails(x), out))),
  formula: "−2ȳ·x·y",
});
/**
 * Φ(x), the standard normal distribution function.
 * @example
 * normalDistribution(tensor([0, 1])); // → Tensor [2] [0.5, 0.841345]
 */
export const normalDistribution = unary({
  name: "normalDistribution",
  f: normalDistributionOf,
  rule: (g, { x }) => mul(g, normalDensity(x)),
  formula: "ȳ·φ(x)",
});
/**
 * φ(x), the standard normal density.
 * @example
 * normalDensity(tensor([0, 1])); // → Tensor [2] [0.398942, 0.241971]
 */
export const normalDensity = unary({
  name: "normalDensity",
  f: normalDensityOf,
  rule: (g, { x, out }) => neg(mul(g, mul(withinTails(x), out))),
  formula: "−ȳ·x·y",
});

/**
 * x·σ(x).
 * @example
 * silu(tensor([0, 1])); // → Tensor [2] [0, 0.731059]
 * @see Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units", 2018
 */
export const silu = unary({
  name: "silu",
  f: siluOf,
  rule: (g, { x }) => mul(g, siluSlope(x)),
  formula: "ȳ·(σ(x) + x·σ′(x))",
});
/**
 * silu′(x) = σ(x) + x·σ′(x).
 * @example
 * siluSlope(tensor([0, 1])); // → Tensor [2] [0.5, 0.927671]
 */
export const siluSlope = unary({
  name: "siluSlope",
  f: siluSlopeOf,
  rule: (g, { x }) => mul(g, mul(sigmoidSlope(x), sub(2, mul(withinLongTails(x), tanh(mul(0.5, x)))))),
  formula: "ȳ·σ′(x)·(2 − x·tanh(x/2))",
});
/**
 * x·Φ(x), exact (not the tanh approximation).
 * @example
 * gelu(tensor([0, 1])); // → Tensor [2] [0, 0.841345]
 * @see Hendrycks and Gimpel, "Gaussian error linear units", 2016
 */
export const gelu = unary({
  name: "gelu",
  f: geluOf,
  rule: (g, { x }) => mul(g, geluSlope(x)),
  formula: "ȳ·(Φ(x) + x·φ(x))",
});
/**
 * gelu′(x) = Φ(x) + x·φ(x).
 * @example
 * geluSlope(tensor([0, 1])); // → Tensor [2] [0.5, 1.08332]
 */
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
