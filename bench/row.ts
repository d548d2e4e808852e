/**
 * What one row of the benchmark says. Types alone: whoever times and whoever prints agree on them here.
 */
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
  /** What each peer is, with its version. */
  readonly engines?: Readonly<Record<string, string>>;
}
