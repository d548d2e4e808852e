/**
 * Calls that a JavaScript user gets wrong, and what is said: what was found, what was expected, what to do. First every
 * function and class of the package with one argument of a wrong type, then calls whose later arguments are wrong.
 */
import * as bnp from "../../index.ts";
import {
  cnn,
  concat,
  Conv2d,
  crossEntropy,
  grad,
  jacobian,
  Linear,
  maxPool2d,
  mlp,
  Pass,
  probes,
  Random,
  resnet,
  SGD,
  slice,
  sliceAxis,
  stack,
  sum,
  tensor,
  type Tensor,
  UserError,
  variable,
  zeros,
  Parameter,
} from "../../index.ts";

type Loose = (...args: readonly unknown[]) => unknown;
const loose = (f: unknown): Loose => f as Loose;
const t = tensor(2) as unknown as number;
const w = new Parameter("w", tensor([1, 2]));

/** Exports that give a TypeError for a wrong argument, and why they do not look at what they are given. */
const unchecked: readonly { readonly why: string; readonly names: RegExp }[] = [
  {
    why: "kernels and views of strided values, called for every node of a graph; operations check before them",
    names: /(Values|Loop|Shares|[eE]lementsOf|copyOf|valuesOf|isContiguous|DenseGradient|FactoredMatrix)$/,
  },
  {
    why: "arithmetic of shapes, called for every node of a graph",
    names:
      /^(sizeOf|sameShape|shapeText|(kept|dropped|broadcast|product)Shape|broadcastsTo|windowCounts|pairText)$/,
  },
  {
    why: "what an operation or a preconditioner is declared with; the catalogue tests try each declaration",
    names: /^(primitive|composition|unary|binary|windowsOf|toDense|observationOf)$/,
  },
];

/** Functions and classes, those of `probes` and of other records too. */
const callables = Object.entries(bnp).flatMap(([name, value]: [string, unknown]): [string, Loose][] => {
  if (typeof value === "function") return [[name, value as Loose]];
  const parts = Object.entries(value as Record<string, unknown>);
  return parts.flatMap(([key, part]) =>
    typeof part === "function" ? [[`${name}.${key}`, part as Loose]] : [],
  );
});

const wrongLists = [[], [undefined], [null], ["text"], [3], [[]], [{}]];

/** What a call throws that is no sentence for its caller; undefined if nothing. */
function fault(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    const isSentence = error instanceof UserError && /\.$/.test(error.message) && error.message.length > 15;
    return isSentence ? undefined : String(error);
  }
}

const isClass = (f: Loose): boolean => /^class\b/.test(Function.prototype.toString.call(f));
const construct = (type: unknown, ...given: readonly unknown[]): unknown =>
  Reflect.construct(type as Loose, given) as unknown;
const called = (f: Loose, given: readonly unknown[]): unknown =>
  isClass(f) ? construct(f, ...given) : f(...given);
const faults = (f: Loose): readonly string[] =>
  wrongLists.flatMap((given) => fault(() => called(f, given)) ?? []);
const isUnchecked = (name: string): boolean => unchecked.some(({ names }) => names.test(name));

it("finds functions, classes and probes", () => {
  expect(callables.length).toBeGreaterThan(250);
  expect(callables.map(([name]) => name)).toEqual(expect.arrayContaining(["concat", "SGD", "probes.trace"]));
});

it.each(callables.filter(([name]) => !isUnchecked(name)))("%s of a wrong argument", (_name, f) => {
  expect(faults(f)).toEqual([]);
});

it.each(unchecked)("there are functions without a check: $why", ({ names }) => {
  const found = callables.filter(([name]) => names.test(name));
  expect(found.some(([, f]) => faults(f).length > 0)).toBe(true);
});

const x = zeros([2, 2]);
const model = mlp({ sizes: [2, 3, 2], activation: "tanh", random: Random.stream(0, "weights") });
const loss = (pass: Pass): Tensor => sum(model.forward(x, pass));
const h = probes.hessian(loss, model.parameters(), Pass.training());

it.each<[string, () => unknown]>([
  ["concat of a list of numbers", () => loose(concat)([1, 2])],
  ["stack of lists", () => loose(stack)([[1], [2]])],
  ["concat along a word", () => loose(concat)([x], "rows")],
  ["sliceAxis without bounds", () => loose(sliceAxis)(x, 0)],
  ["Conv2d(1)", () => construct(Conv2d, 1)],
  ["Linear of words", () => construct(Linear, "2", "3", { random: Random.stream(0, "w") })],
  ["SGD of tensors", () => construct(SGD, [x], { learningRate: 0.1 })],
  ["SGD without options", () => construct(SGD, [w])],
  [
    "mlp of sizes in words",
    () => loose(mlp)({ sizes: ["a", "b"], activation: "tanh", random: Random.stream(0, "w") }),
  ],
  ["mlp without a stream", () => loose(mlp)({ sizes: [2, 3], activation: "tanh" })],
  ["cnn of a shape alone", () => loose(cnn)({ shape: [1, 4, 4] })],
  ["resnet of a shape alone", () => loose(resnet)({ shape: [1, 8, 8] })],
  ["mseLoss of one", () => loose(bnp.mseLoss)(x)],
  ["crossEntropy of no labels", () => loose(crossEntropy)(x)],
  ["crossEntropy of an object", () => loose(crossEntropy)(x, {})],
  ["binaryCrossEntropyWithLogits of words", () => loose(bnp.binaryCrossEntropyWithLogits)(x, ["a", "b"])],
  ["grad of a function of no tensor", () => loose(grad(loose(() => 3) as never))(x)],
  ["hvp of a word", () => loose(loose(bnp.hvp)(sum))(x, "v")],
  ["hvp without v", () => loose(loose(bnp.hvp)(sum))(x)],
  ["hvp of arguments at once", () => loose(bnp.hvp)(sum, 3)],
  ["jvp without a direction", () => loose(bnp.jvp)(sum, x)],
  ["jvp of numbers", () => loose(bnp.jvp)(sum, [1, 2], [3, 4])],
  ["vjp without a cotangent", () => loose(bnp.vjp(sum, x).pull)()],
  ["hessian of a number", () => loose(bnp.hessian(sum))(3)],
  ["jacobian of a list", () => loose(bnp.jacobian(sum))([1])],
  ["probes.hessian of a loss alone", () => loose(probes.hessian)(loss)],
  ["probes.hessian without parameters", () => loose(probes.hessian)(loss, undefined, Pass.training())],
  ["probes.hessian of tensors", () => loose(probes.hessian)(loss, [x], Pass.training())],
  ["probes.hessian of no function", () => loose(probes.hessian)(3, model.parameters(), Pass.training())],
  [
    "probes.gaussNewton without a loss",
    () => loose(probes.gaussNewton)(loss, 3, model.parameters(), Pass.training()),
  ],
  ["a look that returns a number", () => loose(probes.hessian)(() => 3, model.parameters(), Pass.training())],
  ["layerCondition of a word", () => loose(probes.layerCondition)(h, "x")],
  ["layerCondition of no operator", () => loose(probes.layerCondition)(3, model.layers[0])],
  ["closedFormBlock of no operator", () => loose(probes.closedFormBlock)({}, model.layers[0])],
  ["layerBlock of no operator", () => loose(probes.layerBlock)("h", model.layers[0])],
  ["neuronBlock of a word", () => loose(probes.neuronBlock)(h, model.layers[0], "first")],
  ["submatrix of a number", () => loose(probes.submatrix)(h, 3)],
  ["preconditioned by a word", () => loose(probes.preconditioned)(h, "P")],
  ["congruence of one", () => loose(probes.congruence)(h)],
  ["tridiagonalize from a word", () => loose(probes.tridiagonalize)(h, "v", 3)],
  ["predictedNullity of a word", () => loose(probes.predictedNullity)(model, "x")],
])("%s is refused in a sentence", (_name, call) => {
  expect(call).toThrow(UserError);
  expect(fault(call)).toBeUndefined();
});

const random = Random.stream(0, "weights");
const layers = [
  model,
  new Linear(2, 2, { random }),
  new bnp.Conv1d(1, 1, 1, { random }),
  new Conv2d(1, 1, 1, { random }),
  new bnp.BatchNorm1d(2),
  new bnp.BatchNorm2d(2),
  new bnp.BatchRenorm(2),
  new bnp.LayerNorm(2),
  new bnp.GroupNorm(1, 2),
  new bnp.InstanceNorm(2),
  new bnp.MaxPool2d(2),
  new bnp.AvgPool2d(2),
  new bnp.GlobalAvgPool2d(),
  new bnp.Flatten(),
  new bnp.Unflatten([2]),
  new bnp.Activation("relu"),
  new bnp.Residual(new bnp.Activation("relu")),
].map((layer): [string, Loose] => [layer.who(), loose(layer.forward.bind(layer))]);

it.each(layers)("%s of an input that is no tensor", (_name, forward) => {
  for (const given of [undefined, null, "text", [[1, 2]], {}])
    expect(() => forward(given)).toThrow(UserError);
});

it.each<[string, () => unknown, string]>([
  [
    "step without a pass",
    () => loose((l: never, p: never) => new SGD([w], { learningRate: 0.1 }).step(l, p))(sum(w.tensor)),
    "the pass is undefined. Call step(loss, pass)",
  ],
  ["mlp({})", () => loose(mlp)({}), "mlp: sizes is undefined, expected a list."],
  ["mlp()", () => loose(mlp)(), "mlp: the options are undefined."],
  ["cnn({})", () => loose(cnn)({}), "cnn: shape is undefined, expected a list."],
  ["resnet()", () => loose(resnet)(), "resnet: the options are undefined."],
  ["slice of pairs", () => loose(slice)(zeros([8]), [[0, 8]]), "expected something like {"],
  ["a kernel without its name", () => loose(maxPool2d)(zeros([1, 1, 4, 4]), 2), "expected { kernel: 2 }"],
  [
    "grad of two arguments",
    () => loose(grad)((a: never, _b: never) => a),
    "the function takes 2 arguments, expected one.",
  ],
  ["grad of a number", () => loose(grad(sum))([1, 2]), "expected a tensor, a list or a record"],
  ["jacobian of no function", () => loose(jacobian)(tensor(1)), "expected a function of tensors"],
  ["labels as a tensor", () => loose(crossEntropy)(zeros([2, 2]), tensor([0, 1])), "Give labels.toArray()."],
  [
    "a Float32Array",
    () => loose(tensor)(new Float32Array(2)),
    "found a Float32Array. Give Float64Array.from(…) of it.",
  ],
  ["t + 1", () => t + 1, "Use add(a, b)"],
  ["-t", () => -t, "Use add(a, b)"],
  ["t < 1", () => t < 1, "Use add(a, b)"],
])("%s", (_name, call, words) => {
  expect(call).toThrow(UserError);
  expect(call).toThrow(words);
});

const printed = (x: unknown): string => `<${x as string}>`;

it("a tensor in a template still prints", () => {
  expect(printed(tensor([1, 2]))).toBe("<Tensor [2] [1, 2]>");
  expect(printed(variable(tensor(3)))).toBe("<Tensor [] 3>");
});
