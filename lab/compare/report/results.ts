/**
 * The numbers of the report: the table of results, what was skipped, and the paired differences.
 *
 * Everything here is readable without a script. It lays out rows that summary.ts computed.
 */
import type { Comparison, PairedDifference, Verdict } from "../../jobs/index.ts";
import {
  type Head,
  intervalStrip,
  type Look,
  loss,
  markup,
  type Markup,
  milliseconds,
  n,
  percent,
  plural,
  points,
  probability,
  rate,
  ratio,
  seedStrip,
  type Spread,
  swatch,
  tableAround,
} from "../../report/index.ts";
import { looksOf } from "./looks.ts";
import { type BatchRows, type Row, summarise } from "./summary.ts";
import { didNotTrain } from "./untrained.ts";
import { turned } from "./verdict.ts";

function range(spread: Spread): Markup | null {
  if (spread.values.filter((v) => v !== null).length < 2) return null;
  return markup` <span class="range">${percent(spread.low)}–${percent(spread.high)}</span>`;
}

interface TableShape {
  readonly looks: ReadonlyMap<string, Look>;
  /** Whether any network has a second evaluation, with full-batch statistics. */
  readonly full: boolean;
  /** Whether the cost of a step was measured. */
  readonly timed: boolean;
}

function fullCell(spread: Spread | null): Markup {
  if (spread === null) return markup`<td></td>`;
  return markup`<td class="n">${percent(spread.median)}${range(spread)}</td>`;
}

/** The interval of the milliseconds is a tooltip: that of the ratio is the one to compare by, and there is no room for both. */
function costCells({ cost, label }: Row): Markup {
  if (cost === null) return markup`<td class="n">–</td><td class="n">–</td>`;
  const { milliseconds: ms, relative } = cost;
  const interval = `95\u00a0% interval ${milliseconds(ms.interval[0])} to ${milliseconds(ms.interval[1])}`;
  const spread =
    relative === null || label === "none"
      ? null
      : markup` <span class="range">${ratio(relative.interval[0])}–${ratio(relative.interval[1])}</span>`;
  const value = relative === null ? "–" : label === "none" ? "× 1" : `× ${ratio(relative.median)}`;
  return markup`<td class="n" title="${interval}">${milliseconds(ms.median)}</td>
<td class="n"><span class="main">${value}</span>${spread}</td>`;
}

function resultRow(
  row: Row,
  first: Markup | null,
  extent: readonly [number, number],
  shape: TableShape,
): Markup {
  const look = shape.looks.get(row.name)!;
  const edge = row.atEdge ? markup`<abbr title="at an edge of the grid">†</abbr>` : null;
  return markup`<tr${row.best ? markup` class="best"` : null}>
${first}<th scope="row">${swatch(look)} ${row.name}</th>
<td class="n">${rate(row.learningRate)}${edge}</td>
<td class="n"><span class="main">${row.trained ? percent(row.accuracy.median) : didNotTrain}</span>${range(row.accuracy)}</td>
<td class="drawn">${seedStrip(row.accuracy, extent, look)}</td>
${shape.full ? fullCell(row.fullBatchAccuracy) : null}
<td class="n">${loss(row.testLoss.median)}</td>
<td class="n${row.diverged > 0 ? " warn" : ""}">${row.diverged} of ${row.seeds}</td>
${shape.timed ? costCells(row) : null}
</tr>`;
}

function batchBody({ batchSize, rows }: BatchRows, shape: TableShape): Markup {
  const shown = rows.flatMap((row) => row.accuracy.values).filter((v): v is number => v !== null);
  const extent = [Math.min(...shown), Math.max(...shown)] as const;
  const head = markup`<th scope="rowgroup" rowspan="${rows.length}" class="batch">${batchSize}</th>
`;
  return markup`<tbody>${rows.map((row, i) => resultRow(row, i === 0 ? head : null, extent, shape))}</tbody>`;
}

function skippedList(comparison: Comparison): Markup | null {
  if (comparison.skipped.length === 0) return null;
  const items = comparison.skipped.map(
    (s) => markup`<li><b>${s.label}</b> at batch size ${s.batchSize}: ${s.reason}</li>`,
  );
  return markup`<p class="lead-in">Not run:</p><ul class="plain">${items}</ul>`;
}

/** The table of results with its reading notes, and the pairs that were not run. */
export function resultsSection(comparison: Comparison): Markup {
  const batches = summarise(comparison).filter((batch) => batch.rows.length > 0);
  if (batches.length === 0) {
    return markup`<section id="results"><h2>Results</h2><p>No arm was finished, so there is no result.</p>${skippedList(comparison)}</section>`;
  }
  const full = batches.some((batch) => batch.rows.some((row) => row.fullBatchAccuracy !== null));
  const timed = comparison.costs !== undefined;
  const shape = { looks: looksOf(comparison), full, timed };
  const over = batches.some((batch) => batch.rows.some((row) => row.splits > 1))
    ? "splits and seeds"
    : "seeds";
  const edge = batches.some((batch) => batch.rows.some((row) => row.atEdge));
  const heads: readonly (string | Head)[] = [
    "Batch",
    "Method",
    n("Rate"),
    n("Test accuracy, %"),
    "Seeds",
    ...(full ? [n(markup`With full-batch<br>statistics, %`)] : []),
    n("Test loss"),
    n("Diverged"),
    ...(timed ? [n("ms per step"), n(markup`Cost of<br>a step`)] : []),
  ];
  return markup`<section id="results"><h2>Results</h2>
${tableAround(
  "Table of results",
  heads,
  batches.map((batch) => batchBody(batch, shape)),
)}
<p class="note">Medians over the ${over}, with least and greatest; bold is the highest median at its batch size. Seeds are drawn on one scale within a batch size. A diverged seed counts as the worst in every median.${timed ? " The cost of a step was timed alone, after all arms, the methods taking turns: medians with 95\u00a0% intervals, and the ratio to “none” at the same batch size." : comparison.costsLeftOut === undefined ? "" : ` The cost of a step was not measured: ${comparison.costsLeftOut}.`}${full ? " “With full-batch statistics”: batch-normalised networks evaluated with the statistics of the whole training set in place of the running ones." : ""}${edge ? " † The best rate lies at an edge of the grid; a better one may lie outside." : ""}</p>
${skippedList(comparison)}</section>`;
}

const isDecided = (verdict: Verdict): boolean => verdict === "better" || verdict === "worse";

function differenceRow(d: PairedDifference, reach: number): Markup {
  const said = (verdict: Verdict) => (isDecided(verdict) ? `${d.a} is ${verdict}` : verdict);
  const replicates = d.splits > 1 ? `${d.splits} × ${d.seeds}` : String(d.seeds);
  return markup`<tr${isDecided(d.verdict) ? markup` class="decided"` : null}><td>${d.batchSize}</td><th scope="row">${d.a} − ${d.b}</th><td class="n">${points(d.meanDifference)}</td><td class="n">${d.interval === null ? "–" : `${points(d.interval[0])} to ${points(d.interval[1])}`}</td><td class="drawn">${intervalStrip(d.meanDifference, d.interval, reach)}</td><td class="n">${replicates}</td><td class="n">${probability(d.p)}</td><td>${said(d.rawVerdict)}</td><td class="n">${probability(d.adjustedP)}</td><td>${said(d.verdict)}</td></tr>`;
}

/** The paired differences with their intervals; nothing where none were made. */
export function differencesSection(comparison: Comparison): Markup | null {
  const { differences } = comparison;
  if (differences.length === 0) return null;
  const several = differences.some((d) => d.splits > 1);
  const finest = Math.min(...differences.flatMap((d) => d.resolution ?? []));
  const order = [...looksOf(comparison).keys()];
  const sorted = differences
    .map((d) => (order.indexOf(d.a) < order.indexOf(d.b) ? turned(d) : d))
    .sort((a, b) => b.batchSize - a.batchSize);
  const reach = (batchSize: number) =>
    Math.max(
      ...sorted
        .filter((d) => d.batchSize === batchSize)
        .flatMap((d) => [d.meanDifference, ...(d.interval ?? [])])
        .map((v) => (Number.isFinite(v) ? Math.abs(v) : 0)),
    );
  const heads: readonly (string | Head)[] = [
    "Batch",
    "Difference",
    n("Mean"),
    n("95 % interval"),
    "0 in the middle",
    n(several ? "Splits × seeds" : "Seeds"),
    n("p"),
    "Alone",
    n("p corrected"),
    "Corrected",
  ];
  return markup`<section id="differences"><h2>Paired differences</h2>
<p>Differences of the final test accuracy between two methods trained from the same seed, in percentage points: mean over the ${several ? "splits, each the mean over its seeds" : "seeds"}, with its 95 % interval; a diverged seed counts with accuracy 0. The interval holds the scatter over the ${several ? "splits" : "seeds"} and what ${plural(comparison.task.test, "test example")} can resolve${Number.isFinite(finest) ? ` (half of it is at least ${points(finest).replace("+", "")} points)` : ""}. Of ${plural(differences.length, "comparison")}, one in twenty excludes 0 by chance alone; so p-values are corrected by Holm’s method over all that have one, and the last column is what is claimed.</p>
${tableAround("Table of paired differences", heads, markup`<tbody>${sorted.map((d) => differenceRow(d, reach(d.batchSize)))}</tbody>`)}</section>`;
}
