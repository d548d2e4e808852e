/**
 * The `bnp` program: the list of commands, and the exit code of every outcome.
 */
import { Command, CommanderError } from "commander";
import { UserError } from "../../lib/index.ts";
import { RequestError, suggestion, version } from "../base/index.ts";
import { exitCodes, runProgram } from "../command/index.ts";
import { compareCommand, reportCommand } from "../compare/index.ts";
import { dataCommand } from "../describe/index.ts";
import { probeCommand } from "../probe/index.ts";
import { theoryCommand } from "../theory/index.ts";

/** Runs one command line (in the form of process.argv) and answers with its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = exitCodes.ok;
  let ran = "bnp";
  const program = new Command("bnp")
    .description("Compare plain training, Batch Normalization and Batch Normalization Preconditioning.")
    .version(version)
    .exitOverride()
    .helpCommand(false)
    // Words that belong to no flag are taken in to be refused with advice: they are no part of the usage.
    .configureHelp({ subcommandTerm: (command) => `${command.name()} ${command.usage()}` })
    .showHelpAfterError("(--help lists what there is)")
    .hook("preAction", (_, command) => {
      ran = command.name();
    });
  const commands = [
    compareCommand((c) => (code = c)),
    probeCommand((c) => (code = c)),
    theoryCommand((c) => (code = c)),
    reportCommand(),
    dataCommand(),
  ];
  commands.push(helpCommand(program));
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    return explain(error, ran);
  }
}

/** A sentence for what the user can correct, a stack trace for a bug of ours; `ran` is the command. */
function explain(error: unknown, ran: string): number {
  // The parser has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof UserError) {
    process.stderr.write(`${error instanceof RequestError ? `${ran}: ` : ""}${error.message}\n`);
    return exitCodes.usage;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return exitCodes.failed;
}

/** `bnp help`, or `bnp help compare`: what --help says. */
function helpCommand(program: Command): Command {
  return new Command("help")
    .description("Say what a command does and takes.")
    .usage("[command]")
    .argument("[command]")
    .action((name?: string) => {
      const named = program.commands.find((command) => command.name() === name);
      if (name !== undefined && named === undefined) {
        const names = program.commands.map((command) => command.name());
        throw new UserError(`help: there is no command "${name}".${suggestion(name, names)}`);
      }
      (named ?? program).outputHelp();
    });
}

/** The program as started from a shell. */
export function run(): void {
  runProgram(main);
}

if (require.main === module) run();
