/**
 * One contender's process: makes its workload, shows its witness, and then runs when, and as long as, it is told.
 *
 * A process each, so that neither the garbage nor the compiled code of one engine is in another's way.
 */
import type { Workload, WorkloadModule } from "./workload.ts";

/** From the parent. */
export type Order =
  { readonly create: { readonly module: string; readonly task: unknown } } | { readonly seconds: number };
/** To the parent. */
export type Answer =
  | { readonly engine: string; readonly witness: readonly number[] }
  | { readonly secondsPerRun: number }
  | { readonly failure: string };

let workload: Workload | undefined;

async function obey(order: Order): Promise<Answer> {
  if ("create" in order) {
    const maker = (await import(order.create.module)) as WorkloadModule;
    workload = await maker.create(order.create.task);
    return { engine: workload.engine, witness: workload.witness() };
  }
  const start = performance.now();
  let runs = 0;
  let elapsed = 0;
  do {
    workload!.run();
    runs++;
    elapsed = (performance.now() - start) / 1000;
  } while (elapsed < order.seconds);
  return { secondsPerRun: elapsed / runs };
}

process.on("message", (order: Order) => {
  obey(order).then(
    (answer) => process.send!(answer),
    (error: unknown) => process.send!({ failure: error instanceof Error ? error.message : String(error) }),
  );
});
