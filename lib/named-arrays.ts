/**
 * Arrays of numbers under names: the form in which models and optimizers save their state, and
 * take it back. Knows no file format and no meaning of a name.
 */

/** One array of numbers, as checkpoints keep it. */
export interface StoredArray {
  /** [] for a single number. */
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float64Array;
}

/** Arrays by name: the state of a model, an optimizer or a preconditioner. */
export type NamedArrays = ReadonlyMap<string, StoredArray>;

/** A single number as an array. */
export function scalar(value: number): StoredArray {
  return { shape: [], values: Float64Array.of(value) };
}

/**
 * Where `found` does not have the names and shapes that are wanted: the first such place in words, in the order of
 * what is wanted; undefined if there is none.
 */
export function firstMisfit(wanted: NamedArrays, found: NamedArrays): string | undefined {
  for (const [name, { shape }] of wanted) {
    const other = found.get(name);
    if (other === undefined) return `"${name}" ${text(shape)} is missing`;
    if (text(other.shape) !== text(shape)) {
      return `"${name}" has shape ${text(other.shape)}, and ${text(shape)} is wanted`;
    }
  }
  for (const [name, { shape }] of found) {
    if (!wanted.has(name)) return `"${name}" ${text(shape)} has no place to go`;
  }
  return undefined;
}

function text(shape: readonly number[]): string {
  return `[${shape.join(",")}]`;
}
