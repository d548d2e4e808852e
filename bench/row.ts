/**
 * One row of the benchmark. Types alone, shared by the code that times and the code that prints.
 */
import type { Pace } from "./contest.ts";

/** One line of the result. A peer that is not installed is left out. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peers: Readonly<Record<string, number>>;
  /** Least and most over the rounds, in the row's unit, by "ours" and the peers' names. */
  readonly spread: Readonly<Record<string, readonly [number, number]>>;
}

/** A row with what people want to know beside it. */
export interface Reported {
  readonly row: Row;
  readonly note?: string;
}

/** What a contest gave: its rows, what the engines call themselves, and why any of them is not there. */
export interface Outcome {
  readonly rows: readonly Reported[];
  readonly engines?: ReadonlyMap<string, string>;
  readonly failures?: ReadonlyMap<string, string>;
}

export interface Settings {
  readonly pace: Pace;
  /** Peers that are left out on purpose. */
  readonly without: ReadonlySet<string>;
}

/** Rows that are measured together. */
export interface Measurement {
  /** The first row's name. */
  readonly name: string;
  readonly measure: (settings: Settings) => Promise<Outcome>;
}

/** Measurements that belong together: a word of --only, and a section of the saved table. */
export interface Group {
  readonly title: string;
  /** What is timed, for the saved table: a paragraph. */
  readonly text: string;
  readonly measurements: readonly Measurement[];
}
