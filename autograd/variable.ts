/**
 * Tensors by themselves in a graph: variables, forks of them, and values cut off from it.
 */
import { checkArgument } from "../lib/index.ts";
import { Tensor } from "../tensor/index.ts";
import { primitive } from "./primitive.ts";
import { isRecording } from "./recording.ts";

const forked = primitive({ name: "fork", inputs: ["x"], forward: ({ x }) => x, rules: { x: (g) => g } });

/**
 * A tracked tensor with the given values: a leaf that derivatives can be taken with respect to.
 * @example
 * const x = variable(tensor([1, 2]));
 * pullback(sum(square(x)), [x])[0]; // → Tensor [2] [2, 4]
 */
export function variable(x: Tensor): Tensor {
  checkArgument("variable", "x", x, Tensor);
  return new Tensor(x.values, undefined, true);
}

/**
 * A fresh tracked node with x's value, connected to x where x is tracked.
 * @example
 * const x = fork(tensor([1, 2]));
 * x.tracked; // → true
 */
export function fork(x: Tensor): Tensor {
  checkArgument("fork", "x", x, Tensor);
  return isRecording() && x.tracked ? forked(x) : variable(x);
}

/**
 * The same value, without its origin.
 * @example
 * grad((x) => sum(mul(x, detached(x))))(tensor([3])); // → Tensor [1] [3]
 */
export function detached(x: Tensor): Tensor {
  checkArgument("detached", "x", x, Tensor);
  return x.tracked ? new Tensor(x.values) : x;
}
