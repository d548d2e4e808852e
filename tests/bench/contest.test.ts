import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { agree, contest, type Contender } from "../../bench/contest.ts";
import { ours } from "../../bench/groups/contenders.ts";

const quick = { rounds: 2, turn: 0.01, warmUp: 0.01, patience: 60 };
const size = { m: 4, k: 5, n: 6 };
const product = ours({ kind: "product", ...size });

const folder = mkdtempSync(join(tmpdir(), "bnp-contest-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A contender that speaks lines, as those in Python do; here it is JavaScript that answers what `body` says. */
function scripted(name: string, body: string, options: Partial<Contender> = {}): Contender {
  const module = join(folder, `${name}.js`);
  writeFileSync(
    module,
    `require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
      const order = JSON.parse(line);
      const answer = (value) => console.log(JSON.stringify(value));
      ${body}
    });`,
  );
  return { name, module, python: process.execPath, task: {}, ...options };
}

const agreeable = (witness: readonly number[]): string =>
  `answer("create" in order ? { engine: "e", witness: ${JSON.stringify(witness)}, witnessSeconds: 7 } : { secondsPerRun: 3 });`;

describe("a contest", () => {
  it("times contenders that agree, every round of each", async () => {
    const { timings, failures } = await contest(
      [product, ours({ kind: "triple-loop", ...size }, "triple-loop")],
      quick,
    );
    expect([...timings.keys()]).toEqual(["ours", "triple-loop"]);
    for (const { turns, witness } of timings.values()) {
      expect(turns).toHaveLength(quick.rounds);
      expect(turns.every((seconds) => seconds > 0 && seconds < 1)).toBe(true);
      expect(witness.length).toBeGreaterThan(0);
    }
    expect(failures.size).toBe(0);
  }, 60_000);

  it("refuses contenders that compute something else", async () => {
    const contenders = [product, ours({ kind: "product", ...size, k: 7 }, "other")];
    await expect(contest(contenders, quick)).rejects.toThrow("other and ours do not compute the same");
  }, 60_000);

  it("says who failed, and how", async () => {
    const absent = { name: "peer", module: join(__dirname, "absent.ts"), task: {} };
    await expect(contest([absent], quick)).rejects.toThrow(/^peer: .*absent/s);
  }, 60_000);

  it("goes on without an optional contender that fails at the start, or at its turn", async () => {
    const optional = true;
    const { timings, failures } = await contest(
      [
        scripted("steady", agreeable([1, 2])),
        scripted("unable", `answer({ failure: "no such thing" });`, { optional }),
        scripted("mortal", `if ("seconds" in order) process.exit(3); ${agreeable([1, 2])}`, { optional }),
      ],
      quick,
    );
    expect([...timings.keys()]).toEqual(["steady"]);
    expect(timings.get("steady")!.turns).toEqual([3, 3]);
    expect([...failures]).toEqual([
      ["unable", "no such thing"],
      ["mortal", "ended with code 3."],
    ]);
  }, 60_000);

  it("gives a slow contender one run, and compares as much as that showed", async () => {
    const { timings } = await contest(
      [
        scripted("first", agreeable([1, 2, 3])),
        scripted("slow", agreeable([1]), { optional: true, once: true }),
      ],
      quick,
    );
    expect(timings.get("slow")).toEqual({ engine: "e", witness: [1], turns: [7] });
  }, 60_000);

  it("ends a row that lasts too long, with some rounds", async () => {
    const { timings } = await contest([scripted("steady", agreeable([]))], {
      ...quick,
      rounds: 1000,
      patience: 0,
    });
    expect(timings.get("steady")!.turns).toHaveLength(5);
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
