/**
 * How a command of the tests ends: `npm run sweep`, `evidence` and `mutants`. Words that it does not know, and what it
 * throws, are one sentence on stderr and exit code 2. What the commands do, this file does not know.
 */
import { exitCodes } from "../../lab/command/exit-codes.ts";

/**
 * Runs the command, whose own errors name it.
 * @param usage what it takes, as a sentence
 */
export function runCommand(name: string, usage: string, main: () => void | Promise<void>): void {
  // In a promise, so that what is thrown at once is caught too.
  Promise.resolve()
    .then(main)
    .catch((error: unknown) => {
      process.stderr.write(`${sentenceOf(name, usage, error as NodeJS.ErrnoException)}\n`);
      process.exitCode = exitCodes.usage;
    });
}

/** Node's parser of arguments gives its reason first and general advice after it; ours is the usage. */
function sentenceOf(name: string, usage: string, { message, code }: NodeJS.ErrnoException): string {
  if (code?.startsWith("ERR_PARSE_ARGS") !== true) return message;
  const [reason] = message.split(/\.(?:\s|$)/);
  return `${name}: ${reason!}. ${usage}`;
}
