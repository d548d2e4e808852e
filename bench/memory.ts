/**
 * Whether memory stays flat: 10,000 BNP steps at batch size 6, resident memory after 2,000 and at the end.
 */
import { create } from "./ours.ts";
import type { Reported } from "./rows.ts";

const megabytes = (bytes: number): number => bytes / 2 ** 20;

/** Growth of resident memory over the last 8,000 of 10,000 steps, in MB. */
export function memoryGrowth(steps = 10_000, settled = 2_000): Required<Reported> {
  const workload = create({ kind: "step", batch: 6, activation: "sigmoid", method: "bnp" });
  const resident: number[] = [];
  for (let step = 1; step <= steps; step++) {
    workload.run();
    if (step % settled === 0) resident.push(megabytes(process.memoryUsage.rss()));
  }
  const growth = resident.at(-1)! - resident[0]!;
  return {
    row: { name: `memory-growth-${steps}-steps`, unit: "MB", ours: growth, peers: {}, spread: {} },
    note: `resident ${resident.map((mb) => mb.toFixed(0)).join(", ")} MB every ${settled} steps`,
  };
}
