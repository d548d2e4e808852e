/**
 * The search for a learning rate, alike for every method: each cell is tried on the same logarithmic grid. Where a best
 * rate stands at the edge of the grid, the grid grows on that side; where a cell did not train at any rate, or its
 * losses are equal to noise at all of them, it grows on both. It grows for every method at that batch size, so that all
 * have the same budget, until it is of no more use or at a bound.
 *
 * Knows rates and losses; how a loss is measured is the caller's.
 */
import { median } from "../base/numbers.ts";
import type { Tuning } from "../jobs/index.ts";
import {
  canTell,
  type Cell,
  type Chance,
  type Config,
  evidence,
  noise,
  type Score,
} from "../training/index.ts";
import { gridBounds, gridPlace, gridRate } from "./rates.ts";

/** A cell at one learning rate. */
export interface Trial {
  readonly cell: Cell;
  readonly learningRate: number;
}

/** What one tuning seed gave on the held-out part: before the first step and after the last. */
export interface Outcome {
  readonly start: Score;
  readonly end: Score;
}

/** Measures some trials, and answers in their order, with one outcome for each tuning seed. */
export type Measure = (trials: readonly Trial[]) => Promise<readonly (readonly Outcome[])[]>;

/**
 * Tunes every cell; the answers are in the order of the cells.
 * @param chance what a constant answer reaches on the held-out part
 */
export async function tune(
  cells: readonly Cell[],
  grid: Config["grid"],
  chance: Chance,
  measure: Measure,
): Promise<readonly Tuning[]> {
  const searches = [...new Set(cells.map((cell) => cell.batchSize))].map(
    (size) =>
      new Search(
        cells.filter((cell) => cell.batchSize === size),
        grid,
        chance,
      ),
  );
  for (;;) {
    const wanted = searches.flatMap((search) => search.missing());
    if (wanted.length === 0) break;
    const outcomes = await measure(wanted);
    wanted.forEach((trial, i) =>
      searches.find((s) => s.cells.includes(trial.cell))!.learn(trial, outcomes[i]!),
    );
    for (const search of searches) search.extend();
  }
  return cells.map((cell) => searches.find((search) => search.cells.includes(cell))!.result(cell));
}

/** A rate with its medians over the tuning seeds. */
interface Tried {
  readonly learningRate: number;
  /** null if the median run diverged, like the accuracy. */
  readonly loss: number | null;
  readonly accuracy: number | null;
  readonly diverged: number;
  /** Nats beyond chance and beyond the start; null if the median run diverged. */
  readonly evidence: number | null;
  /** The loss less that before the first step. */
  readonly change: number | null;
}

/** The grid of one batch size, as a range of whole numbers k: the rates are 10^(k / perDecade). */
class Search {
  readonly cells: readonly Cell[];
  readonly #perDecade: number;
  readonly #chance: Chance;
  readonly #bounds: readonly [number, number];
  #low: number;
  #high: number;
  readonly #seen = new Map<Cell, Map<number, Tried>>();

  constructor(cells: readonly Cell[], { from, to, perDecade }: Config["grid"], chance: Chance) {
    this.cells = cells;
    this.#perDecade = perDecade;
    this.#chance = chance;
    this.#low = gridPlace(from, perDecade);
    this.#high = gridPlace(to, perDecade);
    this.#bounds = gridBounds(this.#low, this.#high, perDecade);
    for (const cell of cells) this.#seen.set(cell, new Map());
  }

  missing(): readonly Trial[] {
    return this.cells.flatMap((cell) =>
      this.#rates()
        .filter((learningRate) => !this.#seen.get(cell)!.has(learningRate))
        .map((learningRate) => ({ cell, learningRate })),
    );
  }

  learn({ cell, learningRate }: Trial, outcomes: readonly Outcome[]): void {
    const ends = outcomes.map(({ end }) => end);
    const change = outcomes.map(({ start, end }) =>
      start.loss === null || end.loss === null ? null : end.loss - start.loss,
    );
    this.#seen.get(cell)!.set(learningRate, {
      learningRate,
      loss: median(ends.map(({ loss }) => loss), "high"), // prettier-ignore
      accuracy: median(ends.map(({ accuracy }) => accuracy), "low"), // prettier-ignore
      diverged: ends.filter(({ loss }) => loss === null).length,
      evidence: median(outcomes.map(({ start, end }) => evidence(start, end, this.#chance)), "low"), // prettier-ignore
      change: median(change, "high"),
    });
  }

  extend(): void {
    const [low, high] = this.#bounds;
    const [lower, higher] = [this.#wants(0), this.#wants(-1)];
    if (lower && this.#low > low) this.#low--;
    if (higher && this.#high < high) this.#high++;
  }

  result(cell: Cell): Tuning {
    const tried = this.#tried(cell);
    const best = this.#best(cell);
    return {
      label: cell.label,
      batchSize: cell.batchSize,
      tried: tried.map(({ learningRate, loss, accuracy, diverged }) => ({
        ...{ learningRate, medianLoss: loss, medianAccuracy: accuracy, diverged },
      })),
      best: best.learningRate,
      atEdge: best === tried[0] || best === tried.at(-1),
      ...(this.#canTell ? { trained: this.#trained(best) } : {}),
    };
  }

  /** Whether any cell has a use for rates beyond an end of the grid: its lowest (0) or its highest (-1). */
  #wants(end: 0 | -1): boolean {
    return this.cells.some((cell) => {
      const edge = this.#tried(cell).at(end)!;
      // A rate at which nothing moves makes lower ones useless; one at which training diverges, higher ones.
      const { loss, change } = edge;
      const useless = end === -1 ? loss === null : change !== null && this.#isNoise(change);
      return !useless && (this.#best(cell) === edge || this.#isStuck(cell));
    });
  }

  /** Did not train at any rate, or its losses are the same at all rates that did not diverge. */
  #isStuck(cell: Cell): boolean {
    if (!this.#canTell) return false;
    const losses = this.#tried(cell).flatMap(({ loss }) => (loss === null ? [] : [loss]));
    const tied = losses.length > 1 && this.#isNoise(Math.max(...losses) - Math.min(...losses));
    return tied || !this.#trained(this.#best(cell));
  }

  /**
   * Of the rates that trained, and of all if none did, the one with the lowest median loss; of equal losses the higher
   * median accuracy decides, and then the lower rate.
   */
  #best(cell: Cell): Tried {
    const rank = (rate: Tried): readonly number[] => [
      this.#trained(rate) ? 0 : 1,
      rate.loss ?? Infinity,
      -(rate.accuracy ?? -Infinity),
    ];
    return this.#tried(cell).reduce((best, rate) => (precedes(rank(rate), rank(best)) ? rate : best));
  }

  #trained({ evidence: nats }: Tried): boolean {
    return nats !== null && nats >= noise(this.#rates().length);
  }

  get #canTell(): boolean {
    return canTell(this.#chance, this.#rates().length);
  }

  /** Whether a difference of mean losses on the held-out part is within noise. */
  #isNoise(difference: number): boolean {
    return this.#chance.examples * Math.abs(difference) < noise(this.#rates().length);
  }

  #tried(cell: Cell): readonly Tried[] {
    return this.#rates().map((rate) => this.#seen.get(cell)!.get(rate)!);
  }

  #rates(): readonly number[] {
    return Array.from({ length: this.#high - this.#low + 1 }, (_, i) =>
      gridRate(this.#low + i, this.#perDecade),
    );
  }
}

/** Lexicographic order. */
function precedes(a: readonly number[], b: readonly number[]): boolean {
  const first = a.findIndex((value, i) => value !== b[i]);
  return first >= 0 && a[first]! < b[first]!;
}
