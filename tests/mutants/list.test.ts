/**
 * The list of mutants is in order, and what applies them tells the dead from the living. All of them are planted by
 * `npm run -s mutants`, and in `npm run test:deep`.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../house/sources.ts";
import { mutants } from "./list.ts";
import { kinds, mutantsOf, mutated, type Kind } from "./mutant.ts";
import { judgesOf, runMutants } from "./run.ts";

const textOf = (file: string): string => readFileSync(join(root, file), "utf8");
const countOf = (kind: Kind): number => mutants.filter((mutant) => mutant.kind === kind).length;

describe("the list of mutants", () => {
  it("changes a text that occurs exactly once in its file", () => {
    const wrong = mutants.flatMap((mutant) => {
      try {
        mutated(textOf(mutant.file), mutant);
        return [];
      } catch (error) {
        return [(error as Error).message];
      }
    });
    expect(wrong).toEqual([]);
  });

  it("has names that differ, judges that are there, and something of every kind", () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    const judges = new Set(mutants.flatMap(({ judges: named }) => named));
    expect([...judges].filter((judge) => !existsSync(join(root, judge)))).toEqual([]);
    expect(mutants.filter((mutant) => judgesOf(mutant).length === 0)).toEqual([]);
    const rare = (Object.keys(kinds) as Kind[]).filter((kind) => countOf(kind) < 7);
    expect(rare).toEqual([]);
    expect(mutants.length).toBeGreaterThanOrEqual(400);
  });

  it("has mutants in every file of operations", () => {
    const files = new Set(mutants.map(({ file }) => file));
    const families = [
      "arithmetic",
      "convolution",
      "gather",
      "join",
      "moments",
      "movement",
      "normalize",
      "pooling",
    ].concat(["product", "reduce", "transcendental", "unfold"]);
    expect(families.filter((family) => !files.has(`autograd/ops/${family}.ts`))).toEqual([]);
  });
});

describe("planting", () => {
  const file = "probes/rounding.ts";
  const [count, limit] = ["zeros++;", "<= limit"];

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

  it("refuses a list that has fallen behind the sources", async () => {
    const outdated = mutantsOf(file, [["gone", "sign", "no such text", ""]]);
    await expect(runMutants(outdated)).rejects.toThrow(
      `mutants: the list is out of date: '${file}: gone' looks for a text that occurs 0 times in ${file}: no such text`,
    );
  }, 60_000);

  it("refuses a judge that the sources as they are do not pass", async () => {
    const judged = mutantsOf(file, [["any", "condition", limit, "< limit"]], ["tests/none.test.ts"]);
    await expect(runMutants(judged)).rejects.toThrow(
      /^mutants: the sources as they are do not pass tests\/none\.test\.ts, so it can judge nothing: does not load/,
    );
  }, 60_000);
});
