/**
 * Schedules: the learning rate as a function of the step, counted from 0. They compose.
 */
import { checkArgument, checkNumber, kinds, ranges } from "../lib/index.ts";

/** The learning rate at each step, counted from 0. */
export type Schedule = (step: number) => number;

/**
 * The same rate at every step.
 * @throws UserError for a rate below 0
 * @example
 * constant(0.1)(1000); // → 0.1
 */
export function constant(rate: number): Schedule {
  checkNumber("constant", "rate", rate, ranges.nonNegative);
  return () => rate;
}

/**
 * rate·factorᵏ after k times `every` steps.
 * @example
 * stepDecay(1, { every: 10 })(25).toFixed(2); // → 0.01
 */
export function stepDecay(
  rate: number,
  options: { readonly every: number; readonly factor?: number },
): Schedule {
  checkArgument("stepDecay", "the second argument", options, kinds.options);
  const { every, factor = 0.1 } = options;
  checkNumber("stepDecay", "rate", rate, ranges.nonNegative);
  checkNumber("stepDecay", "factor", factor, ranges.nonNegative);
  checkNumber("stepDecay", "every", every, ranges.count);
  return (step) => rate * factor ** Math.floor(step / every);
}

/**
 * From rate down to floor along half a cosine over the given steps, and floor after.
 * @see Loshchilov and Hutter, "SGDR", ICLR 2017, without restarts
 * @example
 * cosine(1, { steps: 10 })(10); // → 0
 */
export function cosine(rate: number, options: { readonly steps: number; readonly floor?: number }): Schedule {
  checkArgument("cosine", "the second argument", options, kinds.options);
  const { steps, floor = 0 } = options;
  checkNumber("cosine", "rate", rate, ranges.nonNegative);
  checkNumber("cosine", "floor", floor, ranges.nonNegative);
  checkNumber("cosine", "steps", steps, ranges.count);
  return (step) => floor + ((rate - floor) * (1 + Math.cos(Math.PI * Math.min(1, step / steps)))) / 2;
}

const scheduleKind = { text: "a schedule or a rate", holds: kinds.function.holds };

/**
 * The first `steps` steps at (1, 2, …, steps)/(steps + 1) of what another schedule says.
 * @example
 * warmup(3, 1)(0); // → 0.25
 */
export function warmup(steps: number, after: Schedule | number): Schedule {
  checkNumber("warmup", "steps", steps, { whole: true, from: 0 });
  if (typeof after === "number") checkNumber("warmup", "after", after, ranges.nonNegative);
  else checkArgument("warmup", "after", after, scheduleKind);
  const schedule = typeof after === "number" ? constant(after) : after;
  return (step) => schedule(step) * Math.min(1, (step + 1) / (steps + 1));
}
