/**
 * The range of a numeric option, and the one sentence that refuses a number outside it. NaN is in no range.
 */
import { UserError } from "./errors.ts";

export interface NumberRange {
  /** Only whole numbers. */
  readonly whole?: boolean;
  /** The least value allowed. */
  readonly from?: number;
  readonly above?: number;
  /** The greatest value allowed. */
  readonly to?: number;
  readonly below?: number;
  /** Whether Infinity is allowed; false unless given. */
  readonly infinite?: boolean;
}

/** Ranges that many options have. */
export const ranges = {
  /** Rates, dampings, decays. */
  nonNegative: { from: 0 },
  positive: { above: 0 },
  /** Memories of exponential averages: at 1 nothing new would ever count. */
  memory: { from: 0, below: 1 },
  /** Sizes. */
  count: { whole: true, from: 1 },
} as const satisfies Readonly<Record<string, NumberRange>>;

/** @throws UserError "who: what is value: a finite number from 0 is needed." unless the value is a number of the range */
export function checkNumber(who: string, what: string, value: unknown, range: NumberRange): void {
  if (isIn(value, range)) return;
  const found = typeof value === "number" ? String(value) : JSON.stringify(value);
  throw new UserError(`${who}: ${what} is ${found}: ${rangeText(range)} is needed.`);
}

function isIn(value: unknown, range: NumberRange): boolean {
  const { whole = false, from = -Infinity, above = -Infinity, to = Infinity, below = Infinity } = range;
  if (typeof value !== "number" || Number.isNaN(value)) return false;
  if (!Number.isFinite(value)) return range.infinite === true && value > above && value >= from;
  return (
    value >= from && value > above && value <= to && value < below && (!whole || Number.isInteger(value))
  );
}

function rangeText({ whole = false, infinite = false, ...bounds }: NumberRange): string {
  const kind = whole ? "a whole number" : infinite ? "a number" : "a finite number";
  const words = (["from", "above", "to", "below"] as const)
    .filter((word) => bounds[word] !== undefined)
    .map((word) => `${word} ${bounds[word]!}`);
  return [kind, words.join(" and ").replace(/^(from .+) and to /, "$1 to ")].filter(Boolean).join(" ");
}
