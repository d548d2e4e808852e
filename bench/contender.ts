/**
 * One contender's process, for contenders that run in Node: makes its workload, shows its witness, and then runs on
 * command, for as long as the command says. bench/peers/serving.py is the same for those that run in Python.
 *
 * One process each, so that neither the garbage nor the compiled code of one engine slows another.
 */
import type { Workload, WorkloadModule } from "./workload.ts";

/** From the parent. */
export type Order =
  { readonly create: { readonly module: string; readonly task: unknown } } | { readonly seconds: number };

/** To the parent. */
export type Answer =
  | {
      readonly engine: string;
      readonly witness: readonly number[];
      /** How long the witness took, in seconds. */
      readonly witnessSeconds: number;
    }
  | { readonly secondsPerRun: number }
  | { readonly failure: string };

let workload: Workload | undefined;

async function obey(order: Order): Promise<Answer> {
  if ("create" in order) {
    const maker = (await import(order.create.module)) as WorkloadModule;
    workload = await maker.create(order.create.task);
    const start = performance.now();
    const witness = workload.witness();
    return { engine: workload.engine, witness, witnessSeconds: (performance.now() - start) / 1000 };
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
