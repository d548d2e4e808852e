/**
 * The rate of a run beside the rate that the theory predicts.
 *
 * Started at θ* + P·δ(v_min + v_max)/√2, the error has two parts, along the two ends of the spectrum, and the slower one
 * is the rate. They are followed one by one: the norm of the error, its gradient or the loss would mix in neighbouring
 * eigenvalues, whose parts die out only slowly. The window opens when the faster transients are gone and closes before
 * the rounding of θ, ε·κ/δ in the end, can be seen.
 */
import { descend } from "./descent.ts";
import { bestStep, type Local, predictedRate } from "./local.ts";
import type { Minimum, Problem } from "./minimum.ts";
import { combination, dot } from "./place.ts";
import type { Family, Rate, TheoryMethod } from "./record.ts";

/** How far (1 − measured)/(1 − predicted) may be from 1. At the best step an error in λmax is amplified by κ*. */
export const rateBounds: Readonly<Record<Family, Readonly<Record<Rate["step"], number>>>> = {
  quadratic: { "1/λmax": 1e-9, best: 1e-9 },
  "scale-invariant": { "1/λmax": 1e-5, best: 1e-5 },
  logistic: { "1/λmax": 1e-5, best: 1e-5 },
  network: { "1/λmax": 1e-5, best: 1e-3 },
};

/** Both rates of a method at its minimum. */
export function measureRates(
  problem: Problem,
  method: TheoryMethod,
  minimum: Minimum,
  local: Local,
): readonly Rate[] {
  const steps = { "1/λmax": 1 / local.largest.eigenvalue, best: bestStep(local) };
  return (["1/λmax", "best"] as const).map((step) => {
    const alpha = steps[step];
    const predicted = predictedRate(local, alpha);
    const window = windowOf(local.kappaStar);
    const measured = measureRate(minimum, local, { alpha, distance: problem.distance, window });
    const relativeError = Math.abs((1 - measured) / (1 - predicted) - 1);
    const bound = rateBounds[problem.family][step];
    return {
      problem: problem.name,
      method,
      step,
      alpha,
      kappaStar: local.kappaStar,
      predictedRate: predicted,
      measuredRate: measured,
      relativeError,
      bound,
      passed: relativeError <= bound,
      window,
    };
  });
}

/**
 * From κ/2 to 5κ/2 steps; less where κ is so large that rounding would be seen. The halves are even, since a part whose
 * factor is negative changes its sign from step to step.
 */
export function windowOf(kappaStar: number): readonly [number, number] {
  const [from, half] = kappaStar < 5e4 ? [0.5, 1] : [0.2, 0.4];
  const start = Math.ceil(from * kappaStar);
  return [start, start + 4 * Math.ceil((half * kappaStar) / 2)];
}

export interface RateOptions {
  readonly alpha: number;
  readonly distance: number;
  readonly window: readonly [number, number];
}

/** By what factor the slower of the two parts shrinks in a step. */
export function measureRate(minimum: Minimum, { smallest, largest }: Local, options: RateOptions): number {
  const { alpha, distance, window } = options;
  const parts = [new Part(window), new Part(window)] as const;
  const start = combination([smallest.move, largest.move], [distance / Math.SQRT2, distance / Math.SQRT2]);
  descend(minimum, { alpha, start, steps: window[1] }, ({ step, offset }) => {
    const d = offset();
    parts[0].see(step, dot(smallest.reading, d));
    parts[1].see(step, dot(largest.reading, d));
    return undefined;
  });
  return Math.max(parts[0].factor(), parts[1].factor());
}

/** Of what a part was at first: below, it is rounding. */
const sunk = 1e-7;

/** One part of the error, of which no more is kept than its rate needs. */
class Part {
  readonly #places: readonly [number, number, number];
  #first = 0;
  readonly #seen: [number, number, number] = [0, 0, 0];
  /** The step before the window at which it sank, and its size there. */
  #end: { readonly step: number; readonly size: number } | undefined;

  constructor([from, to]: readonly [number, number]) {
    this.#places = [from, (from + to) / 2, to];
  }

  see(step: number, value: number): void {
    const size = Math.abs(value);
    if (step === 0) this.#first = size;
    if (step <= this.#places[0] && this.#end === undefined && size < sunk * this.#first) {
      this.#end = { step, size };
    }
    const place = this.#places.indexOf(step);
    if (place >= 0) this.#seen[place] = value;
  }

  /**
   * Over the window, by what it changed in the second half and in the first: so a θ* that is known only to ε·κ, and from
   * which all parts are taken, cancels. Of a part that was gone before, on its way down.
   */
  factor(): number {
    if (this.#end !== undefined) return (this.#end.size / this.#first) ** (1 / this.#end.step);
    const [from, middle, to] = this.#seen;
    const half = this.#places[1] - this.#places[0];
    return Math.abs((to - middle) / (middle - from)) ** (1 / half);
  }
}
