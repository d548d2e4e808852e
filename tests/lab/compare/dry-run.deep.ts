/**
 * The whole table of bad input, as requests of `compare`: a dry run and a run refuse each in the same sentence, or neither
 * does. A row about a data file or a task becomes a comparison on it.
 */
import { dataRows } from "../cli/bad-input/data-files.ts";
import { flagRows } from "../cli/bad-input/flags.ts";
import { recordRows } from "../cli/bad-input/records.ts";
import { compare, type Row } from "../cli/bad-input/row.ts";
import { runRow } from "../cli/bad-input/run.ts";
import { workplace } from "../cli/program.ts";

jest.setTimeout(120_000);
workplace();

const rest = compare.replace("compare --task blobs --train 60 --test 30 ", "");

/** The comparison that asks for the same; undefined where there is none. */
function asComparison({ command }: Row): string | undefined {
  if (command.startsWith("compare ")) return command;
  const [, task, flags] = /^data (?!-)(\S+)(.*)$/.exec(command) ?? [];
  return task === undefined ? undefined : `compare --task ${task} ${rest}${flags!}`;
}

const ofComparisons: readonly Row[] = [
  { command: `${compare.replace("blobs", "moons")} --noise 1e308`, says: /^moons: --noise 1e\+308 is out/ },
  { command: `${compare.replace("blobs", "glyphs")} --dial 5`, says: /^glyphs: has no use for --dial/ },
  { command: `${compare} --hidden 999999999`, says: /^compare: the network would have \d+ weights/ },
  { command: `${compare} --out full`, files: { full: { folder: true }, "full/notes.txt": "mine" }, says: /^compare: full holds no run and is no empty folder/ }, // prettier-ignore
  { command: `${compare} --out a/b/c`, files: { a: "a file" }, says: /^compare: a\/b\/c cannot be made/ },
  { command: compare, env: { BNP_CHECKPOINT_SECONDS: "soon" }, says: /^BNP_CHECKPOINT_SECONDS: 'soon'/ },
  { command: `${compare} --flip`, says: /^compare: --flip and --crop are for images/ },
];

const rows = [...ofComparisons, ...flagRows, ...dataRows, ...recordRows].flatMap((row): Row[] => {
  const command = asComparison(row);
  return command === undefined ? [] : [{ ...row, command }];
});

it.each(rows.map((row): [string, Row] => [`${row.command} → ${row.says.source}`, row]))(
  "%s",
  async (_, row) => {
    const run = await runRow(row);
    const dry = await runRow({ ...row, command: `${row.command} --dry-run` });
    expect({ code: dry.code, sentence: dry.code === 0 ? "" : dry.sentence }).toEqual({
      code: run.code,
      sentence: run.code === 0 ? "" : run.sentence,
    });
    expect(dry.changes).toEqual([]);
  },
);

it("covers most of the table", () => {
  expect(rows.length).toBeGreaterThan(200);
});
