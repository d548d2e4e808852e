/**
 * Arithmetic, powers and comparisons, element by element: a table of derivatives, one declaration an operation.
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
  reluLoop,
  squareLoop,
  subLoop,
} from "../../tensor/index.ts";
import { binary, unary } from "../builders.ts";
import { domains } from "../domains.ts";
import { flat } from "../primitive.ts";

const ties = "tied elements share the cotangent evenly";

export const add = binary({
  name: "add",
  loop: addLoop,
  rules: { a: (g) => g, b: (g) => g },
  formula: "ā = ȳ, b̄ = ȳ",
  kind: "linear",
});

export const sub = binary({
  name: "sub",
  loop: subLoop,
  rules: { a: (g) => g, b: (g) => neg(g) },
  formula: "ā = ȳ, b̄ = −ȳ",
  kind: "linear",
});

export const mul = binary({
  name: "mul",
  loop: mulLoop,
  rules: { a: (g, { b }) => mul(g, b), b: (g, { a }) => mul(g, a) },
  formula: "ā = ȳ·b, b̄ = ȳ·a",
  kind: "bilinear",
});

export const div = binary({
  name: "div",
  loop: divLoop,
  rules: { a: (g, { b }) => div(g, b), b: (g, { b, out }) => neg(mul(g, div(out, b))) },
  formula: "ā = ȳ/b, b̄ = −ȳ·y/b",
  domain: [domains.reals, domains.nonzero],
});

/** 1 where a is ahead of b, ½ where they tie, 0 where it is behind; NaN where either is NaN. */
export const precedence = binary({
  name: "precedence",
  f: (a, b) => (a > b ? 1 : a < b ? 0 : a === b ? 0.5 : NaN),
  rules: { a: flat, b: flat },
  formula: "0",
  kind: "flat",
});

export const maximum = binary({
  name: "maximum",
  f: Math.max,
  rules: { a: (g, { a, b }) => mul(g, precedence(a, b)), b: (g, { a, b }) => mul(g, precedence(b, a)) },
  formula: "ȳ to the larger",
  kind: "kinked",
  ties,
});

export const minimum = binary({
  name: "minimum",
  f: Math.min,
  rules: { a: (g, { a, b }) => mul(g, precedence(b, a)), b: (g, { a, b }) => mul(g, precedence(a, b)) },
  formula: "ȳ to the smaller",
  kind: "kinked",
  ties,
});

export const neg = unary({ name: "neg", loop: negLoop, rule: (g) => neg(g), formula: "−ȳ", kind: "linear" });

export const square = unary({
  name: "square",
  loop: squareLoop,
  rule: (g, { x }) => mul(g, mul(2, x)),
  formula: "ȳ·2x",
});

export const sign = unary({ name: "sign", f: (x) => Math.sign(x), rule: flat, formula: "0" });

export const abs = unary({
  name: "abs",
  f: (x) => Math.abs(x),
  rule: (g, { x }) => mul(g, sign(x)),
  formula: "ȳ·sign x",
  kind: "kinked",
  ties: "0 at 0",
});

/** 1 for x > 0, ½ at 0, 0 below. */
export const heaviside = unary({ name: "heaviside", loop: heavisideLoop, rule: flat, formula: "0" });

export const relu = unary({
  name: "relu",
  loop: reluLoop,
  rule: (g, { x }) => mul(g, heaviside(x)),
  formula: "ȳ where x > 0",
  kind: "kinked",
  ties: "½ at 0, as maximum(x, 0)",
});

export const reciprocal = unary({
  name: "reciprocal",
  f: (x) => 1 / x,
  rule: (g, { out }) => neg(mul(g, square(out))),
  formula: "−ȳ·y²",
  domain: domains.nonzero,
});

export const sqrt = unary({
  name: "sqrt",
  f: (x) => Math.sqrt(x),
  rule: (g, { out }) => div(g, mul(2, out)),
  formula: "ȳ/(2y)",
  domain: domains.positive,
});

export const reciprocalSqrt = unary({
  name: "reciprocalSqrt",
  f: (x) => 1 / Math.sqrt(x),
  rule: (g, { x, out }) => mul(g, div(mul(-0.5, out), x)),
  formula: "−ȳ·y/(2x)",
  domain: domains.positive,
});
