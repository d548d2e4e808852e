/**
 * The `bnp` program: its commands, and what every way of ending means. The commands are the neighbours'.
 */
import { Command, CommanderError } from "commander";
import { UserError } from "../../lib/index.ts";
import { version } from "../experiments/index.ts";
import { compareCommand } from "./compare.ts";
import { dataCommand } from "./data.ts";
import { exitCodes } from "./exit-codes.ts";
import { probeCommand } from "./probe.ts";
import { reportCommand } from "./report.ts";
import { theoryCommand } from "./theory.ts";

/** Runs one command line (in the form of process.argv) and answers with its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = exitCodes.ok;
  const program = new Command("bnp")
    .description("Compare plain training, Batch Normalization and Batch Normalization Preconditioning.")
    .version(version)
    .exitOverride()
    .showHelpAfterError("(--help lists what there is)");
  const commands = [
    compareCommand((c) => (code = c)),
    probeCommand((c) => (code = c)),
    theoryCommand((c) => (code = c)),
    reportCommand(),
    dataCommand(),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    return explain(error);
  }
}

/** A sentence for what the user can mend, a stack for what only we can. */
function explain(error: unknown): number {
  // The parser has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof UserError) {
    process.stderr.write(`${error.message}\n`);
    return exitCodes.usage;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return exitCodes.failed;
}

/** The program as started from a shell. */
export function run(): void {
  // A reader that has seen enough (`| head`) is no fault of ours.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  void main(process.argv).then((code) => {
    process.exitCode = code;
  });
}

if (require.main === module) run();
