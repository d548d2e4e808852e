/**
 * Derivatives of a loss by the parameters of a model, whole: by the engine, and by six-point differences of the real
 * thing, for which the numbers in the parameters are replaced and the model is run again.
 */
import { pullback } from "../../autograd/index.ts";
import type { Parameter } from "../../layers/index.ts";
import { generate, type Tensor } from "../../tensor/index.ts";

export interface Problem {
  readonly parameters: readonly Parameter[];
  readonly loss: () => Tensor;
}

export const tensorsOf = (parameters: readonly Parameter[]): Tensor[] => parameters.map((p) => p.tensor);
export const flat = (ts: readonly Tensor[]): Float64Array =>
  Float64Array.from(ts.flatMap((t) => [...t.toArray()]));
export const gradient = ({ parameters, loss }: Problem): Float64Array =>
  flat(pullback(loss(), tensorsOf(parameters)));

/** H·v by a pullback through the pullback, for v one-hot in each parameter in turn: the Hessian, row by row. */
export function hessianRows({ parameters, loss }: Problem): Float64Array[] {
  const tensors = tensorsOf(parameters);
  const gradients = pullback(loss(), tensors);
  return parameters.flatMap((p, which) =>
    Array.from(p.elements, (_, element) => {
      const seeds = tensors.map((t, i) => generate(t.shape, (j) => (i === which && j === element ? 1 : 0)));
      return flat(pullback(gradients, tensors, seeds));
    }),
  );
}

/**
 * ∂f/∂θ by six-point central differences in every element of every parameter: one row an
 * element. The step is 5e-4, since the curvature behind a norm grows with 1/√(variance + ε), and some variances of so
 * few examples are small.
 */
export function differences(
  parameters: readonly Parameter[],
  f: () => ArrayLike<number>,
  h = 5e-4,
): Float64Array[] {
  return parameters.flatMap((p) => {
    const start = p.elements.slice();
    const at = (element: number, step: number): ArrayLike<number> => {
      p.replace(start.map((w, i) => (i === element ? w + step : w)));
      const value = f();
      p.replace(start.slice());
      return value;
    };
    return Array.from(start, (_, element) => {
      const [near, mid, far] = [1, 2, 3].map((k) => [at(element, k * h), at(element, -k * h)] as const);
      return Float64Array.from(near![0], (_unused, i) => {
        const gaps = [near, mid, far].map((pair) => pair![0][i]! - pair![1][i]!);
        return (45 * gaps[0]! - 9 * gaps[1]! + gaps[2]!) / (60 * h);
      });
    });
  });
}

export const concatenated = (rows: readonly Float64Array[]): number[] => rows.flatMap((row) => [...row]);

/** The rows of a square matrix as columns, one after another; nothing if it is not square. */
export const transposedRows = (rows: readonly Float64Array[]): number[] =>
  rows[0]!.length === rows.length ? rows.flatMap((_, j) => rows.map((row) => row[j]!)) : [];
