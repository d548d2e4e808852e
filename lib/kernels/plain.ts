/**
 * The plain kernels: a file of TypeScript for each kind, and what the SIMD ones are held to, bit for bit.
 */
import { sigmoid, sigmoidSlope } from "../special.ts";
import type { Kernels } from "./kernels.ts";
import { columnSums, standardizeRows } from "./moments.ts";
import { descend, product } from "./plain-products.ts";
import { heaviside, relu } from "./rectifier.ts";

export const plain: Kernels = {
  name: "plain",
  product,
  descend,
  sigmoid(x, to) {
    for (let i = 0; i < to.length; i++) to[i] = sigmoid(x[i]!);
  },
  sigmoidSlope(x, to) {
    for (let i = 0; i < to.length; i++) to[i] = sigmoidSlope(x[i]!);
  },
  relu,
  heaviside,
  columnSums,
  standardizeRows,
};
