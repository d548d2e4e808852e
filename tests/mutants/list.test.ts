/**
 * The list of mutants is in order, and what cannot be planted is refused. They are planted by `npm run -s mutants`, and
 * in `npm run test:deep` (mutants.deep.ts).
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
  const limit = "<= limit";

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
