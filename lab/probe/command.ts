/**
 * `bnp probe`: flags to a configuration, the probe with its progress, then table, report, record and exit code.
 */
import { join } from "node:path";
import { Command, Option } from "commander";
import { checkOurs, makeFolder, readWhole, writeWhole } from "../base/index.ts";
import {
  type CompareFlags,
  compareOptions,
  exitCodes,
  methodsHelp,
  path,
  quote,
  refuseWords,
  requested,
  wholeNumber,
} from "../command/index.ts";
import { configHash } from "../jobs/index.ts";
import { dataNote } from "../report/index.ts";
import type { Config } from "../training/index.ts";
import { probe, probeConfig, probeDefaults } from "./probe.ts";
import type { ProbeRecord } from "./record.ts";
import { renderProbeReport } from "./report/page.ts";
import { renderProbeTable } from "./report/table.ts";

type ProbeFlags = Pick<CompareFlags, "config" | "preset" | "json"> &
  Partial<Config> & {
    readonly every?: number;
    readonly examples: number;
    readonly dense: number;
    readonly modelFile?: string;
    readonly out?: string;
  };

/** Of `compare`, what has no meaning here, or another one. */
const notHere: ReadonlySet<string> = new Set([
  ...["splits", "tuneSeeds", "grid", "evaluations", "resume", "processes", "printConfig", "dryRun", "out"],
]);

function probeOptions(): readonly Option[] {
  const shared = compareOptions().filter((option) => !notHere.has(option.attributeName()));
  for (const option of shared) option.description = withDefault(option.attributeName(), option.description);
  return [
    ...shared,
    new Option("--every <steps>", "steps between two snapshots (default: a tenth of --steps)").argParser(
      wholeNumber(1),
    ),
    new Option("--examples <n>", "examples of the batch of each snapshot: the first of the training set")
      .argParser(wholeNumber(1))
      .default(256),
    new Option("--dense <n>", "largest matrix that is written out; larger ones get bounds")
      .argParser(wholeNumber(1))
      .default(2000),
    new Option("--model-file <file>", "probe a network saved by model.save(), without training").argParser(
      path,
    ),
    new Option(
      "--out <dir>",
      "where to write (default: runs/probe-<task>-<hash of the configuration>)",
    ).argParser(path),
  ];
}

/** The defaults of `compare` are written in the help; some are others here. */
function withDefault(key: string, help: string): string {
  const value = probeDefaults[key as keyof Config];
  if (value === undefined)
    return help.replace(", or tune: the best of a grid, for each method and batch size", "");
  const plain = help.replace(/, or tune:.*?(?= \(default)/, "").replace(/ \(default: [^()]*\)$/, "");
  return `${plain} (default: ${Array.isArray(value) ? value.join(",") : JSON.stringify(value).replaceAll('"', "")})`;
}

/** The command; `finish` receives the exit code. */
export function probeCommand(finish: (code: number) => void): Command {
  const command = new Command("probe").description(
    "Look at the Hessian of networks along training, or of a saved one: spectra, and condition numbers that are certified or not given.",
  );
  for (const option of probeOptions()) command.addOption(option);
  command.addHelpText("after", `\n${methodsHelp}`).usage("[options]").argument("[words...]");
  return command.action((words: readonly string[], flags: ProbeFlags) => {
    refuseWords(words);
    finish(run(flags));
  });
}

function run(flags: ProbeFlags): number {
  const config = requested(flags, probeConfig);
  const folder = flags.out ?? join("runs", `probe-${config.task}-${configHash(config)}`);
  const { modelFile, examples, dense: denseUpTo } = flags;
  const every = flags.every ?? Math.max(1, Math.round(Math.max(...config.steps) / 10));
  const trained: (readonly [name: string, bytes: Uint8Array])[] = [];
  const record = probe(config, {
    ...{ every, examples, denseUpTo },
    command: `npm run -s bnp -- ${process.argv.slice(2).map(quote).join(" ")}`,
    ...(modelFile === undefined ? {} : { modelFile: { path: modelFile, bytes: readWhole(modelFile) } }),
    // Before anything is computed: a mistake in --out should not cost an hour.
    onChecked: ({ notes = [] }) => {
      for (const note of notes) process.stderr.write(`${dataNote(note)}\n`);
      checkOurs(folder, "probe", "probe.json", "probe");
      makeFolder(folder, "probe");
      process.stderr.write(`Into ${folder}, when all is done: Ctrl-C ends at once and keeps nothing.\n`);
    },
    onSnapshot: (label, { step, seconds, whole }) => {
      const status = `H ${whole.before.status}, PᵀHP ${whole.after.status}`;
      process.stderr.write(`${label}, step ${step}: ${status} (${seconds.toFixed(1)} s)\n`);
    },
    onTrained: ({ label, batchSize, seed }, bytes) => {
      trained.push([`${label.replace(":", "-")}_b${batchSize}_s${seed}.safetensors`, bytes]);
    },
  });
  return publish(record, folder, trained, flags.json === true);
}

/** Writes record, page and networks, and prints table or JSON. */
function publish(
  record: ProbeRecord,
  folder: string,
  trained: readonly (readonly [name: string, bytes: Uint8Array])[],
  json: boolean,
): number {
  const report = join(folder, "report.html");
  writeWhole(join(folder, "probe.json"), `${JSON.stringify(record)}\n`);
  writeWhole(report, renderProbeReport(record));
  for (const [name, bytes] of trained) writeWhole(join(folder, name), bytes);
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...record, report })}\n`
      : `${renderProbeTable(record, process.stdout.columns || Infinity)}\n\nReport: ${report}\n`,
  );
  for (const { label, batchSize, seed, error } of record.failures) {
    process.stderr.write(`${label}, batch ${batchSize}, seed ${seed} failed: ${error}\n`);
  }
  return record.failures.length > 0 ? exitCodes.failed : exitCodes.ok;
}
