/**
 * One loop, written out for each of the functions that every step of training is made of. A loop that calls whatever
 * function it is given cannot be compiled into one piece with it, and the call then costs several times what a
 * comparison or a product does.
 */
import { sigmoid, sigmoidSlope } from "../lib/index.ts";
import type { MapLoop } from "./elementwise.ts";

export const negLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = -x[i]!;
};

export const squareLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = x[i]! * x[i]!;
};

/** NaN stays NaN, which a comparison alone would make 0. */
export const reluLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) {
    const value = x[i]!;
    out[i] = value > 0 ? value : value <= 0 ? 0 : NaN;
  }
};

/** 1 for x > 0, ½ at 0, 0 below, NaN for NaN. */
export const heavisideLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) {
    const value = x[i]!;
    out[i] = value > 0 ? 1 : value < 0 ? 0 : value === 0 ? 0.5 : NaN;
  }
};

export const expLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.exp(x[i]!);
};

export const tanhLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = Math.tanh(x[i]!);
};

export const sigmoidLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = sigmoid(x[i]!);
};

export const sigmoidSlopeLoop: MapLoop = (out, x) => {
  for (let i = 0; i < out.length; i++) out[i] = sigmoidSlope(x[i]!);
};
