/**
 * The search for a learning rate, alike for every method: each cell is tried on the same logarithmic grid and gets
 * the rate with the lowest median loss over the tuning seeds. Where a winner stands at the edge of the grid, the grid
 * grows on that side for every method at that batch size, up to a bound, so that all have the same budget.
 *
 * Knows rates and losses; how a loss is measured is the caller's.
 */
import type { Cell } from "./arms.ts";
import type { Config } from "./config.ts";
import type { Tuning } from "./results.ts";

/** A cell at one learning rate. */
export interface Trial {
  readonly cell: Cell;
  readonly learningRate: number;
}

/** What the tuning seeds gave, one entry for each; null is a run that diverged. */
export interface Outcome {
  readonly losses: readonly (number | null)[];
  readonly accuracies: readonly (number | null)[];
}

/** The rates that are tried at first, ascending. */
export function tuningGrid({ from, to, perDecade }: Config["grid"]): readonly number[] {
  const [first, last] = [from, to].map((rate) => Math.round(Math.log10(rate) * perDecade)) as [
    number,
    number,
  ];
  return Array.from({ length: last - first + 1 }, (_, i) => gridRate(first + i, perDecade));
}

/** Measures some trials, and answers in their order. */
export type Measure = (trials: readonly Trial[]) => Promise<readonly Outcome[]>;

/** How many points a grid may grow by on each side. */
export const mostExtension = 4;

/** Tunes every cell; the answers are in the order of the cells. */
export async function tune(
  cells: readonly Cell[],
  grid: Config["grid"],
  measure: Measure,
): Promise<readonly Tuning[]> {
  const searches = [...new Set(cells.map((cell) => cell.batchSize))].map(
    (size) =>
      new Search(
        cells.filter((cell) => cell.batchSize === size),
        grid,
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

/** The grid of one batch size, as a range of whole numbers k: the rates are 10^(k / perDecade). */
class Search {
  readonly cells: readonly Cell[];
  readonly #perDecade: number;
  readonly #first: number;
  readonly #last: number;
  #low: number;
  #high: number;
  readonly #seen = new Map<Cell, Map<number, Outcome>>();

  constructor(cells: readonly Cell[], { from, to, perDecade }: Config["grid"]) {
    this.cells = cells;
    this.#perDecade = perDecade;
    this.#low = this.#first = Math.round(Math.log10(from) * perDecade);
    this.#high = this.#last = Math.round(Math.log10(to) * perDecade);
    for (const cell of cells) this.#seen.set(cell, new Map());
  }

  missing(): readonly Trial[] {
    return this.cells.flatMap((cell) =>
      this.#rates()
        .filter((learningRate) => !this.#seen.get(cell)!.has(learningRate))
        .map((learningRate) => ({ cell, learningRate })),
    );
  }

  learn({ cell, learningRate }: Trial, outcome: Outcome): void {
    this.#seen.get(cell)!.set(learningRate, outcome);
  }

  extend(): void {
    const rates = this.#rates();
    const winners = this.cells.map((cell) => this.#best(cell));
    if (winners.includes(rates[0]!) && this.#low > this.#first - mostExtension) this.#low--;
    if (winners.includes(rates.at(-1)!) && this.#high < this.#last + mostExtension) this.#high++;
  }

  result(cell: Cell): Tuning {
    const rates = this.#rates();
    const best = this.#best(cell);
    return {
      label: cell.label,
      batchSize: cell.batchSize,
      tried: rates.map((learningRate) => {
        const { losses, accuracies } = this.#seen.get(cell)!.get(learningRate)!;
        return {
          learningRate,
          medianLoss: median(losses, Infinity),
          medianAccuracy: median(accuracies, -Infinity),
          diverged: losses.filter((loss) => loss === null).length,
        };
      }),
      best,
      atEdge: best === rates[0] || best === rates.at(-1),
    };
  }

  #rates(): readonly number[] {
    return Array.from({ length: this.#high - this.#low + 1 }, (_, i) =>
      gridRate(this.#low + i, this.#perDecade),
    );
  }

  /** The lowest median loss; of equal ones, and where everything diverged, the lowest rate. */
  #best(cell: Cell): number {
    const loss = (rate: number): number =>
      median(this.#seen.get(cell)!.get(rate)!.losses, Infinity) ?? Infinity;
    return this.#rates().reduce((best, rate) => (loss(rate) < loss(best) ? rate : best));
  }
}

/** 10^(k / perDecade), rounded as people write it: 1, 3, 10 or 1, 2, 5, 10; two digits from four points a decade on. */
export function gridRate(k: number, perDecade: number): number {
  return Number((10 ** (k / perDecade)).toPrecision(perDecade <= 3 ? 1 : 2));
}

/** The median with a divergence counted as `worst`; null if the median itself is one. */
function median(values: readonly (number | null)[], worst: number): number | null {
  const sorted = values.map((value) => value ?? worst).sort((a, b) => a - b);
  const half = sorted.length / 2;
  const middle = (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
  return Number.isFinite(middle) ? middle : null;
}
