/**
 * Calls that a JavaScript user gets wrong, and what is said: what was found, what was expected, what to do.
 */
import {
  cnn,
  crossEntropy,
  grad,
  jacobian,
  maxPool2d,
  mlp,
  resnet,
  SGD,
  slice,
  sum,
  tensor,
  UserError,
  variable,
  zeros,
  Parameter,
} from "../../index.ts";

type Loose = (...args: readonly unknown[]) => unknown;
const loose = (f: unknown): Loose => f as Loose;
const t = tensor(2) as unknown as number;
const w = new Parameter("w", tensor([1, 2]));

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

it("a tensor in a template still prints", () => {
  expect(`${tensor([1, 2])}`).toBe("Tensor [2] [1, 2]");
  expect(`${variable(tensor(3))}`).toBe("Tensor [] 3");
});
