/**
 * Arithmetic, powers and comparisons, element by element: a table of derivatives, one row an operation.
 *
 * One convention for ties and kinks: elements that tie share the cotangent evenly. So relu′(0) = ½ as the maximum of
 * x and 0 has it, |x|′ = 0 at 0, and the gradients of tied elements sum to 1. NaN passes through every operation.
 */
import {
  addLoop,
  divLoop,
  heavisideLoop,
  mulLoop,
  negLoop,
  pairLoop,
  reluLoop,
  squareLoop,
  subLoop,
} from "../../tensor/index.ts";
import { binary, unary, unaryLoop } from "../builders.ts";
import { domains, flat } from "../primitive.ts";

const ties = "tied elements share the cotangent evenly";

// prettier-ignore
export const add = binary("add", addLoop, {
  a: (g) => g,
  b: (g) => g,
}, { formula: "ā = ȳ, b̄ = ȳ", kind: "linear" });

// prettier-ignore
export const sub = binary("sub", subLoop, {
  a: (g) => g,
  b: (g) => neg(g),
}, { formula: "ā = ȳ, b̄ = −ȳ", kind: "linear" });

// prettier-ignore
export const mul = binary("mul", mulLoop, {
  a: (g, { b }) => mul(g, b),
  b: (g, { a }) => mul(g, a),
}, { formula: "ā = ȳ·b, b̄ = ȳ·a", kind: "bilinear" });

// prettier-ignore
export const div = binary("div", divLoop, {
  a: (g, { b }) => div(g, b),
  b: (g, { b, out }) => neg(mul(g, div(out, b))),
}, { formula: "ā = ȳ/b, b̄ = −ȳ·y/b", domain: [domains.reals, domains.nonzero] });

/** 1 where a is ahead of b, ½ where they tie, 0 where it is behind; NaN where either is NaN. */
// prettier-ignore
export const precedence = binary("precedence", pairLoop((a, b) => (a > b ? 1 : a < b ? 0 : a === b ? 0.5 : NaN)), {
  a: flat,
  b: flat,
}, { formula: "0", kind: "flat" });

// prettier-ignore
export const maximum = binary("maximum", pairLoop(Math.max), {
  a: (g, { a, b }) => mul(g, precedence(a, b)),
  b: (g, { a, b }) => mul(g, precedence(b, a)),
}, { formula: "ȳ to the larger", kind: "kinked", ties });

// prettier-ignore
export const minimum = binary("minimum", pairLoop(Math.min), {
  a: (g, { a, b }) => mul(g, precedence(b, a)),
  b: (g, { a, b }) => mul(g, precedence(a, b)),
}, { formula: "ȳ to the smaller", kind: "kinked", ties });

export const neg = unaryLoop("neg", negLoop, (g) => neg(g), { formula: "−ȳ", kind: "linear" });
export const square = unaryLoop("square", squareLoop, (g, { x }) => mul(g, mul(2, x)), { formula: "ȳ·2x" });
export const sign = unary("sign", (x) => Math.sign(x), flat, { formula: "0" });
// prettier-ignore
export const abs = unary("abs", (x) => Math.abs(x), (g, { x }) => mul(g, sign(x)),
  { formula: "ȳ·sign x", kind: "kinked", ties: "0 at 0" });
/** 1 for x > 0, ½ at 0, 0 below. */
export const heaviside = unaryLoop("heaviside", heavisideLoop, flat, {
  formula: "0",
});
// prettier-ignore
export const relu = unaryLoop("relu", reluLoop, (g, { x }) => mul(g, heaviside(x)),
  { formula: "ȳ where x > 0", kind: "kinked", ties: "½ at 0, as maximum(x, 0)" });
// prettier-ignore
export const reciprocal = unary("reciprocal", (x) => 1 / x, (g, { out }) => neg(mul(g, square(out))),
  { formula: "−ȳ·y²", domain: domains.nonzero });
// prettier-ignore
export const sqrt = unary("sqrt", (x) => Math.sqrt(x), (g, { out }) => div(g, mul(2, out)),
  { formula: "ȳ/(2y)", domain: domains.positive });
// prettier-ignore
export const reciprocalSqrt = unary("reciprocalSqrt", (x) => 1 / Math.sqrt(x), (g, { x, out }) => mul(g, div(mul(-0.5, out), x)),
  { formula: "−ȳ·y/(2x)", domain: domains.positive });
