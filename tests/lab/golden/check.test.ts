import { checkGolden } from "../../../lab/golden/check.ts";
import { DataError } from "../../../lib/index.ts";
import { denseCase, expCase, mulCase } from "./sample.ts";

const check = (ops: readonly unknown[], bnp: readonly unknown[] = []): ReturnType<typeof checkGolden> =>
  checkGolden({ ops, bnp }, "sample.json");

describe("a golden file", () => {
  it("passes where the engine agrees with closed forms, a row for each operation", () => {
    const rows = check([expCase(), mulCase(), expCase()]);
    expect(rows.map(({ name, cases, passed }) => [name, cases, passed])).toEqual([
      ["exp", 2, true],
      ["mul", 1, true],
    ]);
    for (const { worst } of rows) expect(worst).toBeLessThan(1e-15);
  });

  it("agrees with Algorithm 1 written as plain loops, under both policies it is written for", () => {
    const rows = check([], [denseCase("paper"), denseCase("total")]);
    expect(rows.map(({ name, passed }) => [name, passed])).toEqual([
      ["trajectory dense paper sgd", true],
      ["trajectory dense total sgd", true],
    ]);
    for (const { worst } of rows) expect(worst).toBeLessThan(1e-14);
  });

  it.each(["output", "grad", "hvp"])("fails when %s is off by one part in 10⁹", (part) => {
    type Part = { data: number[] } & Record<"x", { data: number[] }>;
    const wrong = JSON.parse(JSON.stringify(expCase())) as Record<string, Part>;
    const numbers = part === "output" ? wrong[part]! : wrong[part]!.x;
    numbers.data[0]! *= 1 + 1e-9;
    expect(check([wrong]).map(({ passed }) => passed)).toEqual([false]);
  });

  it("fails when a trajectory ran with other statistics than it says", () => {
    const rows = check([], [{ ...denseCase("paper"), statistics: "total" }]);
    expect(rows[0]!.passed).toBe(false);
    expect(rows[0]!.worst).toBeGreaterThan(1e-6);
  });

  it("fails, and does not skip, what it does not know", () => {
    const rows = check([{ ...expCase(), op: "frobnicate" }], [{ ...denseCase("paper"), kind: "recurrent" }]);
    expect(rows.map(({ worst, passed }) => [worst, passed])).toEqual([
      [undefined, false],
      [undefined, false],
    ]);
  });

  it("says in a sentence what is wrong with a file that is none", () => {
    expect(() => checkGolden("{", "broken.json")).toThrow(DataError);
    expect(() => checkGolden({}, "empty.json")).toThrow(
      /empty.json is not a file of golden values \(ops is missing\)/,
    );
    expect(() => check([])).toThrow("sample.json holds no case");
  });

  it("names the case that cannot be computed", () => {
    const short = { ...expCase(), inputs: { x: { shape: [3], data: [1] } } };
    expect(() => check([expCase(), short])).toThrow(
      /^golden: sample\.json: ops\.1 \(exp\) cannot be computed \(.*[^.]\)\. Mend/,
    );
    expect(() => check([{ ...expCase(), grad: { y: { shape: [], data: [1] } } }])).toThrow(
      /ops\.0 \(exp\) cannot/,
    );
  });
});
