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

// Signs come at random, so a branch on them is guessed wrong half the time and costs more than all else. Below, what is
// branched on is almost always the same.

/** (x + |x|)/2 where that neither overflows nor is undefined. NaN stays NaN. */
export const reluLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) {
    const value = x[i]!;
    const isModerate = value > -1e308 && value < 1e308;
    out[i] = isModerate ? 0.5 * (value + Math.abs(value)) : Math.max(value, 0);
  }
};

/** 1 for x > 0, ½ at 0, 0 below, NaN for NaN. */
export const heavisideLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) {
    const value = x[i]!;
    if (value !== value) out[i] = NaN;
    else out[i] = 0.5 * (Number(value > 0) + Number(value >= 0));
  }
};

export const expLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.exp(x[i]!);
};

export const tanhLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.tanh(x[i]!);
};

export const sigmoidLoop: MapLoop = (out, x) => kernels.sigmoid(x, out);

export const sigmoidSlopeLoop: MapLoop = (out, x) => kernels.sigmoidSlope(x, out);
