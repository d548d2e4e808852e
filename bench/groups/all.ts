/**
 * All groups, by the words of --only and in the order in which they run.
 */
import type { Group } from "../row.ts";
import { compare } from "./compare.ts";
import { hessian, hvp } from "./derivatives.ts";
import { memory } from "./memory.ts";
import { methods } from "./methods.ts";
import { overhead } from "./overhead.ts";
import { product } from "./product.ts";
import { cnn, mlp } from "./training.ts";

export const groups = {
  product,
  mlp,
  cnn,
  hvp,
  hessian,
  methods,
  overhead,
  compare,
  memory,
} satisfies Readonly<Record<string, Group>>;

export type GroupName = keyof typeof groups;
export const groupNames = Object.keys(groups) as readonly GroupName[];
