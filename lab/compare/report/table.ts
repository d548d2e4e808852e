/**
 * The result as plain text for a terminal: one row for each batch size and method, the verdict below it.
 *
 * No line is wider than asked. Where the full table does not fit, columns move together, headings get short, and then
 * the least needed column goes. It writes nothing and asks nothing about the terminal.
 */
import type { Comparison } from "../../jobs/index.ts";
import {
  alignedText,
  count,
  cut,
  lengthOf,
  loss,
  milliseconds,
  percent,
  plain,
  plural,
  rate,
  runName,
  wrap,
} from "../../report/index.ts";
import { type Row, summarise } from "./summary.ts";
import { didNotTrain, untrainedNote } from "./untrained.ts";
import { verdictOf } from "./verdict.ts";

interface Column {
  readonly title: string;
  readonly short: string;
  readonly left?: boolean;
  /** Columns with a number are dropped when the table is too wide, the highest first. */
  readonly dispensable?: number;
  readonly cell: (row: Row, first: boolean) => string;
}

interface Paint {
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
}

const columns: readonly Column[] = [
  { title: "batch", short: "batch", cell: (row, first) => (first ? String(row.batchSize) : "") },
  { title: "method", short: "method", left: true, cell: (row) => plain(row.name) },
  { title: "rate", short: "rate", cell: (row) => rate(row.learningRate) + (row.atEdge ? "!" : "") },
  {
    title: "accuracy %",
    short: "acc. %",
    cell: (row) => (row.trained ? percent(row.accuracy.median) + (row.best ? "*" : " ") : didNotTrain),
  },
  {
    title: "min–max",
    short: "min–max",
    dispensable: 1,
    cell: (row) =>
      row.accuracy.values.filter((v) => v !== null).length > 1
        ? `${percent(row.accuracy.low)}–${percent(row.accuracy.high)}`
        : "",
  },
  { title: "test loss", short: "loss", cell: (row) => loss(row.testLoss.median) },
  { title: "diverged", short: "div.", cell: (row) => `${row.diverged}/${row.seeds}` },
  {
    title: "ms/step",
    short: "ms/step",
    dispensable: 2,
    cell: (row) => milliseconds(row.cost?.milliseconds.median),
  },
];

interface Layout {
  readonly header: string;
  /** One list a batch size. */
  readonly batches: readonly (readonly { readonly text: string; readonly best: boolean }[])[];
  readonly width: number;
}

function layOut(comparison: Comparison, shown: readonly Column[], short: boolean, nameWidth: number): Layout {
  const titles = shown.map((c) => (short ? c.short : c.title));
  const batches = summarise(comparison).map(({ rows }) =>
    rows.map((row, i) => ({
      cells: shown.map((c) => cut(c.cell(row, i === 0), c.title === "method" ? nameWidth : 24)),
      best: row.best,
    })),
  );
  const flat = batches.flat();
  const [header, ...lines] = alignedText(
    [titles, ...flat.map(({ cells }) => cells)],
    shown.map((column) => column.left === true),
    short ? 1 : 2,
  );
  const textOf = new Map(flat.map((row, i) => [row, lines[i]!]));
  return {
    header: header!,
    batches: batches.map((rows) => rows.map((row) => ({ text: textOf.get(row)!, best: row.best }))),
    width: lengthOf(header!),
  };
}

/** The first layout that fits, from the roomiest to the barest. */
function fit(comparison: Comparison, width: number): Layout {
  const all = columns.filter((c) => c.title !== "ms/step" || comparison.costs !== undefined);
  const without = (limit: number) => all.filter((c) => (c.dispensable ?? 0) < limit);
  const attempts: [readonly Column[], boolean, number][] = [
    [all, false, 32],
    [all, true, 32],
    [all, true, 12],
    [without(2), true, 16],
    [without(1), true, 16],
    [without(1), true, 8],
  ];
  let layout = layOut(comparison, ...attempts[0]!);
  for (const attempt of attempts.slice(1)) {
    if (layout.width <= width) break;
    layout = layOut(comparison, ...attempt);
  }
  return layout;
}

function heading({ task, arms, missing }: Comparison): string {
  const gone = missing > 0 ? `; ${plural(missing, "arm")} missing, the run was interrupted` : "";
  return (
    `${task.name}: ${count(task.train)} training and ${count(task.test)} test examples, ` +
    `${plural(arms.length, "arm")}${gone}`
  );
}

function notes(comparison: Comparison): string[] {
  const rows = summarise(comparison).flatMap((batch) => batch.rows);
  const untrained = untrainedNote(comparison);
  return [
    ...(comparison.task.notes ?? []).map((note) => `data: ${note}`),
    ...(rows.length > 0 ? ["* highest median at this batch size"] : []),
    ...(rows.some((row) => row.atEdge) ? ["! best rate at an edge of the grid"] : []),
    ...(untrained === null ? [] : [untrained]),
    ...(comparison.costsLeftOut === undefined
      ? []
      : [`the cost of a step was not measured: ${comparison.costsLeftOut}`]),
    ...(comparison.failures ?? []).map(
      (f) => `${f.label} at batch size ${f.batchSize}, ${runName(f)} failed: ${f.error}`,
    ),
    ...comparison.skipped.map((s) => `${s.label} at batch size ${s.batchSize} was not run: ${s.reason}`),
  ];
}

/**
 * The table a terminal shows at the end of a run: plain text, at most `width` columns (sensible from 60 up).
 * With `colour`, the best rows are bold and the rest of the frame is faint; without it there are no control codes.
 */
export function renderTable(
  comparison: Comparison,
  options: { readonly width: number; readonly colour: boolean },
): string {
  const width = Math.max(20, Math.floor(options.width));
  const code = (start: string) => (text: string) =>
    options.colour ? `\u001b[${start}m${text}\u001b[0m` : text;
  const paint: Paint = { bold: code("1"), faint: code("2") };
  const lines = wrap(heading(comparison), width, "  ");
  if (comparison.arms.length > 0) {
    const layout = fit(comparison, width);
    const rule = paint.faint("─".repeat(Math.min(width, layout.width)));
    lines.push("", paint.bold(cut(layout.header, width).trimEnd()));
    for (const rows of layout.batches.filter((batch) => batch.length > 0)) {
      lines.push(rule);
      for (const row of rows) {
        const text = cut(row.text, width).trimEnd();
        lines.push(row.best ? paint.bold(text) : text);
      }
    }
    lines.push(rule);
  }
  for (const note of notes(comparison)) lines.push(...wrap(note, width, "  ").map(paint.faint));
  const verdict = verdictOf(comparison);
  lines.push("", ...wrap(verdict.opening, width, "  "));
  for (const { batchSize, text } of verdict.findings) {
    lines.push(...wrap(`Batch size ${batchSize}: ${text}`, width, "  "));
  }
  lines.push(...wrap(verdict.closing, width, "  "));
  return lines.join("\n");
}
