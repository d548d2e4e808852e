/**
 * All mutants are planted, and at least 98 in 100 are killed; and what plants them tells the dead from the living:
 * `npm run test:deep`.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../house/sources.ts";
import { mutants } from "./list.ts";
import { mutantsOf } from "./mutant.ts";
import { runMutants, type MutationResult } from "./run.ts";

const textOf = (file: string): string => readFileSync(join(root, file), "utf8");

it("the tests kill at least 98 % of all mutants, and every survivor has its reason", async () => {
  const command = ["-r", "ts-node/register/transpile-only", join(root, "tests/mutants/main.ts"), "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root, maxBuffer: 1 << 26 });
  const { planted, score, survivors } = JSON.parse(stdout) as MutationResult;
  expect(planted).toBe(mutants.length);
  expect(survivors.filter(({ reason }) => reason === "no test sees it")).toEqual([]);
  expect(score).toBeGreaterThanOrEqual(0.98);
}, 1_800_000);

describe("planting", () => {
  const [file, count] = ["probes/rounding.ts", "zeros++;"];

  it("tells what is killed, what lives, and what never ends", async () => {
    const planted = mutantsOf(file, [
      ["wrong", "window", count, "zeros += 2;"],
      ["harmless", "window", count, "zeros += 1;", "another way to say it"],
      ["endless", "condition", count, ";"],
    ]);
    const before = textOf(file);
    const result = await runMutants(planted, { patience: 1 });
    expect(result).toMatchObject({
      planted: 3,
      killed: 2,
      score: 2 / 3,
      survivors: [{ name: `${file}: harmless`, file, reason: "another way to say it" }],
      byKind: { window: { planted: 2, killed: 1 }, condition: { planted: 1, killed: 1 } },
    });
    expect(textOf(file)).toBe(before);
  }, 60_000);

  it("depends on the seed alone, whatever properties draw", async () => {
    const lottery = "tests/support/lottery.ts";
    const killed = async (seed: number): Promise<number> => {
      const same = Array.from(
        { length: 10 },
        (_, i) => [`number ${i}`, "condition", "true", "false"] as const,
      );
      return (await runMutants(mutantsOf(lottery, same, [lottery]), { seed })).killed;
    };
    const counts = [await killed(1), await killed(2), await killed(3), await killed(4)];
    expect(new Set(counts)).toEqual(new Set([0, 10]));
  }, 60_000);
});
