/**
 * What a caller without types may give to an operation, refused in a sentence: an array for a tensor, a missing option.
 *
 * A declaration says how many inputs an operation has, and its samples show the form of its parameters; so the check is
 * one for all operations. Inputs are looked at before every call. Parameters are looked at only when a call has failed
 * with a TypeError or RangeError: a parameter like none of the samples is then the caller's fault, anything else is ours.
 */
import { describeValue, UserError } from "../lib/index.ts";
import { Tensor, tensor } from "../tensor/index.ts";

interface Facts {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly about: { readonly samples: readonly { readonly params?: unknown }[] };
}

/** The function, which throws a UserError where an input is no tensor or number, or a parameter has another form. */
export function checkedCall<F extends (...args: never[]) => Tensor>(f: F, facts: Facts): F {
  const call = f as unknown as (...args: readonly unknown[]) => Tensor;
  const count = facts.inputs.length;
  const checked = (...args: unknown[]): Tensor => {
    for (let i = 0; i < count; i++) {
      if (args[i] instanceof Tensor) continue;
      if (typeof args[i] !== "number") throw notTensor(facts, i, args[i]);
      args[i] = tensor(args[i] as number);
    }
    try {
      return call(...args);
    } catch (error) {
      throw error instanceof TypeError || error instanceof RangeError ? misfit(facts, args, error) : error;
    }
  };
  return checked as unknown as F;
}

const notTensor = ({ name, inputs }: Facts, i: number, found: unknown): UserError =>
  new UserError(
    `${name}: ${inputs[i]!} is ${describeValue(found)}, expected a tensor. Make one by tensor(…).`,
  );

function misfit({ name, inputs, about }: Facts, args: readonly unknown[], error: Error): Error {
  const given = args[inputs.length];
  const shown = about.samples.map(({ params }) => params).filter((params) => params !== undefined);
  const isLike = shown.length === 0 ? given === undefined : shown.some((params) => like(given, params));
  if (isLike) return error;
  const expected = shown.length === 0 ? "nothing" : `something like ${JSON.stringify(shown[0])}`;
  return new UserError(
    `${name}: after ${inputs.join(", ")} stands ${describeValue(given)}, expected ${expected}.`,
    { cause: error },
  );
}

/** Whether a value has the form of another: the same kind, and each of its keys with a value of the same form. */
function like(value: unknown, form: unknown): boolean {
  if (typeof form !== "object" || form === null) return typeof value === typeof form;
  if (Array.isArray(form)) return Array.isArray(value) || ArrayBuffer.isView(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(form).every(([key, part]) => like((value as Record<string, unknown>)[key], part));
}
