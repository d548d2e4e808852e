/**
 * Mutants of the operations that move elements, and of the engine that walks the graph.
 */
import { mutantsOf, type Mutant } from "../mutant.ts";

// prettier-ignore
const movement = mutantsOf("autograd/ops/movement.ts", [
  ["fitted: equal sizes are left", "reduction", `sameShape(g.shape, shape) ? g : sumTo(g, shape)`, `g.shape.length === shape.length ? g : sumTo(g, shape)`],
  ["permute: by itself in place of its inverse", "axis", `permutation.map((_, i) => permutation.indexOf(i)),`, `permutation,`],
  ["permute: reversed", "axis", `permutation.map((_, i) => permutation.indexOf(i)),`, `permutation.map((_, i) => permutation.indexOf(permutation.length - 1 - i)),`],
  ["transpose: the first two axes", "axis", `[...axes.slice(0, -2), rank - 1, rank - 2]`, `[1, 0, ...axes.slice(2)]`],
  ["broadcastTo: the first in place of the sum", "reduction", `(g, { x }) => sumTo(g, x.shape)`, `(g, { x: { shape: from } }) => broadcastTo(slice(g, { start: g.shape.map(() => 0), stop: g.shape.map((n, i) => (i < g.rank - from.length || from[i - (g.rank - from.length)] === 1 ? Math.min(1, n) : n)) }), from)`],
  ["slice: padded from 0", "window", `pad(g, { before: start, shape: x.shape })`, `pad(g, { before: start.map(() => 0), shape: x.shape })`],
  ["slice: padded at the end", "window", `pad(g, { before: start, shape: x.shape })`, `pad(g, { before: start.map((_, i) => x.shape[i] - g.shape[i]), shape: x.shape })`],
  ["pad: sliced from 0", "window", `slice(g, { start: before, stop: before.map((start, axis) => start + x.shape[axis]!) })`, `slice(g, { start: before.map(() => 0), stop: [...x.shape] })`],
  ["sliceAxis: the other axes one short", "window", `(i === at ? stop : length)`, `(i === at ? stop : Math.max(0, length - 1))`],
  ["sliceAxis: start of every axis", "axis", `(i === at ? start : 0)`, `(i <= at ? Math.min(start, x.shape[i]) : 0)`],
]);

// prettier-ignore
const gather = mutantsOf("autograd/ops/gather.ts", [
  ["gather: along the first axis", "axis", `scatterAdd(g, { indices, axis, length: lengthOf(x.shape, axis) })`, `scatterAdd(g, { indices, axis: 0, length: lengthOf(x.shape, axis) })`],
  ["gather: length of the list", "count", `scatterAdd(g, { indices, axis, length: lengthOf(x.shape, axis) })`, `scatterAdd(g, { indices, axis, length: Math.max(indices.length, lengthOf(x.shape, axis)) })`],
  ["gather: indices in reverse", "operand", `scatterAdd(g, { indices, axis, length: lengthOf(x.shape, axis) })`, `scatterAdd(g, { indices: [...indices].reverse(), axis, length: lengthOf(x.shape, axis) })`],
  ["scatterAdd: indices in reverse", "operand", `=> gather(g, { indices, axis })`, `=> gather(g, { indices: [...indices].reverse(), axis })`],
  ["scatterAdd: along the first axis", "axis", `=> gather(g, { indices, axis })`, `=> gather(g, { indices })`],
]);

// prettier-ignore
const join = mutantsOf("autograd/ops/join.ts", [
  ["concat: every slice the first", "window", `sliceAxis(g, axis, from, from + length)`, `sliceAxis(g, axis, 0, length)`],
  ["concat: start of the last", "stale", `sliceAxis(g, axis, from, from + length)`, `sliceAxis(g, axis, start - length, start)`],
  ["concat: slices along the first axis", "axis", `sliceAxis(g, axis, from, from + length)`, `sliceAxis(g, 0, from, from + length)`],
  ["concat: values one column late", "window", `r * row + column)`, `r * row + Math.min(column + 1, row - width))`],
]);

// prettier-ignore
const unfold = mutantsOf("autograd/ops/unfold.ts", [
  ["unfold: pairs swapped", "axis", `typeof value === "number" ? [value, value] : value;`, `typeof value === "number" ? [value, value] : [value[1], value[0]];`],
  ["unfold: folded without padding", "window", `fold(g, { windows, shape: x.shape })`, `fold(g, { windows: { ...windows, padding: [0, 0] }, shape: x.shape })`],
  ["fold: unfolded without padding", "window", `(g, { params }) => unfold(g, params.windows)`, `(g, { params: { windows } }) => unfold(g, { ...windows, padding: [0, 0] })`],
  ["fold: stride swapped", "axis", `(g, { params }) => unfold(g, params.windows)`, `(g, { params: { windows } }) => unfold(g, { ...windows, stride: [windows.stride[1], windows.stride[0]] })`],
]);

// prettier-ignore
const builders = mutantsOf("autograd/builders.ts", [
  ["binary: b by the rule of a", "operand", `    inputs: ["a", "b"],`, `    inputs: ["a", "b"], rules: { a: declaration.rules.a, b: declaration.rules.a },`],
  ["reduction: the cotangent in the shape of x", "axis", `keptShape(x.shape, axes)`, `keptShape(x.shape, [])`],
  ["reduction: kept axes are dropped", "axis", `keepDims ? y : reshapeValues(`, `!keepDims ? y : reshapeValues(`],
  ["composed reduction: kept axes are dropped", "axis", `keepDims ? y : reshape(`, `!keepDims ? y : reshape(`],
]);

// prettier-ignore
const engine = [
  ...mutantsOf("autograd/pullback.ts", [
    ["the last cotangent in place of the sum", "reduction", `before === undefined ? cotangent : add(before, cotangent)`, `cotangent`],
    ["the first cotangent in place of the sum", "reduction", `before === undefined ? cotangent : add(before, cotangent)`, `before ?? cotangent`],
    ["oldest first", "stale", `nodes: nodes.filter((node) => live.has(node)).reverse(), live`, `nodes: nodes.filter((node) => live.has(node)), live`],
    ["a target's own cotangent is dropped", "state", `if (!wanted.has(node)) cotangents.delete(node);`, `cotangents.delete(node);`],
    ["a flat input ends the node", "condition", `if (rule === flat) continue;`, `if (rule === flat) break;`],
    ["element-wise: cotangent not summed", "reduction", `return sumTo(cotangent, shape);`, `return cotangent;`],
    ["blocked edges are walked", "condition", `if (!path.live.has(input) || without?.includes(input)) continue;`, `if (!path.live.has(input)) continue;`],
    ["looks only behind the newest target", "condition", `Math.min(serial, target.serial), Infinity`, `Math.max(serial, target.serial), -Infinity`],
    ["the seed of the first output for all", "operand", `accumulate(cotangents, output, seeds[i]!)`, `accumulate(cotangents, output, seeds[0]!)`],
  ]),
  ...mutantsOf("autograd/operators.ts", [
    ["hvp: gradients for seeds", "operand", `pullback(gradients, forks, vectors)`, `pullback(gradients, forks, gradients)`],
    ["gradients are never nodes of a graph", "constant", `return isSurrounded(leaves) ? f() : untracked(f);`, `return untracked(f);`],
  ], ["tests/autograd/jacobians.test.ts"]),
  ...mutantsOf("autograd/jacobians.ts", [
    ["jacobian: rows in reverse", "axis", `generate(y.shape, (j) => (i === j ? 1 : 0))`, `generate(y.shape, (j) => (y.size - 1 - i === j ? 1 : 0))`],
    ["jacobian: shapes exchanged", "axis", `const shape = [...y.shape, ...x.shape];`, `const shape = [...x.shape, ...y.shape];`],
  ], ["tests/autograd/operators.test.ts"]),
  ...mutantsOf("autograd/functions.ts", [
    ["a vector's parts paired by place", "operand", `const [p, q] = [point[name]!, vector[name]!];`, `const [p, q] = [point[name]!, vector[given[names.indexOf(name)]]!];`],
  ]),
  ...mutantsOf("autograd/variable.ts", [
    ["fork: its value for its cotangent", "operand", `rules: { x: (g) => g }`, `rules: { x: (_, { x }) => new Tensor(x.values) }`],
    ["fork: cut off from what it copies", "constant", `isRecording() && x.tracked ? forked(x) : variable(x)`, `variable(x)`],
    ["fork: the argument itself", "stale", `isRecording() && x.tracked ? forked(x) : variable(x)`, `x.tracked ? x : variable(x)`],
    ["detached: keeps its graph", "state", `return x.tracked ? new Tensor(x.values) : x;`, `return x;`],
  ], ["tests/autograd/operators.test.ts", "tests/autograd/jacobians.test.ts"]),
  ...mutantsOf("autograd/recording.ts", [
    ["recording is not restored", "state", `    state = outside;`, `    state = { ...outside, recording: true };`],
    ["depth is not restored", "state", `    state = outside;`, `    state = { ...outside, depth: inside.depth };`],
    ["laziness is not restored", "state", `    state = outside;`, `    state = { ...outside, lazy: inside.lazy };`],
    ["derivatives do not record inside of untracked", "condition", `scoped({ recording: true, depth: state.depth + 1, lazy: false }`, `scoped({ ...state, depth: state.depth + 1, lazy: false }`],
    ["derivatives are lazy inside of lazily", "state", `depth: state.depth + 1, lazy: false }`, `depth: state.depth + 1, lazy: state.lazy }`],
  ]),
  ...mutantsOf("autograd/primitive.ts", [
    ["records only if all inputs are tracked", "condition", `!isAnyTracked(inputs)`, `!inputs.every((input) => input.tracked)`],
    ["records inside of untracked", "state", `!isRecording() || !isAny`, `!isAny`],
    ["never defers", "condition", `if (!isLazy() || primitive.shape === undefined)`, `if (primitive.name !== "")`],
  ]),
  ...mutantsOf("tensor/tensor.ts", [
    ["deferred: computed at every reading", "state", `      tensor.#deferred = undefined;\n`, ``],
    ["deferred: the newest first", "axis", `a.serial - b.serial`, `b.serial - a.serial`],
    ["deferred: what it depends on is not computed", "state", `if (input.#deferred !== undefined) found.add(input);`, `void input;`],
  ]),
];

export const linearMaps: readonly Mutant[] = [
  ...movement,
  ...gather,
  ...join,
  ...unfold,
  ...builders,
  ...engine,
];
