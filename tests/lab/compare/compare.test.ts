import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compare } from "../../../lab/compare/compare.ts";
import { pairedDifferences } from "../../../lab/compare/differences.ts";
import type { Comparison } from "../../../lab/jobs/comparison.ts";
import { resolveConfig } from "../../../lab/training/config.ts";
import { workplace } from "../cli/program.ts";

jest.setTimeout(60_000);

const place = workplace();

const asked = { processes: 2, command: "what was typed" };

describe("compare", () => {
  it("runs every arm once and puts the record together", async () => {
    const config = resolveConfig({
      task: "blobs",
      train: 60,
      test: 30,
      hidden: [4],
      batchSize: [10, 1],
      steps: [8],
      seeds: [0, 1],
      lr: 0.1,
    });
    const folder = join(place(), "given");
    const comparison = await compare(config, { ...asked, folder });
    const named = comparison.arms.map((arm) => `${arm.label} ${arm.batchSize} ${arm.seed}`);
    expect(named).toEqual([
      ...["none", "bn", "bnp"].flatMap((label) => [`${label} 10 0`, `${label} 10 1`]),
      ...["none", "bnp"].flatMap((label) => [`${label} 1 0`, `${label} 1 1`]),
    ]);
    expect(comparison).toMatchObject({ schema: 1, missing: 0, tuning: [], config });
    expect(comparison.failures).toBeUndefined();
    expect(comparison.differences).toEqual(pairedDifferences(comparison.arms, comparison.task));
    expect(comparison.differences.length).toBe(3 + 1);
    expect(comparison.skipped.map((s) => s.label)).toEqual(["bn"]);
    expect(comparison.costs!.map((c) => `${c.label} ${c.batchSize} ${c.rounds}`)).toEqual([
      ...["none 10 8", "bn 10 8", "bnp 10 8", "none 1 8", "bnp 1 8"],
    ]);
    expect(comparison.provenance.command).toBe("what was typed");
    expect(JSON.parse(readFileSync(join(folder, "metrics.json"), "utf8"))).toEqual(comparison);
  });

  it("trains every cell on every split from every seed, on other test examples each, and pairs by split", async () => {
    const config = resolveConfig({
      ...{ task: "blobs", train: 60, test: 30, methods: ["none", "bnp"], hidden: [4], batchSize: [10] },
      ...{ steps: [8], seeds: [0, 1], splits: [0, 1, 2], lr: 0.1 },
    });
    const { arms, differences, missing, task } = await compare(config, {
      ...asked,
      folder: join(place(), "splits"),
    });
    expect([arms.length, missing]).toEqual([2 * 3 * 2, 0]);
    expect(arms.map((arm) => `${arm.label} ${arm.split} ${arm.seed}`)).toEqual(
      ["none", "bnp"].flatMap((l) => [0, 1, 2].flatMap((k) => [0, 1].map((s) => `${l} ${k} ${s}`))),
    );
    // The same seed starts from the same weights, so at step 0 the data alone make the difference.
    const first = arms
      .filter((arm) => arm.seed === 0 && arm.label === "none")
      .map((arm) => arm.curve[0]!.testLoss);
    expect(new Set(first).size).toBe(3);
    expect(differences).toEqual([expect.objectContaining({ seeds: 2, splits: 3 })]);
    expect(differences[0]!.p).not.toBeNull();
    expect(task.resplit).toBeUndefined();
  });

  it("starts all methods from the same network: at step 0 those without batch statistics agree", () => {
    const { arms } = JSON.parse(readFileSync(join(place(), "given", "metrics.json"), "utf8")) as Comparison;
    for (const seed of [0, 1]) {
      const first = arms
        .filter((arm) => arm.seed === seed && arm.method !== "bn")
        .map((arm) => arm.curve[0]!.testLoss);
      expect(new Set(first).size).toBe(1);
      expect(first.length).toBe(4);
    }
  });

  it("keeps what is finished when it is stopped, and counts what is missing", async () => {
    const config = resolveConfig({
      task: "blobs",
      train: 60,
      test: 30,
      steps: [150],
      batchSize: [10],
      seeds: [0, 1, 2, 3],
      lr: 0.1,
    });
    const controller = new AbortController();
    const folder = join(place(), "stopped");
    let done = 0;
    const partial = await compare(config, {
      ...asked,
      folder,
      signal: controller.signal,
      events: {
        onDone: () => {
          if (++done === 3) controller.abort();
        },
      },
    });
    expect(partial.arms.length).toBe(3);
    expect(partial.missing).toBe(9);
    expect(partial.costs).toBeUndefined();
    expect(partial.costsLeftOut).toBe("the comparison was interrupted");

    const whole = await compare(config, { ...asked, folder });
    expect(whole.missing).toBe(0);
    expect(
      whole.arms.filter((arm) => partial.arms.some((old) => JSON.stringify(old) === JSON.stringify(arm)))
        .length,
    ).toBe(3);
    expect(whole.provenance.startedAt).toBe(partial.provenance.startedAt);
    expect(whole.provenance.wallSeconds).toBeGreaterThan(partial.provenance.wallSeconds);
  });

  it("stopped while it tunes, has no arms and no tuning, and all of them missing", async () => {
    const config = resolveConfig({
      task: "blobs",
      train: 60,
      test: 30,
      steps: [300],
      batchSize: [10],
      lr: "tune",
    });
    const controller = new AbortController();
    const partial = await compare(config, {
      ...asked,
      folder: join(place(), "tuning"),
      signal: controller.signal,
      events: {
        onDone: () => {
          controller.abort();
        },
      },
    });
    expect(partial).toMatchObject({ arms: [], tuning: [], differences: [], missing: 9 });
  });

  it("refuses a batch that tuning cannot draw", async () => {
    const config = resolveConfig({ task: "blobs", train: 60, test: 30, batchSize: [55], lr: "tune" });
    await expect(compare(config, { ...asked, folder: join(place(), "large") })).rejects.toThrow(
      /a batch of 55 cannot be drawn from 50 training examples \(tuning holds one in six out\)/,
    );
  });
});
