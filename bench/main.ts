/**
 * npm run -s bench -- [--only product,mlp,cnn,hvp,hessian,methods,overhead,compare,memory] [--rounds N]
 *                     [--without PEER,…] [--json] [--save FILE]
 *
 * Times this engine beside others, interleaved; prints a line a row, and saves them as tables (runs/speed.md). With
 * --json, one JSON value on stdout, [{name, unit, ours, peers, spread}], and all else on stderr. It installs nothing:
 * peers that are not there are left out, with a word on how to get them. A peer that fails is left out of its row; a
 * row that fails is left out, and the exit code is 1.
 */
import "../lab/command/uncaught-exceptions.ts";
import { statSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname } from "node:path";
import { format } from "prettier";
import { exitCodes } from "../lab/command/exit-codes.ts";
import { makeFolder, writeWhole } from "../lab/base/index.ts";
import { UserError } from "../lib/index.ts";
import { killAll } from "./children.ts";
import { groups } from "./groups/all.ts";
import { parseOptions, usage, type Options } from "./options.ts";
import { missing } from "./peers.ts";
import type { Reported } from "./row.ts";
import { line, page } from "./table.ts";

/** Seconds: of a turn, of running before the first, and after which a row does with the rounds it has. */
const pace = { turn: 0.05, warmUp: 2, patience: 60 };

function options(): Options {
  try {
    const read = parseOptions(process.argv.slice(2));
    if (read !== "help") return read;
    process.stdout.write(`npm run -s bench: times this engine beside others. ${usage}\n`);
    process.exit(exitCodes.ok);
  } catch (error) {
    const { message } = error as Error;
    process.stderr.write(`bench: ${message.endsWith(".") ? message : `${message}.`} ${usage}\n`);
    process.exit(exitCodes.usage);
  }
}

/** @throws UserError if nothing can be saved there: a mistake in --save should not cost an hour */
function checkPlace(save: string): void {
  makeFolder(dirname(save), "bench", "--save");
  if (statSync(save, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new UserError(`bench: ${save} is a folder. Name a file in it by --save.`);
}

/** What the figures depend on, besides the code and the load. */
function machine(): string {
  const processors = cpus();
  return `${processors[0]?.model ?? "unknown cpu"}, ${processors.length} cores; Node ${process.versions.node}, V8 ${process.versions.v8}`;
}

const load = (): string => loadavg()[0]!.toFixed(1);

/** What to type for the same figures: with the variables that change them. */
function command(): string {
  const variables = ["BNP_KERNELS", "BENCH_PYTHON", "OPENBLAS_CORETYPE"].flatMap((name) =>
    process.env[name] === undefined ? [] : [`${name}=${process.env[name]} `],
  );
  const flags = process.argv.slice(2);
  return `${variables.join("")}npm run -s bench${flags.length === 0 ? "" : ` -- ${flags.join(" ")}`}`;
}

async function main({ only, rounds, without, json, save }: Options): Promise<void> {
  checkPlace(save);
  const out = json ? process.stderr : process.stdout;
  const before = load();
  out.write(
    `${machine()}; load ${before}\nmedian of ${rounds} interleaved rounds (least–most); ×: times as fast as the peer\n`,
  );
  const absent = [...missing(without)];
  for (const sentence of absent) out.write(`${sentence}\n`);
  const tell = (sentence: string): void => {
    absent.push(sentence);
    out.write(`${sentence}\n`);
  };
  const engines = new Map<string, string>();
  const sections = only.map((word) => ({ group: groups[word], rows: [] as Reported[] }));
  for (const { group, rows } of sections) {
    for (const { name, measure } of group.measurements) {
      try {
        const outcome = await measure({ pace: { ...pace, rounds }, without });
        for (const reported of outcome.rows) {
          rows.push(reported);
          out.write(`${line(reported)}\n`);
        }
        for (const [who, engine] of outcome.engines ?? []) engines.set(who, engine);
        for (const [who, reason] of outcome.failures ?? []) tell(`${who} is left out of ${name}: ${reason}`);
      } catch (error) {
        process.exitCode = exitCodes.failed;
        tell(`${name} failed: ${(error as Error).message}`);
      }
    }
  }
  for (const [who, engine] of engines) out.write(`${who}: ${engine}\n`);
  const circumstances = {
    command: command(),
    date: new Date().toISOString().slice(0, 10),
    machine: `${machine()}; load ${before} before the run and ${load()} after it`,
    ...{ rounds, engines, absent },
  };
  writeWhole(save, await format(page(circumstances, sections), { parser: "markdown" }));
  out.write(`Saved as ${save}\n`);
  const all = sections.flatMap(({ rows }) => rows.map(({ row }) => row));
  if (json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
}

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.on(signal, () => process.exit(code));
}
process.on("exit", killAll);

main(options()).catch((error: unknown) => {
  const users = error instanceof UserError;
  process.stderr.write(
    `${users ? "" : "bench: "}${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = users ? exitCodes.usage : exitCodes.failed;
});
