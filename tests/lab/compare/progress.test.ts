import type { WriteStream } from "node:tty";
import { canRedraw, showProgress } from "../../../lab/compare/progress.ts";
import type { Job } from "../../../lab/jobs/messages.ts";
import type { Arm } from "../../../lab/training/results.ts";

const job = (seed: number, kind: Job["kind"] = "arm"): Job => {
  const cell = { label: "bnp", method: "bnp", statistics: "ramp", batchSize: 6, steps: 10 } as const;
  return { id: `${kind}${seed}`, kind, arm: { ...cell, learningRate: 0.1, seed } };
};
const done = { status: "ok", final: { testAccuracy: 0.931 }, seconds: 4.2 } as Arm;

function listener(): { readonly stream: WriteStream; readonly lines: () => readonly string[] } {
  let text = "";
  const stream = { isTTY: false, write: (s: string) => (text += s) } as unknown as WriteStream;
  return { stream, lines: () => text.split("\n").slice(0, -1) };
}

describe("without a terminal", () => {
  it("writes a line for each finished run, each divergence and each failure, and nothing that moves a cursor", () => {
    const { stream, lines } = listener();
    const progress = showProgress(stream, {}, 2);
    progress.onPlan?.([job(0), job(1), job(2)], 5, 2);
    for (const seed of [0, 1, 2]) progress.onStart?.(job(seed));
    progress.onNote?.(job(0), "goes on at step 4");
    progress.onProgress?.(job(0), 5);
    progress.onDone?.(job(0), done);
    progress.onDone?.(job(1), { ...done, status: "diverged", divergedAt: 7 });
    progress.onFailed?.(job(2), "the worker process ended (SIGKILL)\n  at nowhere");
    progress.stop();
    expect(lines()).toEqual([
      "5 runs are there already.",
      "2 runs were made by other code and are made again.",
      "bnp b6 s0: goes on at step 4",
      "[run 1/3] bnp b6 s0: test accuracy 93.1 %, 4 s of training",
      "[run 2/3] bnp b6 s1: diverged at step 7",
      "[run 3/3] bnp b6 s2: failed: the worker process ended (SIGKILL)",
    ]);
  });

  it("is silent about single tuning runs, and says every ten seconds how far it is", () => {
    jest.useFakeTimers();
    const { stream, lines } = listener();
    const progress = showProgress(stream, {}, 2);
    progress.onPlan?.([job(0, "tuning"), job(1, "tuning")], 0, 0);
    progress.onDone?.(job(0, "tuning"), done);
    progress.onStart?.(job(1, "tuning"));
    progress.onProgress?.(job(1, "tuning"), 5);
    jest.advanceTimersByTime(9_999);
    expect(lines()).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(lines()[0]).toMatch(/^tuning 1\/2, 75 %, about \d+ s left; bnp b6 lr0\.1 at step 5 of 10$/);
    progress.stop();
    jest.advanceTimersByTime(60_000);
    expect(lines().length).toBe(1);
    jest.useRealTimers();
  });
});

it("knows a terminal that can be redrawn from a log", () => {
  const tty = { isTTY: true };
  expect(canRedraw(tty, {})).toBe(true);
  for (const env of [{ CI: "true" }, { TERM: "dumb" }]) expect(canRedraw(tty, env)).toBe(false);
  expect(canRedraw({}, {})).toBe(false);
});
