/**
 * One loop for each of the functions that every step of training uses. A loop that calls a function given to it is not
 * compiled in one piece with that function, and the call costs several times as much as a comparison or a product.
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
