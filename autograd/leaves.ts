/**
 * The variables that a tensor was computed from.
 */
import { checkArgument } from "../lib/index.ts";
import { Tensor } from "../tensor/index.ts";
import { ancestorsOf } from "./pullback.ts";

/**
 * The tracked tensors without an origin that a tensor was computed from: variables, each once.
 * @example
 * const x = variable(tensor(1));
 * leavesOf(add(x, square(x))).length; // → 1
 */
export function leavesOf(output: Tensor): Tensor[] {
  checkArgument("leavesOf", "output", output, Tensor);
  return ancestorsOf([output]).filter(({ origin, tracked }) => tracked && origin === undefined);
}
