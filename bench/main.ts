/**
 * npm run -s bench -- [--only product,mlp,methods,overhead,memory] [--rounds N] [--json]
 *
 * Times this engine beside others, interleaved, and prints a table; with --json, one JSON value on stdout,
 * [{name, unit, ours, peers, spread}], and all else on stderr. It installs nothing: peers that are not there are left
 * out, with a word on how to get them.
 */
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { Row } from "./row.ts";
import { groups, tensorFlowIsThere, type GroupName } from "./rows.ts";
import { line } from "./table.ts";

const names = Object.keys(groups) as GroupName[];

function usage(complaint: string): never {
  process.stderr.write(`bench: ${complaint} Use --only ${names.join(",")}, --rounds N, --json.\n`);
  process.exit(2);
}

function options(): { readonly only: readonly GroupName[]; readonly rounds: number; readonly json: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: "string", default: names.join(",") },
        rounds: { type: "string", default: "41" },
        json: { type: "boolean", default: false },
      },
    });
    const only = values.only.split(",");
    const unknown = only.find((name) => !(name in groups));
    if (unknown !== undefined) usage(`there is no group '${unknown}'.`);
    const rounds = Number(values.rounds);
    if (!Number.isInteger(rounds) || rounds < 1)
      usage(`--rounds ${values.rounds} is not a whole number from 1.`);
    return { only: only as GroupName[], rounds, json: values.json };
  } catch (error) {
    return usage(error instanceof Error ? `${error.message}.` : String(error));
  }
}

/** What the figures depend on, besides the code. */
function machine(): string {
  const processors = cpus();
  const load = loadavg()[0]!.toFixed(1);
  return `${processors[0]?.model ?? "unknown cpu"}, ${processors.length} cores, load ${load}; Node ${process.versions.node}, V8 ${process.versions.v8}`;
}

async function main(): Promise<void> {
  const { only, rounds, json } = options();
  const out = json ? process.stderr : process.stdout;
  out.write(
    `${machine()}\nmedian of ${rounds} interleaved rounds (least–most); ×: times as fast as the peer\n`,
  );
  if (!tensorFlowIsThere()) out.write("tfjs is left out: npm --prefix bench/peers ci installs it.\n");
  const rows: Row[] = [];
  const engines = new Map<string, string>();
  for (const name of only) {
    await groups[name]({
      pace: { rounds, turn: 0.05, warmUp: 1 },
      onRow(reported) {
        rows.push(reported.row);
        for (const [who, engine] of Object.entries(reported.engines ?? {})) engines.set(who, engine);
        out.write(`${line(reported)}\n`);
      },
    });
  }
  for (const [who, engine] of engines) out.write(`${who}: ${engine}\n`);
  if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
