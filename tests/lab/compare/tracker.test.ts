import { duration, shortName, Tracker } from "../../../lab/compare/tracker.ts";
import type { Job } from "../../../lab/jobs/messages.ts";

const job = (seed: number, kind: Job["kind"] = "arm", steps = 10): Job => {
  const cell = { label: "bnp", method: "bnp", statistics: "ramp", batchSize: 6, steps } as const;
  return { id: `${kind}${seed}`, kind, arm: { ...cell, learningRate: 0.1, seed } };
};

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
  expect(tracker.running).toEqual([]);
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

it("says how long the rest may take only when there is something to judge by", () => {
  const tracker = new Tracker();
  expect(tracker.seconds.left).toBeUndefined();
  tracker.plan([job(0), job(1)]);
  expect(tracker.seconds.left).toBeUndefined();
  tracker.finish(job(0));
  const { elapsed, left } = tracker.seconds;
  expect(left! / elapsed).toBeCloseTo(1, 12);
});

it("names runs and durations in a few letters", () => {
  expect(shortName(job(3))).toBe("bnp b6 s3");
  expect(shortName(job(1000, "tuning"))).toBe("bnp b6 lr0.1");
  const durations = [0.2, 59.6, 99.4, 150, 5400, 36000].map(duration);
  expect(durations).toEqual(["0 s", "60 s", "99 s", "3 min", "90 min", "10.0 h"]);
});
