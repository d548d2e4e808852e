/**
 * Whether memory stays flat: 10,000 BNP steps at batch size 6, resident memory after 4,000 and at the end.
 */
import { create } from "./ours.ts";
import type { Reported } from "./row.ts";

const megabytes = (bytes: number): number => bytes / 2 ** 20;

/** Growth of resident memory over the last 6,000 of 10,000 steps, once the heap has found its size, in MB. */
export function memoryGrowth(steps = 10_000, between = 2_000): Reported {
  const workload = create({ kind: "step", batch: 6, activation: "sigmoid", method: "bnp" });
  const resident: number[] = [];
  for (let step = 1; step <= steps; step++) {
    workload.run();
    if (step % between === 0) resident.push(megabytes(process.memoryUsage.rss()));
  }
  const growth = resident.at(-1)! - resident[1]!;
  return {
    row: { name: `memory-growth-${steps}-steps`, unit: "MB", ours: growth, peers: {}, spread: {} },
    note: `resident ${resident.map((mb) => mb.toFixed(0)).join(", ")} MB every ${between} steps`,
  };
}
