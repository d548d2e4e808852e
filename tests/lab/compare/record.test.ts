/**
 * Records read back: whatever is taken out of one, or put in its place, is refused by the name of its place, and a
 * record that is whole comes back as it was.
 */
import { oneIn } from "../../support/effort.ts";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readComparison } from "../../../lab/compare/record.ts";
import { sampleComparison } from "./sample.ts";

let path: string;
beforeEach(() => (path = join(mkdtempSync(join(tmpdir(), "record-")), "x.json")));
afterEach(() => {
  rmSync(join(path, ".."), { recursive: true });
});

const comparison = {
  ...sampleComparison({ tuned: true, diverging: ["none/6/0"], seeds: [0, 1], evaluations: 2 }),
  failures: [{ label: "bn", batchSize: 6, learningRate: 0.1, seed: 0, error: "it died" }],
};
const write = (value: unknown): string => {
  writeFileSync(path, JSON.stringify(value));
  return path;
};

it("gives a whole record back, with what it does not know", () => {
  const more = { ...comparison, later: 1, arms: comparison.arms.map((arm) => ({ ...arm, extra: [2] })) };
  expect(readComparison(write(more))).toEqual(JSON.parse(JSON.stringify(more)));
});

/** The ways to every value in a record; of lists, to the first entry. */
function ways(value: unknown, way: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? Object.keys(value).slice(0, 1) : Object.keys(value);
  return keys.flatMap((key) => [
    [...way, key],
    ...ways((value as Readonly<Record<string, unknown>>)[key], [...way, key]),
  ]);
}

/** The record with something else at one place. */
function changed(way: readonly string[], to: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(comparison)) as Record<string, unknown>;
  let at = copy;
  for (const key of way.slice(0, -1)) at = at[key] as Record<string, unknown>;
  at[way.at(-1)!] = to;
  return copy;
}

const optional = [/^failures$/, /^costs$/, /^config\./];
const checked = ways(comparison).filter((way) => !optional.some((free) => free.test(way.join("."))));

const outcomeOf = (): string => {
  try {
    readComparison(path);
    return "read";
  } catch (error) {
    return (error as Error).name;
  }
};

it("refuses a record in which anything is of another kind, and says where", () => {
  expect(checked.length).toBeGreaterThan(60);
  for (const way of checked) {
    for (const value of oneIn(2, [{ no: 1 }, -0.5, "nonsense"])) {
      const there = way.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], comparison);
      const alike = // a value of this kind may stand there
        (typeof value === typeof there && typeof value === "string") ||
        (typeof value === "object" && way.join(".") === "config") ||
        (typeof value === "number" && /(Loss|Accuracy|meanDifference|interval\.\d)$/.test(way.join(".")));
      if (alike) continue;
      const place = way.join(".");
      write(changed(way, value));
      expect({ place, value, outcome: outcomeOf() }).toEqual({ place, value, outcome: "DataError" });
      expect(() => readComparison(path)).toThrow(`x.json is no record of a comparison (${place}`);
    }
  }
});

it("refuses a record from which anything is missing", () => {
  for (const way of checked.filter((names) => !/^\d+$/.test(names.at(-1)!))) {
    write(changed(way, undefined));
    expect(() => readComparison(path)).toThrow(`(${way.join(".")} is missing)`);
  }
});

it("opens a record from before p-values and costs were kept, and judges its differences anew", () => {
  const { costs: _costs, differences, ...rest } = comparison;
  const older = differences.map(({ a, b, batchSize, seeds, meanDifference }) => ({
    ...{ a, b, batchSize, seeds, meanDifference },
    ...{ verdict: "better", interval: [0.1, 0.1] },
  }));
  const read = readComparison(write({ ...rest, differences: older }));
  expect(read).toEqual({ ...JSON.parse(JSON.stringify(rest)), differences });
  expect(read.differences.every((d) => d.verdict === "too few seeds")).toBe(true);
});
