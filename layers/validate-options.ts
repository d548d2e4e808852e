/**
 * Sentences for what callers without types may pass to a layer: no random stream, a preconditioner that was not called, an
 * input that is no tensor. Checked when a layer is made, and when its input is refused anyway.
 */
import { describeValue, Random, ShapeError, UserError } from "../lib/index.ts";
import type { PreconditionerChoice } from "../preconditioners/index.ts";
import { shapeText, Tensor } from "../tensor/index.ts";

/** @throws UserError if a layer's options have no random stream, or a preconditioner that is none */
export function validateLayerOptions(
  who: string,
  options: { readonly random: Random; readonly preconditioner?: PreconditionerChoice } | undefined,
): void {
  if (!(options?.random instanceof Random)) {
    throw new UserError(
      `${who}: there is no random stream to draw the weights from. Give { random: Random.stream(seed, "weights") }.`,
    );
  }
  const choice: unknown = options.preconditioner;
  if (choice !== undefined && !isChoice(choice)) {
    const given = typeof choice === "function" ? `the function ${choice.name}` : JSON.stringify(choice);
    throw new UserError(
      `${who}: ${given} is no preconditioner. Give what a call returns: bnp() or identity().`,
    );
  }
}

/** @throws UserError unless there are options, with a list under the key if one is named */
export function validateOptions(
  who: string,
  options: unknown,
  list: string | undefined,
  example: string,
): void {
  if (typeof options !== "object" || options === null) {
    throw new UserError(`${who}: the options are ${describeValue(options)}. Give ${example}.`);
  }
  const value = list === undefined ? [] : (options as Record<string, unknown>)[list];
  if (!Array.isArray(value)) {
    throw new UserError(`${who}: ${list} is ${describeValue(value)}, expected a list. Give ${example}.`);
  }
}

/** @throws UserError for a word that is not in the list */
export function validateWord(who: string, what: string, word: string, words: readonly string[]): void {
  if (!words.includes(word))
    throw new UserError(`${who}: ${what} '${word}' is not one of ${words.join(", ")}.`);
}

const isChoice = (choice: unknown): boolean =>
  typeof (choice as Partial<PreconditionerChoice> | null)?.create === "function";

/** The error for an input that a layer cannot take; `expected` says what it can. */
export function inputError(who: string, x: Tensor, expected: string): UserError {
  return x instanceof Tensor
    ? new ShapeError(`${who} got an input of shape ${shapeText(x.shape)}: ${expected}.`)
    : new UserError(`${who} got an input that is no tensor. Make it one by tensor(…).`);
}
