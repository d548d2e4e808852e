/**
 * Everything that can be wrong with what a command is given: one sentence on stderr that says what was found and what to
 * do, exit code 2, nothing on stdout, no stack, and every file as it was. The table is in bad-input/; one row in three
 * here, all of them in `npm run test:deep`.
 */
import { oneIn } from "../../support/effort.ts";
import { dataRows } from "./bad-input/data-files.ts";
import { flagRows } from "./bad-input/flags.ts";
import { recordRows } from "./bad-input/records.ts";
import type { Row } from "./bad-input/row.ts";
import { runRow } from "./bad-input/run.ts";
import { workplace } from "./program.ts";

workplace();

const tables: readonly (readonly [string, readonly Row[]])[] = [
  ["the command line", flagRows],
  ["data files", dataRows],
  ["records and places", recordRows],
];

describe.each(tables)("%s", (_, rows) => {
  it.each(oneIn(3, rows).map((row): [string, Row] => [`${row.command} → ${row.says.source}`, row]))(
    "%s",
    async (_, row) => {
      const { code, out, err, sentence, changes } = await runRow(row);
      expect(sentence).toMatch(row.says);
      expect({ code, out, changes }).toEqual({ code: 2, out: "", changes: [] });
      expect(err).toMatch(/[.?)']\n$|missing\n$|\d\.\n$/);
      expect(err).not.toMatch(/\n\s+at /);
      expect(err.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
      expect(sentence.split("\n").length).toBeLessThanOrEqual(2);
    },
  );
});

it("has a row for every kind of mistake", () => {
  for (const [, rows] of tables) expect(rows.length).toBeGreaterThan(70);
});
