/**
 * A run of descent near a minimiser, by the optimizer that everybody uses: what is measured is the program, not a model
 * of it. The parameters are back where they were when it ends, also by a throw.
 */
import { Pass } from "../../layers/index.ts";
import { DivergenceError } from "../../lib/index.ts";
import { SGD } from "../../optim/index.ts";
import type { Minimum } from "./minimum.ts";
import { moveTo, placeOf } from "./place.ts";

export interface DescentOptions {
  readonly alpha: number;
  readonly momentum?: number;
  /** Where it starts, as a difference to θ*. */
  readonly start: Float64Array;
  readonly steps: number;
}

/** A point of a run. */
export interface Stop {
  /** Steps taken before it. */
  readonly step: number;
  readonly loss: number;
  /** θ − θ* there. */
  readonly offset: () => Float64Array;
}

/** "stop" ends the run. */
export type Visit = (stop: Stop) => "stop" | undefined;

/** Takes the steps, and visits where each begins and where the last one ends. Ends early where the loss is not finite. */
export function descend(minimum: Minimum, options: DescentOptions, visit: Visit): void {
  const { parameters, loss } = minimum;
  const { alpha, momentum = 0, start, steps } = options;
  const home = placeOf(parameters);
  const optimizer = new SGD(parameters, { learningRate: alpha, momentum });
  try {
    moveTo(
      parameters,
      home.map((value, i) => value + start[i]!),
    );
    for (let step = 0; ; step++) {
      const pass = Pass.training();
      const value = loss(pass);
      const offset = (): Float64Array => placeOf(parameters).map((x, i) => x - home[i]!);
      if (visit({ step, loss: value.item(), offset }) === "stop" || step === steps) return;
      optimizer.step(value, pass);
    }
  } catch (error) {
    if (!(error instanceof DivergenceError)) throw error;
  } finally {
    moveTo(parameters, home);
  }
}
