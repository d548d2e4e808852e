import {
  armId,
  armsOf,
  cells,
  contenders,
  cost,
  givenRate,
  longestFirst,
  repeats,
} from "../../../lab/training/arms.ts";
import { resolveConfig } from "../../../lab/training/config.ts";
import { methodNames } from "../../../lab/training/methods.ts";
import { preset } from "../../../lab/training/presets.ts";
import { statisticsPolicies } from "../../../preconditioners/index.ts";

describe("contenders", () => {
  it("calls BNP by its statistics only where several are compared", () => {
    const labels = (statistics: ("ramp" | "paper")[]): string[] =>
      contenders(resolveConfig({ methods: ["none", "bnp"], statistics })).map((c) => c.label);
    expect(labels(["paper"])).toEqual(["none", "bnp"]);
    expect(labels(["ramp", "paper"])).toEqual(["none", "bnp:ramp", "bnp:paper"]);
  });
});

describe("cells", () => {
  it("holds every label at every batch size once, run or skipped with a reason", () => {
    const config = resolveConfig({
      methods: [...methodNames],
      statistics: [...statisticsPolicies],
      batchSize: [8, 2, 1],
    });
    const { cells: run, skipped } = cells(config);
    const all = [...run, ...skipped].map((c) => `${c.label} ${c.batchSize}`);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe(contenders(config).length * 3);
    expect(skipped.map((s) => `${s.label} ${s.batchSize}`)).toEqual(["bn 1", "bn-pre 1", "renorm 1"]);
    for (const { reason } of skipped) expect(reason).toMatch(/variance/);
  });

  it("gives each batch size its own number of steps", () => {
    const { cells: run } = cells(
      resolveConfig({ batchSize: [60, 6], steps: [10, 20], methods: ["none", "bnp"] }),
    );
    expect(run.map((c) => [c.label, c.batchSize, c.steps])).toEqual([
      ["none", 60, 10],
      ["bnp", 60, 10],
      ["none", 6, 20],
      ["bnp", 6, 20],
    ]);
  });
});

describe("arms", () => {
  const config = resolveConfig(preset("start"));
  const run = cells(config).cells;
  const arms = armsOf(run, config.seeds, (cell) => givenRate(config, cell));

  it("shares the seeds among all cells, under ids that are all different and are file names", () => {
    expect(arms.length).toBe(run.length * config.seeds.length);
    expect(new Set(arms.map(armId)).size).toBe(arms.length);
    for (const arm of arms) expect(armId(arm)).toMatch(/^[\w.-]+$/);
  });

  it("repeats every seed on every split, under ids of their own, those of a split and length together", () => {
    const split = armsOf(run, [0, 1], () => 0.1, [0, 1, 4]);
    expect(split.length).toBe(run.length * repeats(resolveConfig({ seeds: [0, 1], splits: [0, 1, 4] })));
    expect(new Set(split.map(armId)).size).toBe(split.length);
    const order = longestFirst(split).map((arm) => `${cost(arm)} ${arm.split}`);
    expect(order.filter((key, i) => key !== order[i - 1])).toHaveLength(new Set(order).size);
  });

  it("has a given rate for every cell of the preset", () => {
    for (const cell of run) expect(givenRate(config, cell)).toBeGreaterThan(0);
  });

  it("says which rate is missing from a table", () => {
    const [cell] = cells(resolveConfig({ methods: ["none"], batchSize: [30] })).cells;
    expect(() => givenRate(resolveConfig({ lr: { none: { 60: 1 } } }), cell!)).toThrow(
      /none at batch size 30/,
    );
    expect(givenRate(resolveConfig({ lr: 0.25 }), cell!)).toBe(0.25);
  });

  it("sorts the longest first and loses none", () => {
    const sorted = longestFirst(arms);
    expect([...sorted].sort()).toEqual([...arms].sort());
    const costs = sorted.map(cost);
    expect(costs).toEqual([...costs].sort((a, b) => b - a));
  });
});
