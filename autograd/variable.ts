/**
 * Tensors by themselves in a graph: variables, forks of them, and values cut off from it.
 */
import { checkArgument } from "../lib/index.ts";
import { Tensor } from "../tensor/index.ts";
import { primitive } from "./primitive.ts";
import { isRecording } from "./recording.ts";

const forked = primitive({ name: "fork", inputs: ["x"], forward: ({ x }) => x, rules: { x: (g) => g } });

/** A tracked tensor with the given values: a leaf that derivatives can be taken with respect to. */
export function variable(x: Tensor): Tensor {
  checkArgument("variable", "x", x, Tensor);
  return new Tensor(x.values, undefined, true);
}

/** A fresh tracked node with x's value, connected to x where x is tracked. */
export function fork(x: Tensor): Tensor {
  checkArgument("fork", "x", x, Tensor);
  return isRecording() && x.tracked ? forked(x) : variable(x);
}

/** The same value, without its origin. */
export function detached(x: Tensor): Tensor {
  checkArgument("detached", "x", x, Tensor);
  return x.tracked ? new Tensor(x.values) : x;
}
