/**
 * The last look of every run as plain text for a terminal: what the inputs contribute, and the curvature.
 */
import type { ProbeRecord, ProbeRun } from "../../experiments/index.ts";
import { curvatureRows, inputRows, lastLook, type Rows, runName } from "./rows.ts";

export function renderProbeTable({ task, batch, runs }: ProbeRecord): string {
  const mode = runs.flatMap(({ looks }) => looks).at(-1)?.mode;
  const heading = `${task.name}: curvature on ${batch} as one batch${mode === undefined ? "" : `, ${mode}`}`;
  return [heading, ...runs.map(ofRun)].join("\n\n");
}

function ofRun(run: ProbeRun): string {
  const look = run.looks.at(-1);
  const title = `${runName(run)}: ${lastLook(run)}`;
  if (look === undefined) return title;
  const { head, body } = curvatureRows(look);
  // Why is a sentence: it stands on the page and in the record.
  const short = { head: head.slice(0, -1), body: body.map((row) => row.slice(0, -1)) };
  return [title, `P: ${run.preconditioner}`, grid(inputRows(look)), grid(short)].join("\n");
}

const lengthOf = (text: string): number => Array.from(text.replace(/\p{Mn}/gu, "")).length;

/** Columns side by side, two blanks between them; a column of words to the left. */
function grid({ head, body }: Rows): string {
  const all = [head, ...body];
  const widths = head.map((_, i) => Math.max(...all.map((row) => lengthOf(row[i]!))));
  const isWord = (i: number): boolean => ["layer", "block", "matrix", "status"].includes(head[i]!);
  return all
    .map((row) =>
      row
        .map((cell, i) => {
          const blanks = " ".repeat(widths[i]! - lengthOf(cell));
          return isWord(i) ? cell + blanks : blanks + cell;
        })
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join("\n");
}
