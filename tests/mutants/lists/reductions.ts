/**
 * Mutants of reductions, products, standardisation, convolution and pooling.
 */
import { fixed, mutantsOf, type Mutant } from "../mutant.ts";

// prettier-ignore
const reduce = mutantsOf("autograd/ops/reduce.ts", [
  ["mean: N − 1 for N", "count", `div(sumKept(x, axes), count)`, `div(sumKept(x, axes), Math.max(1, count - 1))`],
  ["mean: by all elements", "count", `div(sumKept(x, axes), count)`, `div(sumKept(x, axes), x.size)`],
  ["max: to the losers", "operand", `mul(g, tieShare(x, axes))`, `mul(g, sub(1, tieShare(x, axes)))`],
  ["max: shares over all axes", "axis", `mul(g, tieShare(x, axes))`, `mul(g, tieShare(x, x.shape.map((_, axis) => axis)))`],
  ["max: each of tied elements takes all", "tie", `mul(g, tieShare(x, axes))`, `mul(g, div(tieShare(x, axes), max(tieShare(x, axes), { axes, keepDims: true })))`],
  ["min: sign inside", "sign", `neg(max(neg(x), { axes, keepDims: true }))`, `max(neg(x), { axes, keepDims: true })`],
  ["min: as max", "sign", `neg(max(neg(x), { axes, keepDims: true }))`, `max(x, { axes, keepDims: true })`],
  ["prod: the unpaired forgotten", "operand", `unpaired === undefined ? factors : mul(factors, unpaired)`, `factors`],
  ["prod: the last unpaired only", "operand", `unpaired === undefined ? last : mul(unpaired, last)`, `last`],
  ["prod: halves overlap", "window", `sliceAxis(factors, 1, half, 2 * half)`, `sliceAxis(factors, 1, half - 1, 2 * half - 1)`],
  ["prod: axes in another order", "axis", `permute(x, [...kept, ...axes])`, `permute(x, [...axes, ...kept])`],
  ["prod: one half as a constant", "constant", `factors = mul(sliceAxis(factors, 1, 0, half), sliceAxis(factors, 1, half, 2 * half));`, `factors = mul(${fixed("sliceAxis(factors, 1, 0, half)")}, sliceAxis(factors, 1, half, 2 * half));`],
], ["tests/laws/autodiff-ties.test.ts", "tests/laws/autodiff-tails.test.ts"]);

// prettier-ignore
const softmax = mutantsOf("autograd/ops/softmax.ts", [
  ["logSumExp: constant shares", "constant", `mul(g, softmax(x, axes))`, `mul(g, ${fixed("softmax(x, axes)")})`],
  ["logSumExp: to the largest", "operand", `mul(g, softmax(x, axes))`, `mul(g, tieShare(x, axes))`],
  ["logSumExp: by the first axis", "axis", `mul(g, softmax(x, axes))`, `mul(g, softmax(x, axes.slice(0, 1)))`],
  ["softmax: from no largest", "tail", `const fromLargest = sub(v, sumKept(mul(v, tieShare(x, axes)), axes));`, `const fromLargest = v;`],
  ["softmax: from its own tie", "reduction", `const fromLargest = sub(v, sumKept(mul(v, tieShare(x, axes)), axes));`, `const fromLargest = sub(v, mul(v, tieShare(x, axes)));`],
  ["softmax: shares as constants", "constant", `x: (g, { x, params }) => softmaxDerivative(x, g, params)`, `x: (g, { x, params }) => softmaxDerivative(${fixed("x")}, g, params)`],
  ["shareMissing: sign", "sign", `neg(softmaxDerivative(x, g, params))`, `softmaxDerivative(x, g, params)`],
  ["logSoftmax: g for its sum", "reduction", `const total = sumKept(g, params);`, `const total = g;`],
  ["logSoftmax: sign of what is missing", "sign", `add(sub(g, mul(tieShare(x, params), total)), mul(shareMissing(x, params), total))`, `sub(sub(g, mul(tieShare(x, params), total)), mul(shareMissing(x, params), total))`],
  ["logSoftmax: by the shares themselves", "tail", `add(sub(g, mul(tieShare(x, params), total)), mul(shareMissing(x, params), total))`, `sub(g, mul(softmax(x, params), total))`],
  ["logSoftmax: what is missing as a constant", "constant", `mul(shareMissing(x, params), total)`, `mul(${fixed("shareMissing(x, params)")}, total)`],
  ["softmax: along the first axis", "axis", `axesOf("softmax", along, x.rank)`, `[0]`],
  ["softmaxDerivative, x: one of the two not centred", "reduction", `mul(centred(g, x, params), centred(v, x, params))`, `mul(g, centred(v, x, params))`],
  ["softmaxDerivative, x: the other not centred", "reduction", `mul(centred(g, x, params), centred(v, x, params))`, `mul(centred(g, x, params), v)`],
  ["softmaxDerivative, x: the direction as a constant", "constant", `mul(centred(g, x, params), centred(v, x, params))`, `mul(centred(g, x, params), ${fixed("centred(v, x, params)")})`],
  ["softmaxDerivative, v: as it came", "operand", `v: (g, { x, params }) => softmaxDerivative(x, g, params)`, `v: (g) => g`],
  ["softmaxDerivative: centred without shares", "reduction", `sumKept(mul(fromLargest, softmax(x, axes)), axes)`, `sumKept(fromLargest, axes)`],
], ["tests/laws/autodiff-ties.test.ts", "tests/laws/autodiff-tails.test.ts"]);

// prettier-ignore
const product = mutantsOf("autograd/ops/product.ts", [
  ["matmul, a: not transposed", "operand", `a: (g, { a, b }) => fitted(matmul(g, transpose(b)), a.shape)`, `a: (g, { a, b }) => sumTo(matmul(g, b.shape.at(-1) === b.shape.at(-2) ? b : transpose(b)), a.shape)`],
  ["matmul, b: not transposed", "operand", `b: (g, { a, b }) => fitted(matmul(transpose(a), g), b.shape)`, `b: (g, { a, b }) => sumTo(matmul(a.shape.at(-1) === a.shape.at(-2) ? a : transpose(a), g), b.shape)`],
  ["matmul, a: leading axes not summed", "reduction", `fitted(matmul(g, transpose(b)), a.shape)`, `matmul(g, transpose(b))`],
  ["matmul, b: leading axes not summed", "reduction", `fitted(matmul(transpose(a), g), b.shape)`, `matmul(transpose(a), g)`],
  ["matmul, a: b as a constant", "constant", `fitted(matmul(g, transpose(b)), a.shape)`, `sumTo(matmul(g, transpose(${fixed("b")})), a.shape)`],
  ["affine, weight: not transposed", "operand", `    weight: (g, { x }) => matmul(transpose(g), x),\n    bias`, `    weight: (g, { x, weight }) => (g.shape[0] === g.shape[1] && g.shape[0] === x.shape[0] ? matmul(g, x) : matmul(transpose(g), x)),\n    bias`],
  ["affine, x: weight transposed", "operand", `    x: (g, { weight }) => matmul(g, weight),\n    weight: (g, { x }) => matmul(transpose(g), x),\n    bias`, `    x: (g, { weight }) => matmul(g, weight.shape[0] === weight.shape[1] ? transpose(weight) : weight),\n    weight: (g, { x }) => matmul(transpose(g), x),\n    bias`],
  ["affine, bias: the mean of the rows", "count", `bias: (g, { bias }) => sumTo(g, bias.shape)`, `bias: (g, { bias }) => mul(1 / Math.max(1, g.shape[0]), sumTo(g, bias.shape))`],
  ["linear, weight: doubled", "factor", `    x: (g, { weight }) => matmul(g, weight),\n    weight: (g, { x }) => matmul(transpose(g), x),\n  },`, `    x: (g, { weight }) => matmul(g, weight),\n    weight: (g, { x }) => mul(2, matmul(transpose(g), x)),\n  },`],
  ["linear, x: sign", "sign", `    x: (g, { weight }) => matmul(g, weight),\n    weight: (g, { x }) => matmul(transpose(g), x),\n  },`, `    x: (g, { weight }) => mul(-1, matmul(g, weight)),\n    weight: (g, { x }) => matmul(transpose(g), x),\n  },`],
  ["dot: a sum of a alone", "operand", `sum(mul(a, b)),`, `sum(mul(a, a)),`],
]);

// prettier-ignore
const moments = mutantsOf("autograd/ops/moments.ts", [
  ["variance: sign of ddof", "sign", `div(squares, count - ddof)`, `div(squares, count + ddof)`],
  ["variance: ddof always 1", "count", `div(squares, count - ddof)`, `div(squares, count - 1)`],
  ["variance: by all elements", "count", `div(squares, count - ddof)`, `div(squares, input.size - ddof)`],
  ["the second moment for the variance", "operand", `sum(square(centred), over)`, `sum(square(x), over)`],
  ["the mean as a constant", "constant", `const centred = sub(x, center);`, `const centred = sub(x, ${fixed("center")});`],
  ["never shifted or scaled", "tail", `if (!safe.includes(false)) return`, `if (safe.length >= 0) return`],
  ["the offset forgotten in the mean", "operand", `div(add(y.mean, offset), scale)`, `div(y.mean, scale)`],
  ["not scaled back", "factor", `minimum(div(div(x, scale), scale), Number.MAX_VALUE)`, `minimum(div(x, scale), Number.MAX_VALUE)`],
  ["shifted only where something overflows", "tail", `means[i]! * means[i]! <= largestRatio * largestRatio * variance`, `means[i]! * means[i]! < Infinity`],
], ["tests/laws/extreme-statistics.test.ts"]);

// prettier-ignore
const normalize = mutantsOf("autograd/ops/normalize.ts", [
  ["ε forgotten", "epsilon", `mul(centred, reciprocalSqrt(add(variance, damping)))`, `mul(centred, reciprocalSqrt(variance))`],
  ["ε doubled", "epsilon", `mul(centred, reciprocalSqrt(add(variance, damping)))`, `mul(centred, reciprocalSqrt(add(variance, mul(2, damping))))`],
  ["ε outside of the root", "epsilon", `mul(centred, reciprocalSqrt(add(variance, damping)))`, `mul(centred, add(reciprocalSqrt(variance), damping))`],
  ["the variance as a constant", "constant", `reciprocalSqrt(add(variance, damping))`, `reciprocalSqrt(add(${fixed("variance")}, damping))`],
  ["not centred", "operand", `out: mul(centred, reciprocalSqrt`, `out: mul(x, reciprocalSqrt`],
  ["N − 1 for N", "count", `div(squares, x.size / mean.size)`, `div(squares, Math.max(1, x.size / mean.size - 1))`],
  ["batchNorm: channels on the first axis", "axis", `const others = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);`, `const others = x.shape.map((_, axis) => axis).filter((axis) => axis !== 0);`],
  ["batchNorm: examples apart", "axis", `.filter((axis) => axis !== 1);`, `.filter((axis) => axis !== 1 && (axis > 0 || x.rank === 2));`],
  ["batchNorm: weight and bias exchanged", "operand", `add(mul(out, reshape(weight, channels)), reshape(bias, channels))`, `add(mul(out, reshape(bias, channels)), reshape(weight, channels))`],
  ["batchNorm: ε as unless given", "epsilon", `standardizeWithStatistics(x, others, eps)`, `standardizeWithStatistics(x, others, 1e-5)`],
  ["layerNorm: over the last axis alone", "axis", `weight.shape.map((_, i) => -1 - i)`, `[-1]`],
  ["layerNorm: scaled after the shift", "operand", `return add(mul(out, weight), bias);`, `return mul(add(out, bias), weight);`],
]);

// prettier-ignore
const convolution = mutantsOf("autograd/ops/convolution.ts", [
  ["correlate, x: padding forgotten", "window", `convTranspose(g, weight, { windows: params, shape: x.shape }),\n  weight: (g, { x, params }) => convWeight(x, g, params),`, `convTranspose(g, weight, { windows: { ...params, padding: [0, 0] }, shape: x.shape }),\n  weight: (g, { x, params }) => convWeight(x, g, params),`],
  ["correlate, weight: stride swapped", "axis", `weight: (g, { x, params }) => convWeight(x, g, params),`, `weight: (g, { x, params }) => convWeight(x, g, { ...params, stride: [params.stride[1], params.stride[0]] }),`],
  ["correlate, weight: x as a constant", "constant", `weight: (g, { x, params }) => convWeight(x, g, params),`, `weight: (g, { x, params }) => convWeight(${fixed("x")}, g, params),`],
  ["conv2d, bias: not over the images", "reduction", `sum(g, { axes: [0, 2, 3] })`, `sum(g.shape[0] === 1 ? g : sliceAxis(g, 0, 0, 1), { axes: [0, 2, 3] })`],
  ["conv2d, bias: over the wrong axes", "axis", `sum(g, { axes: [0, 2, 3] })`, `sum(g, { axes: [1, 2, 3] })`],
  ["convTranspose, weight: dilation forgotten", "operand", `weight: (g, { y, params }) => convWeight(g, y, params.windows),`, `weight: (g, { y, params }) => convWeight(g, y, { ...params.windows, dilation: [1, 1] }),`],
  ["convTranspose, y: w as a constant", "constant", `y: (g, { weight, params }) => correlate(g, weight, params.windows),`, `y: (g, { weight, params }) => correlate(g, ${fixed("weight")}, params.windows),`],
  ["convTranspose, y: doubled", "factor", `y: (g, { weight, params }) => correlate(g, weight, params.windows),`, `y: (g, { weight, params }) => correlate(concat([g, g], 1), concat([weight, weight], 1), params.windows),`],
  ["convWeight, y: padding swapped", "axis", `y: (g, { x, params }) => correlate(x, g, params),`, `y: (g, { x, params }) => correlate(x, g, { ...params, padding: [params.padding[1], params.padding[0]] }),`],
  ["groups: slices of the first", "window", `sliceAxis(t, axis, group * size, (group + 1) * size)`, `sliceAxis(t, axis, 0, size)`],
  ["groups: joined along the images", "axis", `concat(parts, 1)`, `concat(parts, 0)`],
  ["windowsOf: dilation forgotten", "window", `dilation: pairOf(who, "dilation", options.dilation ?? 1, 1),`, `dilation: [1, 1],`],
  ["conv1d: padding across the wrong axis", "axis", `padding: [0, padding],`, `padding: [padding, 0],`],
]);

// prettier-ignore
const pooling = mutantsOf("autograd/ops/pooling.ts", [
  ["stride: 1 unless given", "window", `options.stride ?? kernel, 1)`, `options.stride ?? 1, 1)`],
  ["maxPool2d: to all of a window", "operand", `unpool(g, maxShares(x.values, out.values, params))`, `unpool(g, meanShares(x.shape, params))`],
  ["globalAvgPool2d: over channels", "axis", `mean(x, { axes: [2, 3] })`, `mean(x, { axes: [1, 3] })`],
  ["pool: rule on the output's shares", "operand", `(g, { params }) => unpool(g, params)`, `(g, { params }) => unpool(g, { ...params, shares: params.shares.map(() => 1) })`],
  ["unpool: rule without shares", "operand", `(g, { params }) => pool(g, params)`, `(g, { params }) => pool(g, { ...params, shares: params.shares.map(() => 1) })`],
  ["padding: more than half is let pass", "condition", `2 * p > kernel[axis]!`, `p > kernel[axis]!`],
]);

export const reductions: readonly Mutant[] = [
  ...reduce,
  ...softmax,
  ...product,
  ...moments,
  ...normalize,
  ...convolution,
  ...pooling,
];
