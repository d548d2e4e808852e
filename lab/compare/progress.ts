/**
 * Progress on stderr, for people: bars where there is a terminal, else a line for every finished run and one every
 * ten seconds. Knows nothing of what is trained.
 */
import type { WriteStream } from "node:tty";
import type { Job, WorkEvents } from "../jobs/index.ts";
import { dataNote, scaleWarning } from "../report/index.ts";
import { Bars } from "./bars.ts";
import { duration, shortName, Tracker } from "./tracker.ts";

export interface Progress extends WorkEvents {
  /** Takes the display away, and leaves the cursor and the lines above as they were. */
  readonly stop: () => void;
}

const everyTenSeconds = 10_000;

/** Bars need a terminal that can move its cursor, and a person: not a build server's log. */
export function canRedraw(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && env["TERM"] !== "dumb" && (env["CI"] ?? "") === "";
}

export function showProgress(stream: WriteStream, env: NodeJS.ProcessEnv, processes: number): Progress {
  const tracker = new Tracker();
  const bars = canRedraw(stream, env) ? new Bars(stream, tracker, processes) : undefined;
  const say = (line: string): void => {
    if (bars === undefined) stream.write(`${line}\n`);
    else bars.log(line);
  };
  const timer = setInterval(() => {
    if (bars === undefined && tracker.isPlanned) say(status(tracker));
  }, everyTenSeconds);
  return {
    onData: (task) => {
      for (const note of task.notes ?? []) say(dataNote(note));
      const warning = scaleWarning(task);
      if (warning !== null) say(warning);
    },
    onPlan: (jobs, reused, outdated) => {
      tracker.plan(jobs);
      const what = jobs[0]?.kind === "tuning" ? "tuning runs" : "runs";
      if (reused > 0) say(`${reused} ${what} are there already.`);
      if (outdated > 0) say(`${outdated} ${what} were made by other code and are made again.`);
    },
    onStart: (job) => {
      tracker.start(job);
    },
    onProgress: (job, step) => {
      tracker.progress(job, step);
    },
    onNote: (job, text) => {
      say(`${shortName(job)}: ${text}`);
    },
    onDone: (job, arm) => {
      tracker.finish(job);
      if (job.kind === "tuning") return;
      if (arm.status === "diverged")
        say(`[${tracker.count}] ${shortName(job)}: diverged at step ${arm.divergedAt}`);
      else if (bars === undefined) say(`[${tracker.count}] ${shortName(job)}: ${outcome(arm)}`);
    },
    onFailed: (job: Job, error: string) => {
      tracker.finish(job);
      say(`[${tracker.count}] ${shortName(job)}: failed: ${error.split("\n")[0]!}`);
    },
    stop: () => {
      clearInterval(timer);
      bars?.stop();
    },
  };
}

function outcome(arm: { final: { testAccuracy: number | null }; seconds: number }): string {
  return `test accuracy ${((arm.final.testAccuracy ?? 0) * 100).toFixed(1)} %, ${duration(arm.seconds)} of training`;
}

/** "run 3/24, 12 %, about 40 s left; bnp b60 s0 at step 120 of 400". */
function status(tracker: Tracker): string {
  const { left } = tracker.seconds;
  const running = tracker.running.map(
    ({ job, step }) => `${shortName(job)} at step ${step} of ${job.arm.steps}`,
  );
  return (
    `${tracker.count}, ${Math.floor(tracker.share * 100)} %` +
    (left === undefined ? "" : `, about ${duration(left)} left`) +
    (running.length === 0 ? "" : `; ${running.join("; ")}`)
  );
}
