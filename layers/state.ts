/**
 * The state of a model as named arrays: the values of its parameters, and the state of layers and preconditioners, each
 * under its path. Restoring it changes everything or nothing.
 *
 * Knows paths and holders of state; the module finds these, and lib/safetensors knows the bytes.
 */
import {
  DataError,
  firstMisfit,
  scalar,
  UserError,
  type NamedArrays,
  type StoredArray,
} from "../lib/index.ts";
import type { PreconditionerState } from "../preconditioners/index.ts";
import { Parameter } from "./parameter.ts";

/** What learns besides parameters: preconditioners, and layers with running statistics. */
export interface Learner {
  state(): PreconditionerState;
  /** @throws DataError for what state() cannot have returned; then nothing has changed. */
  load(state: PreconditionerState): void;
}

/** A parameter or learner, and the path it is kept under. */
export type Place = readonly [path: string, holder: Parameter | Learner];

/** The path of `name` within `path`; "" is the model itself, or a part under its owner's path. */
export function within(path: string, name: string): string {
  return path === "" || name === "" ? path + name : `${path}.${name}`;
}

/** @throws UserError if two arrays would have one name */
export function collectState(places: readonly Place[]): NamedArrays {
  const arrays = new Map<string, StoredArray>();
  const put = (name: string, array: StoredArray): void => {
    if (arrays.has(name)) {
      throw new UserError(`save: two arrays are called "${name}". Give one of the fields another name.`);
    }
    arrays.set(name, array);
  };
  for (const [path, holder] of places) {
    if (holder instanceof Parameter) put(path, { shape: holder.shape, values: holder.elements });
    else for (const [key, value] of Object.entries(holder.state())) put(within(path, key), asArray(value));
  }
  return arrays;
}

/** @throws DataError at the first name or shape that does not fit, or for values that cannot be; nothing has changed */
export function restoreState(places: readonly Place[], arrays: NamedArrays, who: string): void {
  const misfit = firstMisfit(collectState(places), arrays);
  if (misfit !== undefined) {
    throw new DataError(`${who}: ${misfit}. Load what was saved from a model of the same layers.`);
  }
  restoreLearners(places, arrays, who);
  for (const [path, holder] of places) {
    if (holder instanceof Parameter) holder.replace(arrays.get(path)!.values.slice());
  }
}

function restoreLearners(places: readonly Place[], arrays: NamedArrays, who: string): void {
  const undo: (() => void)[] = [];
  for (const [path, holder] of places) {
    if (holder instanceof Parameter) continue;
    const before = holder.state();
    const keys = Object.keys(before);
    try {
      holder.load(Object.fromEntries(keys.map((key) => [key, asState(arrays.get(within(path, key))!)])));
    } catch (error) {
      for (const back of undo) back();
      if (!(error instanceof DataError)) throw error;
      throw new DataError(`${who}: "${path}": ${error.message}`);
    }
    undo.push(() => {
      holder.load(before);
    });
  }
}

function asArray(value: number | readonly number[]): StoredArray {
  return typeof value === "number"
    ? scalar(value)
    : { shape: [value.length], values: Float64Array.from(value) };
}

function asState({ shape, values }: StoredArray): number | readonly number[] {
  return shape.length === 0 ? values[0]! : [...values];
}
