import { converted, ratios, rowOf, summary } from "../../bench/summary.ts";

const timing = (
  ...turns: readonly number[]
): { engine: string; witness: readonly number[]; turns: readonly number[] } => ({
  engine: "e",
  witness: [],
  turns,
});

describe("the summary", () => {
  it("is the median and the range, whatever the order", () => {
    expect(summary([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
    expect(summary([10, 1, 2, 4])).toEqual({ median: 3, least: 1, most: 10 });
  });
});

describe("a row", () => {
  it("has ours apart from the peers, and everyone's range", () => {
    const timings = new Map([
      ["ours", timing(0.001, 0.003, 0.002)],
      ["peer", timing(0.004)],
    ]);
    expect(
      rowOf(
        "r",
        "ms",
        converted(timings, (seconds) => seconds * 1000),
      ),
    ).toEqual({
      name: "r",
      unit: "ms",
      ours: 2,
      peers: { peer: 4 },
      spread: { ours: [1, 3], peer: [4, 4] },
    });
  });

  it("needs ours", () => {
    expect(() => rowOf("r", "ms", new Map([["peer", [1]]]))).toThrow("r: no figures of ours.");
  });

  it("can be of ratios, round by round", () => {
    expect(ratios(timing(2, 6), timing(1, 2))).toEqual([2, 3]);
  });
});
