import { mostDecades, tuningGrid } from "../../../lab/compare/rates.ts";
import { type Measure, type Outcome, tune } from "../../../lab/compare/tune.ts";
import type { Cell } from "../../../lab/training/arms.ts";
import type { Chance } from "../../../lab/training/results.ts";

const grid = { from: 0.003, to: 3, perDecade: 2 };
const cell = (label: string, batchSize = 60): Cell => ({
  label,
  method: "none",
  statistics: null,
  batchSize,
  steps: 1,
});

const chance: Chance = { examples: 100, loss: Math.log(10), accuracy: 0.1 };
const start = { loss: 3, accuracy: 0.1 };
const lost: Outcome = { start, end: { loss: null, accuracy: null } };
const ended = (loss: number | null, accuracy = 0.1): Outcome =>
  loss === null ? lost : { start, end: { loss, accuracy } };

/** A loss that is least at a rate of its own for each label, and diverges above `limit`. */
function bowl(best: Record<string, number>, limit = Infinity, asked: string[] = []): Measure {
  return (trials) =>
    Promise.resolve(
      trials.map(({ cell: { label, batchSize }, learningRate }) => {
        asked.push(`${label} ${batchSize} ${learningRate}`);
        const loss = learningRate > limit ? null : Math.abs(Math.log(learningRate / best[label]!));
        return [ended(loss, 0.9), ended(loss, 0.9)];
      }),
    );
}

describe("tune", () => {
  it("finds the best rate of each cell and tries nothing else where no winner is at the edge", async () => {
    const asked: string[] = [];
    const found = await tune([cell("a"), cell("b")], grid, chance, bowl({ a: 0.1, b: 1 }, Infinity, asked));
    expect(found.map(({ label, best, atEdge }) => [label, best, atEdge])).toEqual([
      ["a", 0.1, false],
      ["b", 1, false],
    ]);
    expect(asked.length).toBe(2 * 7);
    expect(new Set(asked).size).toBe(asked.length);
    expect(found[0]!.tried.map((t) => t.learningRate)).toEqual(tuningGrid(grid));
  });

  it("extends the grid for all labels of that batch size, and only for that one", async () => {
    const cells = [cell("a"), cell("b"), cell("a", 6), cell("c", 6)];
    const found = await tune(cells, grid, chance, bowl({ a: 0.1, b: 10, c: 0.3 }));
    const rates = found.map((t) => t.tried.map((x) => x.learningRate));
    expect(rates[0]).toEqual([...tuningGrid(grid), 10, 30]);
    expect(rates[1]).toEqual(rates[0]);
    expect(rates[2]).toEqual(tuningGrid(grid));
    expect(found[1]).toMatchObject({ best: 10, atEdge: false });
  });

  it("stops at the bound and says that the winner is still at the edge", async () => {
    const fastest = bowl({ high: 1e12, low: 1e-12 });
    const [high, low] = await tune([cell("high"), cell("low", 6)], grid, chance, fastest);
    expect(high).toMatchObject({ best: 3e6, atEdge: true });
    expect(high!.tried.length).toBe(7 + mostDecades * grid.perDecade);
    expect(low).toMatchObject({ best: 3e-9, atEdge: true });
  });

  it("counts a divergence as the worst loss, and tries no higher rate where the highest diverges", async () => {
    const [some, all] = await tune([cell("some"), cell("all", 6)], grid, chance, (trials) =>
      Promise.resolve(
        trials.map(({ cell: { label }, learningRate }) =>
          // One of two runs diverged: the median of two is their mean, so it diverged as well.
          label === "all" ? [lost, ended(1)] : [learningRate > 0.2 ? lost : ended(1 / learningRate), lost],
        ),
      ).then((outcomes) =>
        outcomes.map((pair, i) => (trials[i]!.cell.label === "some" ? [pair[0]!, pair[0]!] : pair)),
      ),
    );
    expect(some).toMatchObject({ best: 0.1, atEdge: false });
    expect(some!.tried.at(-1)).toEqual({
      learningRate: 3,
      medianLoss: null,
      medianAccuracy: null,
      diverged: 2,
    });
    expect(all!.tried[0]).toMatchObject({ medianLoss: null, diverged: 1 });
    expect(all).toMatchObject({ best: 3e-9, atEdge: true, trained: false });
    expect(all!.tried.at(-1)!.learningRate).toBe(3);
  });

  it("takes the median over the seeds, not the mean", async () => {
    const [found] = await tune([cell("a")], grid, chance, (trials) =>
      Promise.resolve(
        trials.map(({ learningRate }) =>
          learningRate === 0.1 ? [ended(1, 0.5), ended(1, 0.7), lost] : [ended(2), ended(2), ended(2)],
        ),
      ),
    );
    expect(found!.best).toBe(0.1);
    expect(found!.tried.find((t) => t.learningRate === 0.1)).toMatchObject({
      medianLoss: 1,
      medianAccuracy: 0.5,
      diverged: 1,
    });
  });
});

describe("a method that does not train on the grid", () => {
  const measure =
    (of: (rate: number, label: string) => Outcome): Measure =>
    (trials) =>
      Promise.resolve(trials.map(({ cell: { label }, learningRate }) => [of(learningRate, label)]));
  /** What a dead network answers: the class frequencies, a little beside them. */
  const dead = (rate: number): Outcome => ended(chance.loss + 0.002 * Math.sin(rate), 0.1);
  const rates = (tried: readonly { readonly learningRate: number }[]): readonly number[] =>
    tried.map(({ learningRate }) => learningRate);

  it("gets lower rates until it trains, and so do the others at that batch size", async () => {
    const [stuck, good, other] = await tune(
      [cell("stuck"), cell("good"), cell("good", 6)],
      grid,
      chance,
      measure((rate, label) => {
        if (label === "good") return ended(Math.abs(Math.log(rate / 0.1)), 0.8);
        return rate > 1e-5 ? dead(rate) : ended(0.5 + Math.abs(Math.log(rate / 3e-6)), 0.7);
      }),
    );
    expect(stuck).toMatchObject({ best: 3e-6, trained: true, atEdge: false });
    expect(rates(good!.tried)).toEqual(rates(stuck!.tried));
    expect(good).toMatchObject({ best: 0.1, trained: true });
    expect(rates(other!.tried)).toEqual(tuningGrid(grid));
  });

  it("gets higher rates too", async () => {
    const [slow] = await tune(
      [cell("slow")],
      grid,
      chance,
      measure((rate) => (rate < 500 ? { start, end: start } : rate < 5000 ? ended(0.1, 0.9) : lost)),
    );
    expect(slow).toMatchObject({ best: 1000, trained: true });
  });

  it("ends where lower rates change nothing and higher ones diverge, and then it did not train", async () => {
    const [never] = await tune(
      [cell("never")],
      grid,
      chance,
      measure((rate) => (rate < 5e-5 ? { start, end: start } : rate > 50 ? lost : dead(rate))),
    );
    expect(never!.trained).toBe(false);
    expect(rates(never!.tried)[0]).toBe(3e-5);
    expect(rates(never!.tried).at(-1)).toBe(100);
  });

  it("ends at the bound where nothing else ends it", async () => {
    const [never] = await tune([cell("never")], grid, chance, measure(dead));
    expect(never).toMatchObject({ trained: false });
    expect(never!.tried.length).toBe(7 + 2 * mostDecades * grid.perDecade);
  });

  it("is told by the start as well: a network that is lucky before its first step has learned nothing", async () => {
    const luck = { loss: 0.7, accuracy: 0.66 };
    const [lucky] = await tune(
      [cell("lucky")],
      grid,
      chance,
      measure((rate) => ({ start: luck, end: rate > 5 ? lost.end : luck })),
    );
    expect(lucky!.trained).toBe(false);
  });

  it("has its grid widened where all rates are equal though they train", async () => {
    const [level] = await tune(
      [cell("level")],
      grid,
      chance,
      measure((rate) => (rate > 0.0005 ? ended(0.5, 0.8) : { start, end: start })),
    );
    expect(level).toMatchObject({ trained: true, best: 0.001 });
  });

  it("is not judged where the held-out part is too small to tell", async () => {
    const few: Chance = { examples: 3, loss: Math.log(2), accuracy: 0.5 };
    const [found] = await tune([cell("few")], grid, few, bowl({ few: 0.1 }));
    expect(found).not.toHaveProperty("trained");
    expect(rates(found!.tried)).toEqual(tuningGrid(grid));
  });
});

describe("the best rate", () => {
  const best = async (of: (rate: number) => Outcome): Promise<number> => {
    const [found] = await tune([cell("a")], grid, chance, (trials) =>
      Promise.resolve(trials.map(({ learningRate }) => [of(learningRate)])),
    );
    return found!.best;
  };

  it("is one that trained, whatever the loss of those that did not", async () => {
    const sure = (rate: number): Outcome => (rate === 0.3 ? ended(2.5, 0.6) : ended(chance.loss));
    expect(await best(sure)).toBe(0.3);
  });

  it("has the lowest loss; of equal losses the higher accuracy decides, then the lower rate", async () => {
    const among = (of: (rate: number) => Outcome) => (rate: number) =>
      rate === 0.03 || rate === 0.3 ? of(rate) : ended(2);
    expect(await best(among((rate) => ended(rate, 0.5)))).toBe(0.03);
    expect(await best(among((rate) => ended(0.2, rate)))).toBe(0.3);
    expect(await best(among(() => ended(0.2, 0.5)))).toBe(0.03);
  });
});
