/**
 * The arrays that a rule keeps from step to step (momenta, second moments), and the named arrays that they are saved as.
 * Knows parameters by their place in a list; not what the arrays mean.
 */
import { DataError, firstMisfit, scalar, type NamedArrays, type StoredArray } from "../lib/index.ts";
import type { Parameter } from "../layers/index.ts";

/**
 * Running values of a rule, one array for each parameter that has been moved.
 * @example
 * const parameter = new Parameter("w", ones([2]));
 * new Buffers().of(parameter, 2); // → Float64Array(2) [ 0, 0 ]
 */
export class Buffers {
  readonly #arrays = new Map<Parameter, Float64Array>();

  /** The array of a parameter, zeros at first. To be written into. */
  of(parameter: Parameter, length: number): Float64Array {
    let array = this.#arrays.get(parameter);
    if (array === undefined) this.#arrays.set(parameter, (array = new Float64Array(length)));
    return array;
  }
}

/** The buffers of a rule by their names. */
export type NamedBuffers = ReadonlyMap<string, Buffers>;

/** The steps taken, and copies of all buffers, each under its name and the place of its parameter: "velocity.0". */
export function stateOf(steps: number, named: NamedBuffers, parameters: readonly Parameter[]): NamedArrays {
  const arrays = new Map<string, StoredArray>([["steps", scalar(steps)]]);
  for (const [name, buffers] of named) {
    parameters.forEach((parameter, i) => {
      const { shape, elements } = parameter;
      arrays.set(`${name}.${i}`, { shape, values: buffers.of(parameter, elements.length).slice() });
    });
  }
  return arrays;
}

/**
 * Writes a state back into the buffers.
 * @returns the steps taken
 * @throws DataError if the state is that of another rule or of other parameters; then nothing has changed
 */
export function restoreState(
  state: NamedArrays,
  named: NamedBuffers,
  parameters: readonly Parameter[],
  who: string,
): number {
  const misfit = firstMisfit(stateOf(0, named, parameters), state);
  if (misfit !== undefined) {
    throw new DataError(`${who}: ${misfit}. Restore what such an optimizer of the same parameters gave.`);
  }
  const steps = state.get("steps")!.values[0]!;
  if (!Number.isInteger(steps) || steps < 0) throw new DataError(`${who}: ${steps} steps cannot be.`);
  for (const [name, buffers] of named) {
    parameters.forEach((parameter, i) => {
      buffers.of(parameter, parameter.elements.length).set(state.get(`${name}.${i}`)!.values);
    });
  }
  return steps;
}
