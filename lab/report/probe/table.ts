/**
 * The last look of every run as plain text for a terminal: what the inputs contribute, and the curvature.
 */
import type { ProbeRecord, ProbeRun } from "../../experiments/index.ts";
import { gridText } from "../grid.ts";
import { curvatureRows, inputRows, lastLook, runName } from "./rows.ts";

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
  return [title, `P: ${run.preconditioner}`, gridText(inputRows(look), words), gridText(short, words)].join(
    "\n",
  );
}

/** Columns of words, which go to the left. */
const words = ["layer", "block", "matrix", "status"];
