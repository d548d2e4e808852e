/**
 * What the groups share: our engine as a contender, and rows of a task that all engines do.
 */
import { join } from "node:path";
import { contest, type Contender, type Contest } from "../contest.ts";
import type { OurTask } from "../ours/create.ts";
import { peersOf } from "../peers.ts";
import type { Outcome, Settings } from "../row.ts";
import { converted, rowOf } from "../summary.ts";
import type { Task } from "../tasks.ts";

export const ourModule = join(__dirname, "..", "ours", "create.ts");

export const ours = (task: OurTask, name = "ours"): Contender => ({ name, module: ourModule, task });

/** The row of a task: we, and all who can do it. `extra` are contenders besides. */
export async function taskRow(
  name: string,
  unit: string,
  task: Task,
  fromSeconds: (seconds: number) => number,
  { pace, without }: Settings,
  {
    extra = [],
    note,
  }: { readonly extra?: readonly Contender[]; readonly note?: (found: Contest) => string } = {},
): Promise<Outcome> {
  const found = await contest([ours(task), ...extra, ...peersOf(task, without)], pace);
  const { timings, failures } = found;
  const row = rowOf(name, unit, converted(timings, fromSeconds));
  return {
    rows: [{ row, ...(note && { note: note(found) }) }],
    failures,
    engines: new Map([...timings].map(([who, { engine }]) => [who, engine])),
  };
}
