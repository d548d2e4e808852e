/**
 * A child process that trains: it loads the task once, then does one job after another and reports. It stops when its
 * parent is gone, for whatever reason; signals of the terminal or a scheduler are handled by the parent.
 */
import { UserError } from "../../lib/index.ts";
import { RequestError } from "../base/index.ts";
import { JobRunner } from "./job-runner.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

function listen(send: (message: FromWorker) => void): void {
  let runner: JobRunner | undefined;
  process.on("disconnect", () => process.exit());
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => undefined);
  process.on("message", (message: ToWorker) => {
    if (message.type === "job") {
      void runner?.do(message.job, send);
      return;
    }
    if (message.type === "measure") {
      void runner?.measure(message.arms).then((costs) => {
        send({ type: "measured", costs });
      });
      return;
    }
    try {
      runner = new JobRunner(message.config);
      send({ type: "ready", task: runner.task });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      send({ type: "refused", message: error.message, request: error instanceof RequestError });
    }
  });
}

// Started by `fork`, this file listens; imported, it does nothing.
if (require.main === module) {
  const send = process.send?.bind(process);
  if (send === undefined)
    throw new Error("worker: started without a channel. It is started by pool.ts alone.");
  listen((message) => {
    if (process.connected) send(message);
  });
}
