/**
 * A program on its streams. stdout and stderr may be such that nothing can be written: a reader that has seen enough
 * (`| head`) is not an error, a full disk is one sentence, and neither ends a run that is under way.
 */
import { reasonOf } from "../base/index.ts";
import { exitCodes } from "./exit-codes.ts";

/** Runs a program on the command line, and ends with the exit code that it answers with. */
export function runProgram(program: (argv: readonly string[]) => number | Promise<number>): void {
  watchStreams(process.stdout, process.stderr, () => {
    process.once("exit", () => {
      if (process.exitCode === exitCodes.ok) process.exitCode = exitCodes.usage;
    });
  });
  void Promise.resolve(program(process.argv)).then((code) => {
    process.exitCode = code;
  });
}

/** From now on: says on `err`, and tells `onLost`, that `out` has lost something, once. */
export function watchStreams(
  out: NodeJS.WritableStream,
  err: NodeJS.WritableStream,
  onLost: () => void,
): void {
  let lost = false;
  out.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE" || lost) return;
    lost = true;
    err.write(`stdout: cannot be written (${reasonOf(error)}). Mend that, or write to another place.\n`);
    onLost();
  });
  // There is no other stream to report it on.
  err.on("error", () => undefined);
}
