/**
 * npm run -s mutants -- [--only WORD] [--seed N] [--json]
 *
 * Plants every mutant of the list (those whose name, file or kind has the word in it), lets the tests judge it
 * (whose properties draw by the seed, 0 unless given), and prints who survives; with --json, what `runMutants` returns, as one JSON value on stdout, and all else on stderr. The
 * exit code is 1 below a score of 0.98, and 2 if the list or the command is wrong.
 */
import { parseArgs } from "node:util";
import { toWholeNumber } from "../../lab/data/numbers.ts";
import { runCommand } from "../support/command.ts";
import { mutants } from "./list.ts";
import { runMutants, type Fate } from "./run.ts";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: "string" }, seed: { type: "string", default: "0" }, json: { type: "boolean" } },
  });
  const word = values.only;
  const seed = toWholeNumber(values.seed);
  if (seed === undefined)
    throw new Error(`mutants: --seed is '${values.seed}': a whole number from 0 is needed.`);
  const chosen = mutants.filter(
    ({ name, kind }) => word === undefined || name.includes(word) || kind === word,
  );
  if (chosen.length === 0) throw new Error(`mutants: none has '${word!}' in its name or is of that kind.`);
  const out = values.json === true ? process.stderr : process.stdout;
  let count = 0;
  const watch = ({ mutant: { name }, found, seconds }: Fate): void => {
    const fate = found === undefined ? "SURVIVED" : `killed by ${found.judge}`;
    out.write(`${++count}/${chosen.length} ${seconds.toFixed(1)} s ${name}: ${fate}\n`);
  };
  const result = await runMutants(chosen, { watch, seed });
  for (const { name, reason } of result.survivors) out.write(`survivor: ${name} (${reason})\n`);
  const { planted, killed, score, seconds } = result;
  out.write(`${killed} of ${planted} killed, ${(100 * score).toFixed(1)} %, in ${seconds.toFixed(0)} s\n`);
  if (values.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = score >= 0.98 ? 0 : 1;
}

runCommand("mutants", "It takes --only WORD, --seed N and --json.", main);
