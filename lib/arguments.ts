/**
 * The kind of an argument, and the one sentence that refuses a value of another kind, for callers without types.
 *
 * It is for functions that are called with objects: tensors, lists, operators. Ranges of numbers are in ranges.ts, and
 * the inputs of declared operations in autograd/checked-call.ts.
 */
import { UserError } from "./errors.ts";

/** What can be told of a value without a class of ours. */
export interface Form {
  /** With an article: "a function". */
  readonly text: string;
  readonly holds: (value: unknown) => boolean;
}

interface Class {
  readonly name: string;
  [Symbol.hasInstance](value: unknown): boolean;
}

/** A class stands for its instances. */
export type Kind = Form | Class;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

export const kinds = {
  function: { text: "a function", holds: (value) => typeof value === "function" },
  list: { text: "a list", holds: Array.isArray },
  map: { text: "a Map", holds: (value) => value instanceof Map },
  numbers: {
    text: "a Float64Array",
    holds: (value) => value instanceof Float64Array || Array.isArray(value),
  },
  object: { text: "an object", holds: isObject },
  options: { text: "an object of options", holds: (value) => isObject(value) && !Array.isArray(value) },
} as const satisfies Readonly<Record<string, Form>>;

/** Objects with these keys, each with a value of the given `typeof`. */
export function objectWith(text: string, keys: Readonly<Record<string, string>>): Form {
  return {
    text,
    holds: (value) =>
      isObject(value) && Object.entries(keys).every(([key, type]) => typeof value[key] === type),
  };
}

/**
 * @throws UserError "who: name is value, expected a kind." unless the value is of the kind. @param name of the argument
 */
export function checkArgument(who: string, name: string, value: unknown, kind: Kind): void {
  const { text, holds } = "holds" in kind ? kind : formOf(kind);
  if (!holds(value)) throw new UserError(`${who}: ${name} is ${describeValue(value)}, expected ${text}.`);
}

const formOf = (type: Class): Form => ({ text: `a ${type.name}`, holds: (value) => value instanceof type });

/** @throws UserError unless the value is a list, and each of its entries of the kind */
export function checkList(who: string, name: string, value: unknown, kind: Kind): void {
  checkArgument(who, name, value, kinds.list);
  (value as readonly unknown[]).forEach((entry, i) => checkArgument(who, `${name}[${i}]`, entry, kind));
}

/**
 * A value that was not expected, for sentences: "an array of 3", "a Float32Array", "undefined".
 * @example
 * describeValue([1, 2, 3]); // → an array of 3
 */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null || typeof value === "number") return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object") {
    const { name } = (value.constructor as { readonly name?: string } | undefined) ?? {};
    return name === undefined || name === "Object"
      ? `an object with {${Object.keys(value).join(", ")}}`
      : `a ${name}`;
  }
  return `a ${typeof value}`;
}
