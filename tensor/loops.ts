/**
 * One loop, written out for each of the functions that every step of training is made of. A loop that calls whatever
 * function it is given cannot be compiled into one piece with it, and the call then costs several times what a
 * comparison or a product does.
 */
import { kernels } from "../lib/index.ts";
import type { MapLoop } from "./elementwise.ts";

export const negLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = -x[i]!;
};

export const squareLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = x[i]! * x[i]!;
};

export const expLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.exp(x[i]!);
};

export const tanhLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.tanh(x[i]!);
};

export const sigmoidLoop: MapLoop = (out, x) => kernels.sigmoid(x, out);

export const sigmoidSlopeLoop: MapLoop = (out, x) => kernels.sigmoidSlope(x, out);

export const reluLoop: MapLoop = (out, x) => kernels.relu(x, out);

export const heavisideLoop: MapLoop = (out, x) => kernels.heaviside(x, out);
