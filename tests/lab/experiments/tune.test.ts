import type { Cell } from "../../../lab/experiments/arms.ts";
import { gridRate, type Measure, mostExtension, tune, tuningGrid } from "../../../lab/experiments/tune.ts";

const grid = { from: 0.003, to: 3, perDecade: 2 };
const cell = (label: string, batchSize = 60): Cell => ({
  label,
  method: "none",
  statistics: null,
  batchSize,
  steps: 1,
});

/** A loss that is least at a rate of its own for each label, and diverges above `limit`. */
function bowl(best: Record<string, number>, limit = Infinity, asked: string[] = []): Measure {
  return (trials) =>
    Promise.resolve(
      trials.map(({ cell: { label, batchSize }, learningRate }) => {
        asked.push(`${label} ${batchSize} ${learningRate}`);
        const loss = learningRate > limit ? null : Math.abs(Math.log(learningRate / best[label]!));
        const accuracy = loss === null ? null : 0.5;
        return { losses: [loss, loss], accuracies: [accuracy, accuracy] };
      }),
    );
}

describe("the grid", () => {
  it("has the round numbers that people write", () => {
    expect(tuningGrid(grid)).toEqual([0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]);
    expect(tuningGrid({ from: 0.1, to: 10, perDecade: 3 })).toEqual([0.1, 0.2, 0.5, 1, 2, 5, 10]);
  });

  it("rises without repeating, at any density", () => {
    for (let perDecade = 1; perDecade <= 10; perDecade++) {
      const rates = Array.from({ length: 60 }, (_, k) => gridRate(k - 30, perDecade));
      rates.slice(1).forEach((rate, i) => {
        expect(rate).toBeGreaterThan(rates[i]!);
      });
    }
  });
});

describe("tune", () => {
  it("finds the best rate of each cell and tries nothing else where no winner is at the edge", async () => {
    const asked: string[] = [];
    const found = await tune([cell("a"), cell("b")], grid, bowl({ a: 0.1, b: 1 }, Infinity, asked));
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
    const found = await tune(cells, grid, bowl({ a: 0.1, b: 10, c: 0.3 }));
    const rates = found.map((t) => t.tried.map((x) => x.learningRate));
    expect(rates[0]).toEqual([...tuningGrid(grid), 10, 30]);
    expect(rates[1]).toEqual(rates[0]);
    expect(rates[2]).toEqual(tuningGrid(grid));
    expect(found[1]).toMatchObject({ best: 10, atEdge: false });
  });

  it("stops at the bound and says that the winner is still at the edge", async () => {
    const [high, low] = await tune([cell("high"), cell("low", 6)], grid, bowl({ high: 1e9, low: 1e-9 }));
    expect(high).toMatchObject({ best: 300, atEdge: true });
    expect(high!.tried.length).toBe(7 + mostExtension);
    expect(low).toMatchObject({ best: 0.00003, atEdge: true });
  });

  it("counts a divergence as the worst loss, and prefers the lowest rate where everything diverged", async () => {
    const [some, none] = await tune([cell("some"), cell("none", 6)], grid, (trials) =>
      bowl(
        { some: 1e9, none: 1 },
        0.2,
      )(trials.filter((t) => t.cell.label === "some")).then((outcomes) => {
        let next = 0;
        return trials.map((t) =>
          t.cell.label === "some" ? outcomes[next++]! : { losses: [null, 1], accuracies: [null, 1] },
        );
      }),
    );
    expect(some).toMatchObject({ best: 0.1, atEdge: false });
    expect(some!.tried.at(-1)).toEqual({
      learningRate: 3,
      medianLoss: null,
      medianAccuracy: null,
      diverged: 2,
    });
    // One of two runs diverged: the median of two is their mean, so it diverged as well.
    expect(none!.tried[0]).toMatchObject({ medianLoss: null, diverged: 1 });
    expect(none).toMatchObject({ best: 0.00003, atEdge: true });
  });

  it("takes the median over the seeds, not the mean", async () => {
    const [found] = await tune([cell("a")], grid, (trials) =>
      Promise.resolve(
        trials.map(({ learningRate }) => ({
          losses: learningRate === 0.1 ? [1, 1, null] : [2, 2, 2],
          accuracies: [0.5, 0.7, null],
        })),
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
