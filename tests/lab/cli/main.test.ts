/**
 * The program as its users meet it: what it says, where it says it, and the exit code. Quick things run in this
 * process; whole comparisons and signals in a child process, with worker processes of its own.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { main } from "../../../lab/cli/main.ts";
import type { Arm, Comparison } from "../../../lab/experiments/results.ts";

jest.setTimeout(120_000);

const root = resolve(__dirname, "../../..");
let place: string;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "bnp-"));
  process.env["TS_NODE_PROJECT"] = join(__dirname, "tsconfig.json");
});
afterAll(() => {
  delete process.env["TS_NODE_PROJECT"];
  rmSync(place, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program in this process. */
async function here(...args: string[]): Promise<Ended> {
  let [out, err] = ["", ""];
  const spies = [
    jest.spyOn(process.stdout, "write").mockImplementation((text) => ((out += String(text)), true)),
    jest.spyOn(process.stderr, "write").mockImplementation((text) => ((err += String(text)), true)),
  ];
  try {
    return { code: await main(["node", "bnp", ...args]), out, err };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** The program as a child, from the sources (translated by swc, as tsconfig.json here says; its workers too). */
function child(...args: string[]): { readonly process: ChildProcess; readonly ended: Promise<Ended> } {
  const register = require.resolve("ts-node/register");
  const process_ = spawn(process.execPath, ["-r", register, join(root, "lab/cli/main.ts"), ...args], {
    cwd: place,
    env: { ...process.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  process_.stdout.on("data", (piece) => (out += String(piece)));
  process_.stderr.on("data", (piece) => (err += String(piece)));
  const ended = new Promise<Ended>((settle) => {
    process_.on("close", (code) => {
      settle({ code, out, err });
    });
  });
  return { process: process_, ended };
}

/** Waits until a running comparison has finished some arms. */
async function untilThereAre(arms: number, folder: string, running: ChildProcess): Promise<void> {
  const there = (): number =>
    existsSync(join(folder, "arms")) ? readdirSync(join(folder, "arms")).length : 0;
  while (there() < arms) {
    if (running.exitCode !== null) throw new Error(`ended early with exit code ${running.exitCode}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}

const small = [
  "compare",
  "--task",
  "blobs",
  "--train",
  "120",
  "--test",
  "60",
  "--hidden",
  "8",
  "--processes",
  "2",
];

describe("wrong usage ends with 2, a sentence on stderr and nothing on stdout", () => {
  it.each([
    [["comprae"], /unknown command 'comprae'.*\(Did you mean compare\?\)/s],
    [["compare", "--batchsize", "60"], /unknown option '--batchsize'.*\(Did you mean --batch-size\?\)/s],
    [
      ["compare", "--batch-size", "60,six"],
      /'--batch-size <list>' argument '60,six' is invalid\. Give a whole number/,
    ],
    [
      ["compare", "--lr", "auto"],
      /'--lr <rate>' argument 'auto' is invalid\. Give a number above 0, or tune\./,
    ],
    [["compare", "--methods", "none,bnpp"], /"bnpp" is not known\. Did you mean "bnp"\?/],
    [["compare", "--activation", "rleu"], /Did you mean "relu"\?/],
    [["compare", "--seeds", "2..0"], /The range 2\.\.0 does not rise/],
    [["compare", "--preset", "strat"], /no preset is called "strat"\. Did you mean "start"\?/],
    [["compare", "--task", "glyhps"], /no task "glyhps"\. Did you mean "glyphs"\?/],
    [["compare", "--config", "nowhere.json"], /nowhere\.json: cannot be read \(ENOENT\)/],
    [["compare", "--methods", "bn", "--batch-size", "1"], /nothing to run: bn cannot train at batch size 1/],
    [
      ["compare", "--preset", "start", "--batch-size", "30", "--steps", "5"],
      /no learning rate is given for none at batch size 30/,
    ],
    [["compare", "--out", "nowhere", "--resume"], /nowhere: no such folder|nowhere holds no run/],
    [["compare", "extra"], /too many arguments/],
    [["report", "nowhere"], /nowhere: cannot be read/],
    [["report", join(root, "tests"), "--out", "/nowhere/x.html"], /metrics\.json: cannot be read/],
    [["report", join(root, "package.json")], /is no record of a comparison/],
    [[], /Usage: bnp/],
  ])("%j", async (args, message) => {
    const { code, out, err } = await here(...args);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it("says that a run folder cannot be written", async () => {
    const file = join(place, "a-file");
    writeFileSync(file, "");
    const { code, err } = await here(...small, "--lr", "0.1", "--out", join(file, "run"));
    expect(code).toBe(2);
    expect(err).toMatch(/a-file\/run\/arms cannot be made \(ENOTDIR\)\. Give another --out\.\n$/);
  });

  it("names the key of a config file that does not exist", async () => {
    const file = join(place, "wrong.json");
    writeFileSync(file, '{ "batchsize": [60] }');
    const { code, err } = await here("compare", "--config", file);
    expect(code).toBe(2);
    expect(err).toBe(`${file}: unknown key "batchsize". Did you mean "batchSize"?\n`);
  });
});

describe("asking", () => {
  it("answers --help and --version with 0", async () => {
    const help = await here("compare", "--help");
    expect(help.code).toBe(0);
    for (const flag of ["--batch-size", "--lr", "--json", "--resume"]) expect(help.out).toContain(flag);
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    expect(await here("--version")).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  it("prints a configuration that is itself a --config", async () => {
    const first = await here("compare", "--preset", "start", "--hidden", "9", "--print-config");
    const file = join(place, "printed.json");
    writeFileSync(file, first.out);
    expect(await here("compare", "--config", file, "--print-config")).toEqual(first);
    expect(JSON.parse(first.out)).toMatchObject({ hidden: [9], batchSize: [60, 6, 1] });
  });

  it("lists what a dry run would do, and does nothing", async () => {
    const { code, out } = await here(
      "compare",
      "--batch-size",
      "8,1",
      "--out",
      join(place, "dry"),
      "--dry-run",
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^15 runs, to /);
    expect(out).toMatch(/bn: not at batch size 1: /);
    expect(out).toMatch(/before that 70 tuning runs: rates 0\.003 0\.01/);
    expect(existsSync(join(place, "dry"))).toBe(false);
  });
});

describe("a comparison", () => {
  const folder = (): string => join(place, "whole");
  const args = (): string[] => [
    ...small,
    "--batch-size",
    "10,1",
    "--steps",
    "30",
    "--lr",
    "0.1",
    "--seeds",
    "0,1",
  ];

  it("prints one JSON value, all else on stderr, and leaves a whole run folder", async () => {
    const { code, out, err } = await child(...args(), "--out", folder(), "--json").ended;
    expect({ code, err: /\n\s+at /.test(err) }).toEqual({ code: 0, err: false });
    const result = JSON.parse(out) as { task: string; arms: Arm[]; report: string; skipped: unknown[] };
    expect(result.task).toBe("blobs");
    expect(result.report).toBe(join(folder(), "report.html"));
    expect(result.arms.length).toBe(2 * (3 + 2));
    expect(result.skipped).toEqual([expect.objectContaining({ label: "bn", batchSize: 1 })]);
    for (const arm of result.arms) {
      expect(arm).toMatchObject({ status: "ok", learningRate: 0.1, steps: 30 });
      expect(arm.final.testAccuracy).toBeGreaterThan(0.5);
    }
    expect(readdirSync(folder()).sort()).toEqual([
      "arms",
      "config.json",
      "metrics.json",
      "report.html",
      "tuning",
    ]);
  });

  it("finds everything done the second time, says so, and gives the same result", async () => {
    const before = readFileSync(join(folder(), "metrics.json"), "utf8");
    const { code, out, err } = await here(...args(), "--out", folder());
    expect(code).toBe(0);
    expect(err).toMatch(/10 runs are there already/);
    expect(out).toMatch(/Report: .*report\.html\n$/);
    expect(readFileSync(join(folder(), "metrics.json"), "utf8")).toBe(before);
  });

  it("makes the report again from the record", async () => {
    const report = join(folder(), "report.html");
    const before = readFileSync(report, "utf8");
    rmSync(report);
    expect(await here("report", folder())).toEqual({ code: 0, out: `Report: ${report}\n`, err: "" });
    expect(readFileSync(report, "utf8")).toBe(before);
  });

  it("does not overwrite the run of another configuration", async () => {
    const { code, out, err } = await here(...args(), "--hidden", "9", "--out", folder());
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/holds a run of another configuration \("hidden" differs\)\. It is not overwritten/);
  });

  it("tunes on a part of the training set, and reports what it tried", async () => {
    const tuned = join(place, "tuned");
    const { code } = await here(
      ...[...small, "--methods", "none,bnp", "--batch-size", "10", "--steps", "30", "--seeds", "0"],
      ...["--tune-seeds", "7", "--grid", "0.01..1/1", "--out", tuned],
    );
    expect(code).toBe(0);
    const { tuning, arms } = JSON.parse(readFileSync(join(tuned, "metrics.json"), "utf8")) as Comparison;
    expect(tuning.map((t) => t.label)).toEqual(["none", "bnp"]);
    for (const { best, tried, label } of tuning) {
      const losses = tried.map((t) => t.medianLoss ?? Infinity);
      expect(tried[losses.indexOf(Math.min(...losses))]!.learningRate).toBe(best);
      expect(arms.find((arm) => arm.label === label)!.learningRate).toBe(best);
    }
  });
});

describe("an interrupted comparison", () => {
  const args = [...small, "--methods", "none,bnp", "--batch-size", "10", "--steps", "1500", "--lr", "0.05"];
  const seeds = ["--seeds", "0..5"];
  const results = (folder: string): unknown =>
    (JSON.parse(readFileSync(join(folder, "metrics.json"), "utf8")) as Comparison).arms.map((arm) => ({
      ...arm,
      seconds: 0,
      curve: arm.curve.map((point) => ({ ...point, seconds: 0 })),
    }));

  it("ends with 75 and a partial result; continued, it ends where an uninterrupted one does", async () => {
    const [stopped, whole] = [join(place, "stopped"), join(place, "unstopped")];
    const first = child(...args, ...seeds, "--out", stopped);
    await untilThereAre(3, stopped, first.process);
    first.process.kill("SIGINT");
    const { code, err } = await first.ended;
    expect(code).toBe(75);
    expect(err).toMatch(
      /Interrupted: \d+ runs are done and kept, \d+ are missing\. To continue:\n.*--resume/,
    );
    const { missing, arms } = JSON.parse(readFileSync(join(stopped, "metrics.json"), "utf8")) as Comparison;
    expect(missing).toBeGreaterThan(0);
    expect(missing + arms.length).toBe(12);
    expect(existsSync(join(stopped, "report.html"))).toBe(true);

    const [resumed, uninterrupted] = await Promise.all([
      child("compare", "--out", stopped, "--resume").ended,
      child(...args, ...seeds, "--out", whole).ended,
    ]);
    expect([resumed.code, uninterrupted.code]).toEqual([0, 0]);
    expect(results(stopped)).toEqual(results(whole));
  });

  it("leaves no worker behind when it is killed", async () => {
    const out = join(place, "killed");
    const killed = child(...args, "--seeds", "0..40", "--out", out);
    await untilThereAre(1, out, killed.process);
    killed.process.kill("SIGKILL");
    // "close" comes when the last holder of its stderr is gone, and the workers hold it too.
    expect((await killed.ended).code).toBeNull();
  });
});

it("does not mind a reader that has seen enough", async () => {
  const { process: running, ended } = child("compare", "--preset", "start", "--print-config");
  running.stdout!.destroy();
  const { code, err } = await ended;
  expect({ code, err }).toEqual({ code: 0, err: "" });
});
