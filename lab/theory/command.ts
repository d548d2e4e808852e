/**
 * `bnp theory`: predicted against measured convergence, with progress on stderr, then table, report and exit code.
 */
import { join } from "node:path";
import { Command, Option } from "commander";
import { checkOurs, makeFolder, writeWhole } from "../base/index.ts";
import { exitCodes, listOf, path, quote, wholeNumber } from "../command/index.ts";
import { checkTheory } from "./check.ts";
import { problems, selectProblems } from "./problems.ts";
import type { ProblemRecord, TheoryRecord } from "./record.ts";
import { renderTheoryReport } from "./report/page.ts";
import { missesOf } from "./report/rows.ts";
import { renderTheoryTable } from "./report/table.ts";

interface Flags {
  readonly only?: readonly string[];
  readonly seed: number;
  readonly out: string;
  readonly json?: boolean;
}

/** The command; `finish` receives the exit code. */
export function theoryCommand(finish: (code: number) => void): Command {
  return new Command("theory")
    .description(
      "Check the theory of local convergence: rates, thresholds and zeros, predicted and measured.",
    )
    .addOption(
      new Option("--only <list>", "problems, by name or by how their names begin: mlp, bn-tanh").argParser(
        listOf((name) => name),
      ),
    )
    .addOption(
      new Option("--seed <n>", "the first seed that is tried; the first that is well posed is taken")
        .argParser(wholeNumber(0))
        .default(0),
    )
    .option("--out <dir>", "where to write theory.json and report.html", path, join("runs", "theory"))
    .option("--json", "print one JSON value on stdout: the rows of the table")
    .addHelpText("after", `\n${problemsHelp}`)
    .usage("[options]")
    .action((flags: Flags) => {
      finish(run(flags));
    });
}

const longest = Math.max(...problems.map(({ name }) => name.length));
const problemsHelp = [
  "Problems:",
  ...problems.map(({ name, title }) => `  ${name.padEnd(longest)}  ${title}`),
].join("\n");

function run({ only, seed, out, json = false }: Flags): number {
  const chosen = only === undefined ? problems : selectProblems(only);
  // Before anything is computed: a mistake in --out should not cost a minute.
  checkOurs(out, "theory", "theory.json", "check of the theory");
  makeFolder(out, "theory");
  process.stderr.write(`Into ${out}, when all is done: Ctrl-C ends at once and keeps nothing.\n`);
  const record = checkTheory(
    { problems: chosen, seed, command: `npm run -s bnp -- ${process.argv.slice(2).map(quote).join(" ")}` },
    {
      onProblem: ({ name }, place, all) => void process.stderr.write(`[${place}/${all}] ${name} … `),
      onDone: (done) => void process.stderr.write(`${outcome(done)}\n`),
    },
  );
  const report = join(out, "report.html");
  writeWhole(join(out, "theory.json"), `${JSON.stringify(record)}\n`);
  writeWhole(report, renderTheoryReport(record));
  process.stdout.write(
    json
      ? `${JSON.stringify(rowsOf(record))}\n`
      : `${renderTheoryTable(record, process.stdout.columns || Infinity)}\n\nReport: ${report}\n`,
  );
  const misses = missesOf(record.problems);
  if (json) for (const miss of misses) process.stderr.write(`${miss}.\n`);
  return misses.length === 0 ? exitCodes.ok : exitCodes.failed;
}

/** "κ* 16,869 and 586, errors up to 3e-4 (12.3 s)". */
function outcome({ methods, seconds }: ProblemRecord): string {
  const stars = methods.map(({ kappaStar }) => Math.round(kappaStar).toLocaleString("en-GB")).join(" and ");
  const worst = Math.max(...methods.flatMap(({ rates }) => rates.map(({ relativeError }) => relativeError)));
  const off = worst === 0 ? "0" : worst.toExponential(0);
  return `κ* ${stars}, rates off by at most ${off} (${seconds.toFixed(1)} s)`;
}

/** The rows of the table, with the keys that others rely on and no more. */
function rowsOf({ problems: records }: TheoryRecord): readonly object[] {
  return records.flatMap(({ methods }) =>
    methods.flatMap(({ rates }) =>
      rates.map(({ problem, method, alpha, kappaStar, predictedRate, measuredRate, relativeError }) => ({
        ...{ problem, method, alpha, kappaStar, predictedRate, measuredRate, relativeError },
      })),
    ),
  );
}
