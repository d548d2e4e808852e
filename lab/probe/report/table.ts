/**
 * The last snapshot of every run as plain text for a terminal: what the inputs contribute, and the curvature.
 */
import { gridText, wrap } from "../../report/index.ts";
import type { ProbeRecord, ProbeRun } from "../record.ts";
import { curvatureRows, inputRows, lastSnapshot, runName } from "./rows.ts";

/** @param width how many columns the terminal has */
export function renderProbeTable({ task, batch, runs }: ProbeRecord, width = Infinity): string {
  const mode = runs.flatMap(({ looks }) => looks).at(-1)?.mode;
  const heading = `${task.name}: curvature on ${batch} as one batch${mode === undefined ? "" : `, ${mode}`}`;
  return [wrap(heading, width, "  ").join("\n"), ...runs.map((run) => ofRun(run, width))].join("\n\n");
}

function ofRun(run: ProbeRun, width: number): string {
  const last = run.looks.at(-1);
  const title = wrap(`${runName(run)}: ${lastSnapshot(run)}`, width, "  ");
  if (last === undefined) return title.join("\n");
  const { head, body } = curvatureRows(last);
  // Why is a sentence: it stands on the page and in the record.
  const short = { head: head.slice(0, -1), body: body.map((row) => row.slice(0, -1)) };
  return [
    ...[...title, ...wrap(`P: ${run.preconditioner}`, width, "  ")],
    ...[gridText(inputRows(last), words, width), gridText(short, words, width)],
  ].join("\n");
}

/** Columns of words, which go to the left. */
const words = ["layer", "block", "matrix", "status"];
