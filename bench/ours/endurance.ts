/**
 * Many steps in one process, and the memory after every few: growth would be a leak.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Method } from "../network.ts";
import type { Step } from "../tasks.ts";
import type { Workload } from "../workload.ts";
import { engine } from "./engine.ts";
import { training } from "./training.ts";

export interface Endurance extends Omit<Step, "kind" | "witnesses"> {
  readonly kind: "endurance";
  readonly method: Method;
  readonly steps: number;
  /** Steps between two readings. */
  readonly between: number;
}

const megabytes = (bytes: number): number => bytes / 2 ** 20;

/** The witness is the memory after every few steps, in MB: in use, resident; in use, resident; …. */
export function endurance({ steps, between, ...step }: Endurance): Workload {
  const workload = training({ ...step, kind: "step", witnesses: 0 });
  const collect = garbageCollector();
  const witness = (): readonly number[] => {
    const readings: number[] = [];
    for (let done = 1; done <= steps; done++) {
      workload.run();
      if (done % between !== 0) continue;
      collect();
      const { heapUsed, external, rss } = process.memoryUsage(); // external has the array buffers in it
      readings.push(megabytes(heapUsed + external), megabytes(rss));
    }
    return readings;
  };
  return { engine, run: () => void witness(), witness };
}

/**
 * What is in use is known after a full collection alone; after two, since buffers that the first finds dead are counted
 * until they have been freed, which it does not wait for. V8 hands its collector to contexts made after the flag.
 */
function garbageCollector(): () => void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  return () => {
    collect();
    collect();
  };
}
