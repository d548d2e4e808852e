import { join } from "node:path";
import { agree, contest, summary, type Contender } from "../../bench/contest.ts";
import type { OurTask } from "../../bench/ours.ts";

const contender = (name: string, task: OurTask): Contender => ({
  name,
  module: join(__dirname, "../../bench/ours.ts"),
  task,
});
const quick = { rounds: 2, turn: 0.01, warmUp: 0.01 };
const size = { m: 4, k: 5, n: 6 };

describe("a contest", () => {
  it("times contenders that agree, every round of each", async () => {
    const timings = await contest(
      [
        contender("ours", { kind: "product", ...size }),
        contender("triple-loop", { kind: "triple-loop", ...size }),
      ],
      quick,
    );
    expect([...timings.keys()]).toEqual(["ours", "triple-loop"]);
    for (const { turns, witness } of timings.values()) {
      expect(turns).toHaveLength(quick.rounds);
      expect(turns.every((seconds) => seconds > 0 && seconds < 1)).toBe(true);
      expect(witness.length).toBeGreaterThan(0);
    }
  }, 60_000);

  it("refuses contenders that compute something else", async () => {
    const contenders = [
      contender("ours", { kind: "product", ...size }),
      contender("other", { kind: "product", ...size, k: 7 }),
    ];
    await expect(contest(contenders, quick)).rejects.toThrow("other and ours do not compute the same");
  }, 60_000);

  it("says who failed, and how", async () => {
    const absent = { name: "peer", module: join(__dirname, "absent.ts"), task: {} };
    await expect(contest([absent], quick)).rejects.toThrow(/^peer: .*absent/s);
  }, 60_000);
});

describe("agreement", () => {
  it("is relative to large numbers and absolute for small ones", () => {
    expect(agree([1000, 1e-9], [1000.5, 0])).toBe(true);
    expect(agree([1000], [1002])).toBe(false);
    expect(agree([0], [0.002])).toBe(false);
    expect(agree([NaN], [NaN])).toBe(false);
    expect(agree([1], [1, 1])).toBe(false);
  });
});

describe("the summary", () => {
  it("is the median and the range, whatever the order", () => {
    expect(summary([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
    expect(summary([10, 1, 2, 4])).toEqual({ median: 3, least: 1, most: 10 });
  });
});
