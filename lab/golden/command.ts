/**
 * The program of `npm run -s golden -- FILE`: the engine against the values of another implementation, case by case.
 *
 * Prints the worst relative error of every operation and answers with 1 if any is beyond 1e-11 or not known.
 */
import { Command, CommanderError } from "commander";
import { alignedText } from "../report/index.ts";
import { UserError } from "../../lib/index.ts";
import { readJson } from "../base/index.ts";
import { exitCodes, path } from "../command/index.ts";
import { checkGolden, type GoldenRow, goldenTolerance } from "./check.ts";

/** What is to be written in such a file, by an example that passes. */
const format = `{"ops": [
  {"op": "exp", "params": {}, "inputs": {"x": {"shape": [1], "data": [0]}},
   "cotangent": {"shape": [1], "data": [1]}, "output": {"shape": [1], "data": [1]},
   "grad": {"x": {"shape": [1], "data": [1]}},
   "direction": {"x": {"shape": [1], "data": [1]}}, "hvp": {"x": {"shape": [1], "data": [1]}}}
 ], "bnp": []}

Tensors are row-major. grad is the gradient of Σ cotangent·output, and hvp its
Hessian times the direction. Trajectories, under bnp, are described in
lab/golden/format.ts.`;

/** Runs one command line (in the form of process.argv) and answers with its exit code. */
export function golden(argv: readonly string[]): number {
  let code: number = exitCodes.ok;
  const program = new Command("golden")
    .description(
      "Check every case of a file of golden values: operations to second order, and BNP trajectories.",
    )
    .argument("<file>", "a JSON file of golden values, in the format below", path)
    .option("--json", "print one JSON value on stdout")
    .addHelpText("after", `\n${format}`)
    .exitOverride()
    .action((file: string, { json = false }: { readonly json?: boolean }) => {
      const rows = checkGolden(readJson(file), file);
      process.stdout.write(
        json ? `${JSON.stringify(rows.map((row) => ({ ...row, worst: row.worst ?? null })))}\n` : table(rows),
      );
      if (!rows.every((row) => row.passed)) code = exitCodes.failed;
    });
  try {
    program.parse([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return exitCodes.usage;
  }
}

function table(rows: readonly GoldenRow[]): string {
  const cells = rows.map(({ name, cases, worst, passed }) => [
    ...[passed ? "ok" : "FAIL", name, (worst?.toExponential(1) ?? "not known").padStart(9)],
    `${cases} case${cases === 1 ? "" : "s"}`,
  ]);
  const lines = alignedText([["    ", "", "", ""], ...cells], [true, true, false, true], 2)
    .slice(1)
    .map((line) => line.trimEnd());
  const known = rows.flatMap((row) => (row.worst === undefined ? [] : [row.worst]));
  const failed = rows.filter((row) => !row.passed).length;
  const worst = known.length === 0 ? "none" : Math.max(...known).toExponential(1);
  lines.push(
    `worst relative error of the ${known.length} known rows: ${worst} (allowed ${goldenTolerance.toExponential(0)})`,
    `${rows.length - failed} rows passed, ${failed} failed`,
  );
  return `${lines.join("\n")}\n`;
}
