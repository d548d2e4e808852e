import {
  localRows,
  mark,
  methodName,
  missesOf,
  rateRows,
  small,
  star,
} from "../../../../lab/theory/report/rows.ts";
import { sampleProblem } from "./sample.ts";

const problems = [sampleProblem("one", ["none", "bnp"]), sampleProblem("two", ["bn"])];

it("has a row for each rate, predicted beside measured, as many cells as heads", () => {
  const { head, body } = rateRows(problems);
  expect(body).toHaveLength(6);
  for (const row of body) expect(row).toHaveLength(head.length);
  expect(body[0]).toEqual(["one", "plain", "10", "1/λmax", "0.10000", "0.10000", "1e-7", "1e-5", "✓"]);
});

it("has a row for each method with zeros and thresholds", () => {
  expect(localRows(problems).body).toEqual(
    [
      ["one", "plain"],
      ["one", "BNP"],
      ["two", "BN"],
    ].map((names) =>
      // prettier-ignore
      [...names, "4", "1", "1", "−0.010 %", "−0.010 %", "✓"],
    ),
  );
});

describe("what misses its bound", () => {
  it("is nothing where all is well", () => {
    expect(missesOf(problems)).toEqual([]);
  });

  it("is told rate by rate", () => {
    expect(missesOf([sampleProblem("bad", ["bn"], 0.02)])).toEqual([
      "bad, BN: the rate at α 1/λmax is off by 2e-2, 1e-5 is allowed",
    ]);
    expect(rateRows([sampleProblem("bad", ["bn"], 0.02)]).body[0]!.at(-1)).toBe("✗");
  });

  it("is a threshold elsewhere, or zeros that were not predicted", () => {
    const problem = sampleProblem("bad", ["bn"]);
    const [method] = problem.methods;
    const wrong = {
      ...method!,
      nullity: { ...method!.nullity, counted: 3 },
      thresholds: method!.thresholds.map((one) => ({ ...one, relativeError: 0.02, passed: false })),
    };
    const misses = missesOf([{ ...problem, methods: [wrong] }]);
    expect(misses).toHaveLength(3);
    expect(misses[0]).toContain("threshold with β = 0 is off by 2.000 %");
    expect(misses[2]).toContain("3 zeros were counted, 1 predicted");
    expect(localRows([{ ...problem, methods: [wrong] }]).body[0]!.at(-1)).toBe("✗");
  });
});

it("writes numbers as they are read", () => {
  expect([methodName("none"), methodName("bn"), methodName("bnp")]).toEqual(["plain", "BN", "BNP"]);
  expect([star(17.7021), star(1187.94), star(16869.3), star(4318512)]).toEqual(["17.7", "1,188", "16,869", "4,318,500"]); // prettier-ignore
  expect([small(0), small(3.2e-15)]).toEqual(["0", "3e-15"]);
  expect([mark(true), mark(false)]).toEqual(["✓", "✗"]);
});
