/**
 * Mutants of the rules of operations on single elements.
 */
import { fixed, mutantsOf, type Mutant } from "../mutant.ts";

// prettier-ignore
const arithmetic = mutantsOf("autograd/ops/arithmetic.ts", [
  ["add, a: sign", "sign", `addLoop, {\n  a: (g) => g,`, `addLoop, {\n  a: (g) => neg(g),`],
  ["add, b: halved", "factor", `  b: (g) => g,\n}, { formula: "ā = ȳ, b̄ = ȳ"`, `  b: (g) => mul(0.5, g),\n}, { formula: "ā = ȳ, b̄ = ȳ"`],
  ["sub, b: sign", "sign", `b: (g) => neg(g),`, `b: (g) => g,`],
  ["mul, a: by itself", "operand", `a: (g, { b }) => mul(g, b),`, `a: (g, { a }) => mul(g, a),`],
  ["mul, b: operand dropped", "operand", `b: (g, { a }) => mul(g, a),`, `b: (g) => g,`],
  ["mul, b: operand as a constant", "constant", `b: (g, { a }) => mul(g, a),`, `b: (g, { a }) => mul(g, ${fixed("a")}),`],
  ["div, a: multiplied", "factor", `a: (g, { b }) => div(g, b),`, `a: (g, { b }) => mul(g, b),`],
  ["div, b: sign", "sign", `neg(mul(g, div(out, b)))`, `mul(g, div(out, b))`],
  ["div, b: output for input", "stale", `b: (g, { b, out }) => neg(mul(g, div(out, b)))`, `b: (g, { a, b }) => neg(mul(g, div(a, b)))`],
  ["precedence: no share at a tie", "tie", `a === b ? 0.5 : NaN`, `a === b ? 0 : NaN`],
  ["precedence: NaN is behind", "tie", `a === b ? 0.5 : NaN`, `a === b ? 0.5 : 0`],
  ["maximum, a: to the smaller", "operand", `  a: (g, { a, b }) => mul(g, precedence(a, b)),\n  b: (g, { a, b }) => mul(g, precedence(b, a)),\n}, { formula: "ȳ to the larger"`, `  a: (g, { a, b }) => mul(g, precedence(b, a)),\n  b: (g, { a, b }) => mul(g, precedence(b, a)),\n}, { formula: "ȳ to the larger"`],
  ["minimum, b: to the larger", "operand", `b: (g, { a, b }) => mul(g, precedence(a, b)),\n}, { formula: "ȳ to the smaller"`, `b: (g, { a, b }) => mul(g, precedence(b, a)),\n}, { formula: "ȳ to the smaller"`],
  ["neg: sign", "sign", `negLoop, (g) => neg(g)`, `negLoop, (g) => g`],
  ["square: factor 2 forgotten", "factor", `mul(g, mul(2, x)), { formula: "ȳ·2x" }`, `mul(g, x), { formula: "ȳ·2x" }`],
  ["square: by its output", "stale", `(g, { x }) => mul(g, mul(2, x))`, `(g, { out }) => mul(g, mul(2, sqrt(out)))`],
  ["abs: magnitude for sign", "operand", `mul(g, sign(x))`, `mul(g, abs(sign(x)))`],
  ["relu: of the cotangent", "operand", `mul(g, heaviside(x))`, `mul(g, heaviside(g))`],
  ["relu: 1 at 0", "tie", `mul(g, heaviside(x))`, `mul(g, sub(1, heaviside(sub(1e-300, x))))`],
  ["reciprocal: sign", "sign", `neg(mul(g, square(out)))`, `mul(g, square(out))`],
  ["reciprocal: power", "factor", `neg(mul(g, square(out)))`, `neg(mul(g, out))`],
  ["sqrt: factor 2 forgotten", "factor", `div(g, mul(2, out))`, `div(g, out)`],
  ["sqrt: of the input", "stale", `(g, { out }) => div(g, mul(2, out))`, `(g, { x }) => div(g, mul(2, x))`],
  ["reciprocalSqrt: factor", "factor", `mul(-0.5, `, `mul(-1, `],
  ["reciprocalSqrt: sign", "sign", `mul(-0.5, `, `mul(0.5, `],
  ["reciprocalSqrt: its output as a constant", "constant", `(g, { x, out }) => mul(g, `, `(g, { x, out: y }, out = ${fixed("y")}) => mul(g, `],
], ["tests/laws/autodiff-ties.test.ts"]);

// prettier-ignore
const transcendental = mutantsOf("autograd/ops/transcendental.ts", [
  ["exp: of the input", "stale", `expLoop, (g, { out }) => mul(g, out)`, `expLoop, (g, { x }) => mul(g, x)`],
  ["expm1: by its output", "tail", `mul(g, exp(x)), { formula: "ȳ·eˣ" }`, `mul(g, add(1, expm1(x))), { formula: "ȳ·eˣ" }`],
  ["expm1: one forgotten", "operand", `mul(g, exp(x)), { formula: "ȳ·eˣ" }`, `mul(g, expm1(x)), { formula: "ȳ·eˣ" }`],
  ["log: of the output", "stale", `Math.log, (g, { x }) => div(g, x)`, `Math.log, (g, { out }) => div(g, out)`],
  ["log1p: one forgotten", "epsilon", `div(g, add(1, x))`, `div(g, x)`],
  ["log1p: multiplied", "factor", `div(g, add(1, x))`, `mul(g, add(1, x))`],
  ["sin: sign", "sign", `mul(g, cos(x)), {`, `neg(mul(g, cos(x))), {`],
  ["cos: sign", "sign", `neg(mul(g, sin(x)))`, `mul(g, sin(x))`],
  ["tanh: 1 − y²", "tail", `(g, { x }) => mul(g, sechSquared(x))`, `(g, { out }) => mul(g, add(1, neg(mul(out, out))))`],
  ["tanh: constant slope", "constant", `mul(g, sechSquared(x))`, `mul(g, ${fixed("sechSquared(x)")})`],
  ["tanh: power of the slope", "factor", `mul(g, sechSquared(x))`, `mul(g, mul(sechSquared(x), sechSquared(x)))`],
  ["sechSquared: sign", "sign", `mul(-2, mul(out, tanh(x)))`, `mul(2, mul(out, tanh(x)))`],
  ["sechSquared: factor", "factor", `mul(-2, mul(out, tanh(x)))`, `mul(-1, mul(out, tanh(x)))`],
  ["sechSquared: output dropped", "operand", `mul(-2, mul(out, tanh(x)))`, `mul(-2, tanh(x))`],
  ["sigmoid: y·(1 − y)", "tail", `(g, { x }) => mul(g, sigmoidSlope(x))`, `(g, { out }) => mul(g, mul(out, add(1, neg(out))))`],
  ["sigmoid: sign of the argument", "sign", `mul(g, sigmoidSlope(x)), {`, `mul(g, sigmoid(neg(x))), {`],
  ["sigmoidSlope: sign", "sign", `neg(mul(g, mul(out, tanh(mul(0.5, x)))))`, `mul(g, mul(out, tanh(mul(0.5, x))))`],
  ["sigmoidSlope: half forgotten", "factor", `mul(out, tanh(mul(0.5, x)))`, `mul(out, tanh(x))`],
  ["softplus: its slope's slope", "operand", `mul(g, sigmoid(x)), {`, `mul(g, sigmoidSlope(x)), {`],
  ["softplus: constant slope", "constant", `mul(g, sigmoid(x)), {`, `mul(g, ${fixed("sigmoid(x)")}), {`],
  ["erf: constant", "factor", `2 / Math.sqrt(Math.PI)`, `1 / Math.sqrt(Math.PI)`],
  ["expMinusSquare: factor", "factor", `mul(-2, mul(x, out))`, `mul(-1, mul(x, out))`],
  ["expMinusSquare: sign", "sign", `mul(-2, mul(x, out))`, `mul(2, mul(x, out))`],
  ["normalDistribution: by itself", "operand", `mul(g, normalDensity(x)),\n  { formula: "ȳ·φ(x)" }`, `mul(g, normalDistribution(x)),\n  { formula: "ȳ·φ(x)" }`],
  ["normalDensity: sign", "sign", `neg(mul(g, mul(x, out)))`, `mul(g, mul(x, out))`],
  ["normalDensity: input dropped", "operand", `neg(mul(g, mul(x, out)))`, `neg(mul(g, out))`],
], ["tests/laws/autodiff-tails.test.ts"]);

export const elementwise: readonly Mutant[] = [...arithmetic, ...transcendental];
