/**
 * One loop for each of the functions that every step of training uses. A loop that calls a function given to it is not
 * compiled in one piece with that function, and the call costs several times as much as a comparison or a product.
 */
import { kernels } from "../lib/index.ts";
import type { MapLoop } from "./elementwise.ts";

/** −x, for `loopValues`. */
export const negLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = -x[i]!;
};

/** x², for `loopValues`. */
export const squareLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = x[i]! * x[i]!;
};

/** eˣ, for `loopValues`. */
export const expLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.exp(x[i]!);
};

/** tanh x, for `loopValues`. */
export const tanhLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.tanh(x[i]!);
};

/** σ(x) = 1/(1 + e⁻ˣ), for `loopValues`. */
export const sigmoidLoop: MapLoop = (out, x) => kernels.sigmoid(x, out);

/** σ′(x) = σ(x)·(1 − σ(x)), exact in the tails, for `loopValues`. */
export const sigmoidSlopeLoop: MapLoop = (out, x) => kernels.sigmoidSlope(x, out);

/** The larger of x and 0, for `loopValues`; NaN stays NaN. */
export const reluLoop: MapLoop = (out, x) => kernels.relu(x, out);

/** 1 for x > 0, ½ at 0, 0 below, for `loopValues`; NaN stays NaN. */
export const heavisideLoop: MapLoop = (out, x) => kernels.heaviside(x, out);
