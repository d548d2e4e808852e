/**
 * Mutants of layers and losses.
 */
import { fixed, mutantsOf, type Mutant } from "../mutant.ts";

// prettier-ignore
const normalizations = [
  ...mutantsOf("layers/batch-norm.ts", [
    ["evaluation: ε forgotten", "epsilon", `reciprocalSqrt(add(variance, this.eps))`, `reciprocalSqrt(variance)`],
    ["evaluation: not centred", "operand", `mul(sub(x, perChannel(mean, x.shape)), perChannel(scale, x.shape))`, `mul(x, perChannel(scale, x.shape))`],
    ["evaluation: mean of the wrong sign", "sign", `mul(sub(x, perChannel(mean, x.shape)), perChannel(scale, x.shape))`, `mul(add(x, perChannel(mean, x.shape)), perChannel(scale, x.shape))`],
    ["training: over channels", "axis", `x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);`, `x.shape.map((_, axis) => axis).filter((axis) => axis !== 0);`],
    ["training: places apart", "axis", `x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);`, `[0];`],
    ["training: ε as unless given", "epsilon", `standardizeWithStatistics(x, axes, this.eps)`, `standardizeWithStatistics(x, axes, 1e-5)`],
    ["training: statistics as constants", "constant", `return pass.training ? this.corrected(out, moments) : out;`, `return pass.training ? mul(sub(x, perChannel(${fixed("moments.mean")}, x.shape)), perChannel(${fixed("reciprocalSqrt(add(moments.variance, this.eps))")}, x.shape)) : out;`],
    ["training: by the running statistics", "stale", `pass.statistics === "batch" ? this.#byBatch(x, pass) : this.#byGiven(x, pass)`, `pass.statistics === "batch" && !pass.training ? this.#byBatch(x, pass) : this.#byGiven(x, pass)`],
    ["the forward pass changes the layer", "state", `    pass.onStep(() => {\n      this.#running.absorb(copyOf(mean.values), copyOf(variance.values), values, this.momentum);\n    });`, `    this.#running.absorb(copyOf(mean.values), copyOf(variance.values), values, this.momentum);`],
    ["a batch of one is let pass", "condition", `if (values < 2) {`, `if (values < 1) {`],
    ["γ and β exchanged", "operand", `add(mul(normal, perChannel(this.weight.tensor, x.shape)), perChannel(this.bias.tensor, x.shape))`, `add(mul(normal, perChannel(this.bias.tensor, x.shape)), perChannel(this.weight.tensor, x.shape))`],
    ["β forgotten", "operand", `add(mul(normal, perChannel(this.weight.tensor, x.shape)), perChannel(this.bias.tensor, x.shape))`, `mul(normal, perChannel(this.weight.tensor, x.shape))`],
    ["moments are not published", "state", `    pass.recordMoments(this, moments);\n`, ``],
    ["batchStatistics: by the running ones", "stale", `Pass.evaluation({ statistics: "batch" })`, `Pass.evaluation()`],
    ["running: handed out to be written into", "state", `mean: this.#running.mean.slice()`, `mean: this.#running.mean`],
  ], ["tests/layers/state.test.ts", "tests/layers/batch-renorm.test.ts", "tests/laws/forward-pass.test.ts"]),
  ...mutantsOf("layers/running-statistics.ts", [
    ["variance: biased", "count", `values / (values - 1)`, `1`],
    ["variance: inverted correction", "count", `values / (values - 1)`, `(values - 1) / values`],
    ["mean: corrected too", "count", `blend(this.#mean, mean, 1)`, `blend(this.#mean, mean, values / (values - 1))`],
    ["momentum of the old", "factor", `(1 - momentum) * value + momentum * factor * now[i]!`, `momentum * value + (1 - momentum) * factor * now[i]!`],
    ["never blended", "state", `(1 - momentum) * value + momentum * factor * now[i]!`, `factor * now[i]!`],
    ["steps are not saved", "state", `steps: this.#steps,`, `steps: 0,`],
  ], ["tests/layers/batch-norm.test.ts", "tests/layers/state.test.ts", "tests/layers/batch-renorm.test.ts"]),
  ...mutantsOf("layers/batch-renorm.ts", [
    ["r: inverted", "factor", `clip(Math.sqrt(v[c]! + this.eps) / s, 1 / scale, scale)`, `clip(s / Math.sqrt(v[c]! + this.eps), 1 / scale, scale)`],
    ["r: ε forgotten", "epsilon", `Math.sqrt(v[c]! + this.eps) / s`, `Math.sqrt(v[c]!) / s`],
    ["r: lower clip forgotten", "condition", `1 / scale, scale)`, `0, scale)`],
    ["σ: ε forgotten", "epsilon", `Math.sqrt(s + this.eps));`, `Math.sqrt(s));`],
    ["d: sign", "sign", `(m[c]! - running.mean[c]!) / s`, `(running.mean[c]! - m[c]!) / s`],
    ["d: by the batch's deviation", "operand", `clip((m[c]! - running.mean[c]!) / s, -shift, shift)`, `clip((m[c]! - running.mean[c]!) / Math.sqrt(v[c]! + this.eps), -shift, shift)`],
    ["d: before r", "operand", `add(mul(standardized, perChannel(tensor(r), shape)), perChannel(tensor(d), shape))`, `mul(add(standardized, perChannel(tensor(d), shape)), perChannel(tensor(r), shape))`],
    ["clips: opened at once", "condition", `Math.min(1, past / Math.max(1, this.opening))`, `1`],
    ["clips: one step late", "window", `const past = this.steps - this.closed;`, `const past = this.steps - this.closed - 1;`],
    ["clips: r_max to 2", "factor", `scale: 1 + 2 * open`, `scale: 1 + open`],
  ]),
  ...mutantsOf("layers/group-norm.ts", [
    ["groups: over the groups", "axis", `standardizeWithStatistics(reshape(x, [n, groups, members]), [2], eps)`, `standardizeWithStatistics(reshape(x, [n, groups, members]), [1], eps)`],
    ["groups: members for groups", "axis", `reshape(x, [n, groups, members])`, `reshape(x, [n, members, groups])`],
    ["groups: over the examples too", "axis", `[2], eps)`, `[0, 2], eps)`],
    ["ε as unless given", "epsilon", `[2], eps)`, `[2], 1e-5)`],
    ["the layer's ε is not used", "epsilon", `{ groups: this.groups, eps: this.eps }`, `{ groups: this.groups }`],
    ["InstanceNorm: one group", "count", `super(features, features, options)`, `super(1, features, options)`],
    ["weight and bias exchanged", "operand", `perChannel(weight, x.shape));\n    return add(scaled, perChannel(bias, x.shape));`, `perChannel(bias, x.shape));\n    return add(scaled, perChannel(weight, x.shape));`],
  ]),
  ...mutantsOf("layers/layer-norm.ts", [
    ["the layer's ε is not used", "epsilon", `{ eps: this.eps }`, `{}`],
    ["weight and bias exchanged", "operand", `layerNorm(x, this.weight.tensor, this.bias.tensor`, `layerNorm(x, this.bias.tensor, this.weight.tensor`],
    ["γ from 0", "state", `new Parameter("weight", ones([features]))`, `new Parameter("weight", zeros([features]))`],
    ["ε of 1e-3 unless given", "epsilon", `eps = 1e-5`, `eps = 1e-3`],
  ]),
];

// prettier-ignore
const others = [
  ...mutantsOf("layers/losses.ts", [
    ["crossEntropy: sign of the gradient", "sign", `mul(g, 1 / params.length)`, `mul(g, -1 / params.length)`],
    ["crossEntropy: the gradient of the sum", "count", `mul(g, 1 / params.length)`, `g`],
    ["crossEntropy: by all logits", "count", `mul(g, 1 / params.length)`, `mul(g, 1 / logits.size)`],
    ["crossEntropy: labels of the row before", "window", `j * classes! + label;`, `Math.max(0, j - 1) * classes! + label;`],
    ["crossEntropy: the shares as constants at order 3", "constant", `softmaxDerivative(x, g)`, `softmaxDerivative(${fixed("x")}, g)`],
    ["crossEntropy: softmax over the batch at order 2", "axis", `softmaxDerivative(x, g)`, `softmaxDerivative(x, g, 0)`],
    ["binaryCrossEntropy: sign inside", "sign", `part(t[i]!, -logit)`, `part(t[i]!, logit)`],
    ["binaryCrossEntropy: targets exchanged", "operand", `part(t[i]!, -logit) + part(1 - t[i]!, logit)`, `part(1 - t[i]!, -logit) + part(t[i]!, logit)`],
    ["mseLoss: the sum for the mean", "reduction", `mean(square(sub(a, b)))`, `sum(square(sub(a, b)))`],
    ["mseLoss: halved", "factor", `mean(square(sub(a, b)))`, `mul(0.5, mean(square(sub(a, b))))`],
    ["mseLoss: sign of b", "sign", `mean(square(sub(a, b)))`, `mean(square(add(a, b)))`],
  ]),
  ...mutantsOf("layers/dropout.ts", [
    ["not rescaled", "factor", `const kept = 1 / (1 - this.probability);`, `const kept = 1;`],
    ["rescaled by 1/p", "factor", `const kept = 1 / (1 - this.probability);`, `const kept = 1 / this.probability;`],
    ["drops what it should keep", "condition", `random.uniform() < this.probability`, `random.uniform() > this.probability`],
    ["also in evaluation", "condition", `pass?.training !== true || this.probability === 0`, `pass === undefined || this.probability === 0`],
  ]),
  ...mutantsOf("layers/linear.ts", [
    ["the use is not published", "state", `    pass?.recordUse({ weight, bias, rows, input, channels: input, output, gradient: "factored" });\n`, ``],
    ["rows of the batch, not of H", "count", `const rows = input.shape[0]!;`, `const rows = x.shape[0]!;`],
    ["two preconditioners for one map", "state", `new Parameter("bias", zeros([outputs]), shared)`, `new Parameter("bias", zeros([outputs]), preconditioner.create({ inputs, outputs: 1, bias, layer: this.describe() }))`],
    ["leading axes lost", "axis", `reshape(output, [...lead, this.outputs])`, `output`],
  ]),
  ...mutantsOf("layers/convolution.ts", [
    ["rows: the batch alone", "count", `rows: x.shape[0]! * counts[0] * counts[1],`, `rows: x.shape[0]!,`],
    ["channels in the wrong place", "axis", `permute(x, [0, 2, 3, 1])`, `x`],
    ["windows of the input: no stride", "window", `return unfold(x, windows);`, `return unfold(x, { ...windows, stride: [1, 1] });`],
    ["fan-out without the kernel", "count", `(outputs / groups) * this.kernel[0] * this.kernel[1],`, `outputs / groups,`],
    ["Conv1d: padding across", "axis", `padding: [0, padding],`, `padding: [padding, 0],`],
  ], ["tests/layers/convolution-1d.test.ts"]),
  ...mutantsOf("layers/initializers.ts", [
    ["xavier: half the variance", "factor", `Math.sqrt(6 / (inputs + fanOut))`, `Math.sqrt(3 / (inputs + fanOut))`],
    ["xavier: outputs twice", "count", `Math.sqrt(6 / (inputs + fanOut))`, `Math.sqrt(6 / (outputs + fanOut))`],
    ["he: by the outputs", "count", `Math.sqrt(2 / inputs)`, `Math.sqrt(2 / outputs)`],
    ["he: variance for deviation", "factor", `Math.sqrt(2 / inputs)`, `2 / inputs`],
  ]),
  ...mutantsOf("layers/residual.ts", [
    ["the shortcut is left out", "operand", `return add(through, past);`, `return through;`],
    ["the shortcut of the body's output", "operand", `this.shortcut ? this.shortcut.forward(x, pass) : x`, `this.shortcut ? this.shortcut.forward(x) : x`],
  ]),
  ...mutantsOf("layers/pass.ts", [
    ["effects without a step", "state", `if (this.training) this.#effects.push(effect);`, `effect();`],
    ["effects of an evaluation", "condition", `if (this.training) this.#effects.push(effect);`, `this.#effects.push(effect);`],
    ["a second step is let pass", "condition", `    this.#committed = true;\n`, ``],
    ["evaluation normalises by the batch", "stale", `options.statistics ?? "running"`, `options.statistics ?? "batch"`],
  ], ["tests/layers/batch-norm.test.ts"]),
];

export const layers: readonly Mutant[] = [...normalizations, ...others];
