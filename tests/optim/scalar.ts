/**
 * One list of numbers under an optimizer, and the same by a plain loop: what the update rules are compared on.
 */
import { add, mul, square, sum } from "../../autograd/index.ts";
import { Parameter, Pass } from "../../layers/index.ts";
import type { Optimizer } from "../../optim/index.ts";
import { tensor } from "../../tensor/index.ts";

/** Six: rules that take four at a time have a rest to take care of. */
export const start: readonly number[] = [1.5, -0.7, 0.2, -2, 0.83, -1.27];
const stiffness = [1, 3, 0.5, 2, 1.5, 0.8];

/** ∇ of Σ aᵢ·wᵢ²/2 + wᵢ⁴/4, written out. */
export const gradientAt = (w: number, i: number): number => stiffness[i]! * w + w ** 3;

/** The values of a parameter after each of `steps` steps down that function. */
export function trajectory(make: (parameters: readonly Parameter[]) => Optimizer, steps: number): number[][] {
  const parameter = new Parameter("w", tensor([...start]));
  const optimizer = make([parameter]);
  return Array.from({ length: steps }, () => {
    const squares = square(parameter.tensor);
    const loss = add(sum(mul(squares, tensor(stiffness.map((a) => a / 2)))), mul(0.25, sum(square(squares))));
    optimizer.step(loss, Pass.training());
    return [...parameter.elements];
  });
}

/**
 * The same by a rule for one number: `next(w, g, t, past)` gives w after step t (from 1) with gradient g there, where
 * `past` holds the gradients of all steps so far, g the last.
 */
export function restated(
  next: (w: number, past: readonly number[], t: number, i: number) => number,
  steps: number,
  gradient = gradientAt,
): number[][] {
  const columns = start.map((w0, i) => {
    const past: number[] = [];
    const values: number[] = [];
    for (let t = 1, w = w0; t <= steps; t++) {
      past.push(gradient(w, i));
      values.push((w = next(w, past, t, i)));
    }
    return values;
  });
  return Array.from({ length: steps }, (_, t) => columns.map((values) => values[t]!));
}

/** Σ over the past of factorᵃᵍᵉ·f(g), newest at age 0: what an exponential average is, without a recursion. */
export const faded = (past: readonly number[], factor: number, f = (g: number): number => g): number =>
  past.reduce((total, g, k) => total + factor ** (past.length - 1 - k) * f(g), 0);
