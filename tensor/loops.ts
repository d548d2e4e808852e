/**
 * One loop for each of the functions that every step of training uses. A loop that calls a function given to it is not
 * compiled in one piece with that function, and the call costs several times as much as a comparison or a product.
 */
import { kernels } from "../lib/index.ts";
import type { MapLoop } from "./elementwise.ts";

/**
 * −x, for `loopValues`.
 * @example
 * new Tensor(loopValues(tensor([-1, 0, 1]).values, negLoop)); // → Tensor [3] [1, -0, -1]
 */
export const negLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = -x[i]!;
};

/**
 * x², for `loopValues`.
 * @example
 * new Tensor(loopValues(tensor([-1, 0, 1]).values, squareLoop)); // → Tensor [3] [1, 0, 1]
 */
export const squareLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = x[i]! * x[i]!;
};

/**
 * eˣ, for `loopValues`.
 * @example
 * new Tensor(loopValues(tensor([-1, 0, 1]).values, expLoop)); // → Tensor [3] [0.367879, 1, 2.71828]
 */
export const expLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.exp(x[i]!);
};

/**
 * tanh x, for `loopValues`.
 * @example
 * new Tensor(loopValues(tensor([-1, 0, 1]).values, tanhLoop)); // → Tensor [3] [-0.761594, 0, 0.761594]
 */
export const tanhLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.tanh(x[i]!);
};

/**
 * σ(x) = 1/(1 + e⁻ˣ), for `loopValues`.
 * @example
 * new Tensor(loopValues(tensor([-1, 0, 1]).values, sigmoidLoop)); // → Tensor [3] [0.268941, 0.5, 0.731059]
 */
export const sigmoidLoop: MapLoop = (out, x) => kernels.sigmoid(x, out);

/**
 * σ′(x) = σ(x)·(1 − σ(x)), exact in the tails, for `loopValues`.
 * @example
 * new Tensor(loopValues(tensor([-1, 0, 1]).values, sigmoidSlopeLoop)); // → Tensor [3] [0.196612, 0.25, 0.196612]
 */
export const sigmoidSlopeLoop: MapLoop = (out, x) => kernels.sigmoidSlope(x, out);

/**
 * The larger of x and 0, for `loopValues`; NaN stays NaN.
 * @example
 * new Tensor(loopValues(tensor([-1, 0, 1]).values, reluLoop)); // → Tensor [3] [0, 0, 1]
 */
export const reluLoop: MapLoop = (out, x) => kernels.relu(x, out);

/**
 * 1 for x > 0, ½ at 0, 0 below, for `loopValues`; NaN stays NaN.
 * @example
 * new Tensor(loopValues(tensor([-1, 0, 1]).values, heavisideLoop)); // → Tensor [3] [0, 0.5, 1]
 */
export const heavisideLoop: MapLoop = (out, x) => kernels.heaviside(x, out);
