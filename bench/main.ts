/**
 * npm run -s bench -- [--only product,mlp,cnn,hvp,hessian,methods,overhead,compare,memory] [--rounds N]
 *                     [--without PEER,…] [--json] [--save FILE]
 *
 * Times this engine beside others, interleaved; prints a line a row, and saves them as tables (runs/speed.md). With
 * --json, one JSON value on stdout, [{name, unit, ours, peers, spread}], and all else on stderr. It installs nothing:
 * peers that are not there are left out, with a word on how to get them. A peer that fails is left out of its row; a
 * row that fails is left out, and the exit code is 1.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname } from "node:path";
import { killAll } from "./children.ts";
import { groups } from "./groups/all.ts";
import { parseOptions, usage, type Options } from "./options.ts";
import { missing } from "./peers.ts";
import type { Reported } from "./row.ts";
import { line, page } from "./table.ts";

/** Seconds: of a turn, of running before the first, and after which a row does with the rounds it has. */
const pace = { turn: 0.05, warmUp: 1, patience: 60 };

function options(): Options {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`bench: ${(error as Error).message} ${usage}\n`);
    process.exit(2);
  }
}

/** What the figures depend on, besides the code. */
function machine(): string {
  const processors = cpus();
  const load = loadavg()[0]!.toFixed(1);
  return `${processors[0]?.model ?? "unknown cpu"}, ${processors.length} cores, load ${load}; Node ${process.versions.node}, V8 ${process.versions.v8}`;
}

async function main({ only, rounds, without, json, save }: Options): Promise<void> {
  const out = json ? process.stderr : process.stdout;
  const before = machine();
  out.write(`${before}\nmedian of ${rounds} interleaved rounds (least–most); ×: times as fast as the peer\n`);
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
        process.exitCode = 1;
        tell(`${name} failed: ${(error as Error).message}`);
      }
    }
  }
  for (const [who, engine] of engines) out.write(`${who}: ${engine}\n`);
  const command = `npm run -s bench -- ${process.argv.slice(2).join(" ")}`.replace(/ -- $/, "");
  const date = new Date().toISOString().slice(0, 10);
  mkdirSync(dirname(save), { recursive: true });
  writeFileSync(save, page({ command, date, machine: before, rounds, engines, absent }, sections));
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
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
