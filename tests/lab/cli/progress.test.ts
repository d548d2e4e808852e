import type { WriteStream } from "node:tty";
import type { Arm } from "../../../lab/experiments/results.ts";
import type { Job } from "../../../lab/experiments/messages.ts";
import { drawLine } from "../../../lab/cli/bars.ts";
import { canRedraw, showProgress } from "../../../lab/cli/progress.ts";
import { canColour, quote } from "../../../lab/cli/text.ts";
import { duration, Tracker } from "../../../lab/cli/tracker.ts";

const job = (seed: number, kind: Job["kind"] = "arm", steps = 10): Job => {
  const cell = { label: "bnp", method: "bnp", statistics: "ramp", batchSize: 6, steps } as const;
  return { id: `${kind}${seed}`, kind, arm: { ...cell, learningRate: 0.1, seed } };
};
const done = { status: "ok", final: { testAccuracy: 0.931 }, seconds: 4.2 } as Arm;

describe("Tracker", () => {
  it("counts shares of the work from 0 to 1, and never falls while work is done", () => {
    const tracker = new Tracker();
    const jobs = [job(0), job(1, "arm", 30)];
    tracker.plan(jobs);
    const shares = [tracker.share];
    for (const j of jobs) {
      tracker.start(j);
      tracker.progress(j, j.arm.steps / 2);
      shares.push(tracker.share);
      tracker.finish(j);
      shares.push(tracker.share);
    }
    expect(shares).toEqual([0, 0.125, 0.25, 0.625, 1]);
    expect(tracker.count).toBe("run 2/2");
  });

  it("counts tuning by itself, however many rounds it takes", () => {
    const tracker = new Tracker();
    tracker.plan([job(0, "tuning")]);
    tracker.finish(job(0, "tuning"));
    tracker.plan([job(1, "tuning")]);
    expect(tracker.count).toBe("tuning 1/2");
    tracker.finish(job(1, "tuning"));
    tracker.plan([job(0), job(1), job(2)]);
    expect(tracker.count).toBe("run 0/3");
  });
});

describe("without a terminal", () => {
  it("writes a line for each finished run, each divergence and each failure, and nothing that moves a cursor", () => {
    let text = "";
    const stream = { isTTY: false, write: (s: string) => (text += s) } as unknown as WriteStream;
    const progress = showProgress(stream, {}, 2);
    progress.onPlan?.([job(0), job(1), job(2)], 5, 2);
    for (const seed of [0, 1, 2]) progress.onStart?.(job(seed));
    progress.onProgress?.(job(0), 5);
    progress.onDone?.(job(0), done);
    progress.onDone?.(job(1), { ...done, status: "diverged", divergedAt: 7 });
    progress.onFailed?.(job(2), "the worker process ended (SIGKILL)\n  at nowhere");
    progress.stop();
    expect(text.split("\n")).toEqual([
      "5 runs are there already.",
      "2 runs were made by other code and are made again.",
      "[run 1/3] bnp b6 s0: test accuracy 93.1 %, 4 s of training",
      "[run 2/3] bnp b6 s1: diverged at step 7",
      "[run 3/3] bnp b6 s2: failed: the worker process ended (SIGKILL)",
      "",
    ]);
  });
});

describe("drawLine", () => {
  it("never exceeds the width, and fills the bar in proportion", () => {
    for (let width = 0; width < 120; width++) {
      for (const share of [null, 0, 0.5, 1, 7]) {
        expect(
          drawLine({ text: "bnp:paper b60 s12", share, tail: "100 %" }, width).length,
        ).toBeLessThanOrEqual(width);
      }
    }
    const bar = drawLine({ text: "x", share: 0.25, tail: "" }, 80);
    expect(bar.split("█").length - 1).toBe(10);
    expect(bar.split("░").length - 1).toBe(30);
  });
});

it("knows a terminal that can be redrawn from a log, and one that wants colours from one that does not", () => {
  const tty = { isTTY: true };
  expect(canRedraw(tty, {})).toBe(true);
  for (const env of [{ CI: "true" }, { TERM: "dumb" }]) expect(canRedraw(tty, env)).toBe(false);
  expect(canRedraw({}, {})).toBe(false);
  expect(canColour(tty, {})).toBe(true);
  expect(canColour(tty, { NO_COLOR: "1" })).toBe(false);
  expect(canColour({}, {})).toBe(false);
});

it("writes durations and arguments as people do", () => {
  expect([0.2, 59.6, 99.4, 150, 5400, 36000].map(duration)).toEqual([
    "0 s",
    "60 s",
    "99 s",
    "3 min",
    "90 min",
    "10.0 h",
  ]);
  expect(["--lr", "0.1", "a b", "it's", ""].map(quote)).toEqual(["--lr", "0.1", "'a b'", "'it'\\''s'", "''"]);
});
