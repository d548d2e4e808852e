/**
 * Schedules: the learning rate as a function of the step, counted from 0. They compose.
 */
import { UserError } from "../lib/index.ts";

export type Schedule = (step: number) => number;

export function constant(rate: number): Schedule {
  checkRate("constant", rate);
  return () => rate;
}

/** rate·factorᵏ after k times `every` steps. */
export function stepDecay(
  rate: number,
  { every, factor = 0.1 }: { readonly every: number; readonly factor?: number },
): Schedule {
  checkRate("stepDecay", rate);
  if (!(factor >= 0 && Number.isFinite(factor))) {
    throw new UserError(`stepDecay: factor is ${factor}: a finite number from 0 is needed.`);
  }
  whole("stepDecay", "every", every);
  return (step) => rate * factor ** Math.floor(step / every);
}

/** From rate down to floor along half a cosine over the given steps, and floor after. */
export function cosine(
  rate: number,
  { steps, floor = 0 }: { readonly steps: number; readonly floor?: number },
): Schedule {
  checkRate("cosine", rate);
  checkRate("cosine", floor);
  whole("cosine", "steps", steps);
  return (step) => floor + ((rate - floor) * (1 + Math.cos(Math.PI * Math.min(1, step / steps)))) / 2;
}

/** The first `steps` steps at (1, 2, …, steps)/(steps + 1) of what another schedule says. */
export function warmup(steps: number, after: Schedule | number): Schedule {
  if (steps !== 0) whole("warmup", "steps", steps);
  const schedule = typeof after === "number" ? constant(after) : after;
  return (step) => schedule(step) * Math.min(1, (step + 1) / (steps + 1));
}

function checkRate(who: string, rate: number): void {
  if (!(rate >= 0 && Number.isFinite(rate))) {
    throw new UserError(`${who}: ${rate} is not a learning rate: a finite number from 0 is needed.`);
  }
}

function whole(who: string, what: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new UserError(`${who}: ${what} is ${value}: a whole number from 1 is needed.`);
  }
}
