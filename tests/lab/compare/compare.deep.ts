/**
 * Tuning where the grid misses the rates that train, in whole comparisons: `npm run test:deep`.
 */
import { join } from "node:path";
import { compare } from "../../../lab/compare/compare.ts";
import { type PartialConfig, resolveConfig } from "../../../lab/training/config.ts";
import { workplace } from "../cli/program.ts";

jest.setTimeout(60_000);

const place = workplace();

const asked = { processes: 2, command: "what was typed" };

describe("tuning on badly scaled inputs", () => {
  const skewed: PartialConfig = {
    ...{ task: "skewed", dial: 1000, test: 60, hidden: [16], batchSize: [16], lr: "tune" },
    ...{ methods: ["none", "bnp"], tuneSeeds: [1000], seeds: [0, 1] },
  };

  it("leaves a grid on which the plain network is dead, for all methods alike", async () => {
    const config = resolveConfig({ ...skewed, steps: [150], grid: { from: 1, to: 10, perDecade: 1 } });
    const { task, tuning, differences } = await compare(config, {
      ...asked,
      folder: join(place(), "skewed"),
    });
    const [none, bnp] = tuning;
    expect(none!.best).toBeLessThan(1);
    expect(none!.tried.map((t) => t.learningRate)).toEqual(bnp!.tried.map((t) => t.learningRate));
    expect([none!.trained, bnp!.trained]).toEqual([true, true]);
    expect(differences.length).toBe(1);
    expect(task.scales!.greatest / task.scales!.least).toBeGreaterThan(800);
  });

  it("says so where nothing trains, and compares nothing", async () => {
    // The labels are next to random.
    const config = resolveConfig({
      ...skewed,
      train: 300,
      noise: 10,
      steps: [3],
      grid: { from: 0.01, to: 1, perDecade: 1 },
    });
    const comparison = await compare(config, { ...asked, folder: join(place(), "noise") });
    expect(comparison.tuning.map(({ trained }) => trained)).toEqual([false, false]);
    expect(comparison.arms.length).toBe(4);
    expect(comparison.differences).toEqual([]);
  });
});
