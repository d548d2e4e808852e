/**
 * Numbers written as text, in a table or on a command line: decimal, and nothing else that a program might take for one.
 */

/** Digits with at most a sign, a point and an exponent: no blanks, no "inf", no "0x10". It may be beyond Float64. */
export const isDecimal = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);

/** A finite decimal number, or undefined. */
export function toNumber(text: string): number | undefined {
  const value = isDecimal(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** A whole number from 0 on that is written in digits alone and exact, or undefined. */
export function toWholeNumber(text: string): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}
