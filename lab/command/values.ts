/**
 * Values on the command line, read strictly: a list, a range, a number is what was meant or an error that says what
 * was expected. The parser puts the flag's name before the message.
 */
import { InvalidArgumentError } from "commander";
import { suggestion } from "../base/index.ts";
import { toNumber, toWholeNumber } from "../data/index.ts";

/** Reads one text into one value, or throws InvalidArgumentError. */
export type Read<T> = (text: string) => T;

export function wholeNumber(least: number): Read<number> {
  return (text) => {
    const value = toWholeNumber(text);
    if (value !== undefined && value >= least) return value;
    throw new InvalidArgumentError(`Give a whole number of at least ${least}.`);
  };
}

/** A decimal number, `3`, `0.1` or `1e-3`, above `above` or at least `least`, and below `below`. */
export function decimal(range: { above?: number; least?: number; below?: number } = {}): Read<number> {
  const { above = -Infinity, least = -Infinity, below = Infinity } = range;
  const words = [
    ...(above > -Infinity ? [`above ${above}`] : []),
    ...(least > -Infinity ? [`of at least ${least}`] : []),
    ...(below < Infinity ? [`below ${below}`] : []),
  ];
  return (text) => {
    const value = toNumber(text);
    if (value !== undefined && value > above && value >= least && value < below) return value;
    throw new InvalidArgumentError(`Give ${["a number", ...words].join(" ")}.`);
  };
}

export function oneOf<const T extends string>(names: readonly T[]): Read<T> {
  return (text) => {
    const found = names.find((name) => name === text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`"${text}" is not known.${suggestion(text, names)}`);
  };
}

/** The name of a file or folder: anything but nothing, which is what a variable that is not set leaves. */
export const path: Read<string> = (text) => {
  if (text !== "") return text;
  throw new InvalidArgumentError("Give the path of a file or folder.");
};

/** Values between commas. */
export function listOf<T>(item: Read<T>): Read<T[]> {
  return (text) => text.split(",").map((part) => item(part.trim()));
}

/** Seeds: `0,1,2`, or a range with both ends, `0..9`, or both. */
export const seeds: Read<number[]> = (text) =>
  text.split(",").flatMap((part) => {
    const [from, to, ...more] = part.trim().split("..").map(wholeNumber(0));
    if (from === undefined || more.length > 0)
      throw new InvalidArgumentError("Give seeds like 0,1,2 or 0..9.");
    const last = to ?? from;
    if (last < from || last - from >= 10_000) {
      throw new InvalidArgumentError(`The range ${part} does not rise, or holds more than 10000 seeds.`);
    }
    return Array.from({ length: last - from + 1 }, (_, i) => from + i);
  });

/** Splits: how many, `5`, which are 0 to 4; or which, as seeds are given. */
export const splits: Read<number[]> = (text) =>
  /^\d+$/.test(text) ? seeds(`0..${wholeNumber(1)(text) - 1}`) : seeds(text);

/** Sizes of hidden layers; `none` is a linear model. */
export const hiddenSizes: Read<number[]> = (text) => (text === "none" ? [] : listOf(wholeNumber(1))(text));

export const rateOrTune: Read<number | "tune"> = (text) => {
  if (text === "tune") return text;
  try {
    return decimal({ above: 0 })(text);
  } catch {
    throw new InvalidArgumentError("Give a number above 0, or tune.");
  }
};

/** `0.003..3`, or `0.003..3/4` for four points a decade. */
export const grid: Read<{ from: number; to: number; perDecade: number }> = (text) => {
  const match = /^(.+)\.\.(.+?)(?:\/(\d+))?$/.exec(text);
  if (match === null)
    throw new InvalidArgumentError("Give a range like 0.003..3, or 0.003..3/4 (points a decade).");
  const [, from, to, perDecade] = match;
  const rate = decimal({ above: 0 });
  return { from: rate(from!), to: rate(to!), perDecade: wholeNumber(1)(perDecade ?? "2") };
};
