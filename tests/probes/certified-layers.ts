/**
 * What random layers say of the intervals that layerCondition certifies, in a few numbers. The quick law, the long one
 * and the page of evidence draw from the same streams.
 */
import { judge, type Judged, type LayerKind } from "./exact-blocks.ts";

export interface IntervalFigures {
  readonly loss: string;
  /** Layers, each before and after preconditioning. */
  readonly intervals: number;
  /** With an interval that the exact κ* is outside of. */
  readonly outside: number;
  /** With no interval, but a reason why not. */
  readonly refused: number;
  /** The largest |error| over half of the interval: more than 1 would be outside. */
  readonly worst: number;
  /**
   * Half of the interval over the error that is made, the median and the widest of all. Single errors happen to be 0, so
   * it is the median error of all that each interval is compared with.
   */
  readonly medianWidth: number;
  readonly widest: number;
  readonly medianError: number;
}

export const kinds: readonly LayerKind[] = [
  { loss: "squared error", largestMean: 1e12, decades: 6 },
  { loss: "logistic", largestMean: 1e6, decades: 3 },
  { loss: "softmax", largestMean: 1e6, decades: 3 },
];

/** Layers of which the long run judges, for each kind: 10,000 in about ten minutes. */
export const longRun = [8500, 1000, 500];

/** Intervals that may be refused, as a part of all. */
export const refusedAtMost = 0.05;

export function judgeLayers(kind: LayerKind, layers: number): readonly Judged[] {
  return Array.from({ length: layers }, (_, seed) => judge(seed, kind)).flat();
}

export function figuresOf(judged: readonly Judged[]): IntervalFigures {
  const given = judged.filter(({ answer }) => answer !== "refused");
  const medianError = median(given.map(({ error }) => error));
  const widths = given.map(({ halfWidth }) => halfWidth / medianError);
  return {
    loss: judged[0]!.loss,
    intervals: judged.length,
    outside: given.filter(({ answer }) => answer === "outside").length,
    refused: judged.length - given.length,
    worst: Math.max(...given.map(({ error, halfWidth }) => error / halfWidth)),
    medianWidth: median(widths),
    widest: Math.max(...widths),
    medianError,
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
