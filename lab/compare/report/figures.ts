/**
 * The places of the figures, with their captions, buttons and a description in words for those who cannot see them.
 *
 * It draws nothing: the page's script fills the places. Without a script a note says where the numbers are.
 */
import type { Comparison, Tuning } from "../../jobs/index.ts";
import {
  count,
  type Head,
  list,
  type Look,
  loss,
  markup,
  type Markup,
  n,
  percent,
  percentSign,
  rate,
  swatch,
  tableAround,
} from "../../report/index.ts";
import { looksOf } from "./looks.ts";
import { type Row, summarise } from "./summary.ts";
import { didNotTrain } from "./untrained.ts";
import { called } from "./verdict.ts";

interface Choice {
  readonly title: string;
  readonly key: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}

const choices: readonly Choice[] = [
  {
    title: "Against",
    key: "x",
    options: [
      ["steps", "steps"],
      ["examples", "examples seen"],
      ["seconds", "seconds at the measured cost"],
    ],
  },
  {
    title: "Horizontal axis",
    key: "xLog",
    options: [
      ["false", "linear"],
      ["true", "log"],
    ],
  },
  {
    title: "Loss axis",
    key: "yLog",
    options: [
      ["false", "linear"],
      ["true", "log"],
    ],
  },
];

/** Where the cost of a step was not measured, nothing can be drawn against seconds. */
function choicesFor({ costs }: Comparison): readonly Choice[] {
  const known = ([value]: readonly [string, string]) => costs !== undefined || value !== "seconds";
  return choices.map((choice) => ({ ...choice, options: choice.options.filter(known) }));
}

function chooser({ title, key, options }: Choice): Markup {
  const button = ([value, text]: readonly [string, string]) =>
    markup`<button type="button" data-set="${key}" data-value="${value}" aria-pressed="false" aria-label="${title}: ${text}">${text}</button>`;
  return markup`<div class="choice" role="group" aria-label="${title}"><span>${title}</span><div class="switch">${options.map(button)}</div></div>`;
}

function legend(names: readonly string[], looks: ReadonlyMap<string, Look>): Markup {
  const button = (name: string) =>
    markup`<button type="button" data-series="${name}" aria-pressed="true" aria-label="Show ${name}">${swatch(looks.get(name)!)} ${name}</button>`;
  return markup`<div class="legend" role="group" aria-label="Methods shown">${names.map(button)}</div>`;
}

const withoutScript = markup`<noscript><style>.drawn { display: none; }</style><p class="banner">The figures are drawn by the page’s own script, which is switched off here. All final values are in the tables.</p></noscript>`;

function curveFigure(
  batchSize: number,
  rows: readonly Row[],
  metric: string,
  title: string,
  say: ((row: Row) => string) | null,
): Markup {
  const finals =
    say === null ? "" : ` Median at the end: ${list(rows.map((row) => `${row.name} ${say(row)}`))}.`;
  return markup`<figure><figcaption>${title}</figcaption><div class="plot" data-curve="${metric}" data-batch="${batchSize}" data-sync="curves-${batchSize}" role="img" aria-label="${title} during training at batch size ${batchSize}.${finals}"></div></figure>`;
}

/** Training curves: for each batch size training loss, test loss and test accuracy. */
export function curvesSection(comparison: Comparison): Markup | null {
  const batches = summarise(comparison).filter((batch) => batch.rows.length > 0);
  if (batches.length === 0) return null;
  const looks = looksOf(comparison);
  const names = [...new Set(batches.flatMap((batch) => batch.rows.map((row) => row.name)))];
  const seeds = Math.max(...batches.flatMap((batch) => batch.rows.map((row) => row.seeds)));
  const diverged = batches.some((batch) => batch.rows.some((row) => row.diverged > 0));
  const plots = batches.map(
    ({ batchSize, rows }) => markup`<div class="drawn"><h3>Batch size ${batchSize}</h3>
<div class="figures">
${curveFigure(batchSize, rows, "trainLoss", "Training loss", null)}
${curveFigure(batchSize, rows, "testLoss", "Test loss", (row) => loss(row.testLoss.median))}
${curveFigure(batchSize, rows, "testAccuracy", "Test accuracy, %", (row) => percentSign(row.accuracy.median))}
</div></div>`,
  );
  const drawn =
    seeds > 1
      ? batches.some((batch) => batch.rows.some((row) => row.splits > 1))
        ? "Bold: median over the seeds on all splits; band: least to greatest of the runs that did not diverge; thin: single runs."
        : "Bold: median over the seeds; band: least to greatest of the seeds that did not diverge; thin: single seeds."
      : "One seed: no band.";
  return markup`<section id="curves"><h2>Training curves</h2>
${withoutScript}
<div class="controls needs-script" hidden>${choicesFor(comparison).map(chooser)}${legend(names, looks)}</div>
${plots}
<p class="note">${drawn}${diverged ? " A cross ends a diverged seed at its last finite point, on the edge of the frame if the point lies outside; a median ends where half of the seeds are lost." : ""} Point at a figure to read every value there; drag to enlarge, double-click to go back. A log axis cannot show step 0. Accuracy keeps a linear axis.${comparison.costs === undefined ? "" : " Seconds are steps times the measured cost of a step."}</p></section>`;
}

function ratesTable(tunings: readonly Tuning[]): Markup {
  const row = (t: Tuning) =>
    t.tried.map(
      (tried) =>
        markup`<tr${tried.learningRate === t.best ? markup` class="best"` : null}><td>${t.batchSize}</td><th scope="row">${t.label}</th><td class="n">${rate(tried.learningRate)}</td><td class="n">${loss(tried.medianLoss)}</td><td class="n">${percent(tried.medianAccuracy)}</td><td class="n">${count(tried.diverged)}</td></tr>`,
    );
  const heads: readonly (string | Head)[] = [
    "Batch",
    "Method",
    n("Rate"),
    n("Held-out loss"),
    n("Held-out accuracy, %"),
    n("Diverged"),
  ];
  return markup`<details><summary>All rates tried, as a table</summary>${tableAround(
    "Table of rates tried",
    heads,
    tunings.map((t) => markup`<tbody>${row(t)}</tbody>`),
  )}</details>`;
}

function rateFigure(batchSize: number, tunings: readonly Tuning[], metric: string, title: string): Markup {
  const best = list(tunings.map((t) => `${t.label} ${t.trained === false ? didNotTrain : rate(t.best)}`));
  return markup`<figure><figcaption>Batch size ${batchSize}: ${title}</figcaption><div class="plot" data-rates="${metric}" data-batch="${batchSize}" data-sync="rates-${batchSize}" role="img" aria-label="Median final ${title} against the learning rate at batch size ${batchSize}. Best rates: ${best}."></div></figure>`;
}

/** Sensitivity to the learning rate; nothing where rates were given. */
export function ratesSection(comparison: Comparison): Markup | null {
  if (comparison.tuning.length === 0) return null;
  const tunings = [...comparison.tuning].sort((a, b) => b.batchSize - a.batchSize);
  const sizes = [...new Set(tunings.map((t) => t.batchSize))];
  const looks = looksOf(comparison);
  const names = [...looks.keys()].filter((name) => tunings.some((t) => t.label === name));
  const figures = (metric: string, title: string) =>
    sizes.map((size) =>
      rateFigure(
        size,
        tunings.filter((t) => t.batchSize === size),
        metric,
        title,
      ),
    );
  const edge = tunings.filter((t) => t.atEdge).map((t) => `${called(t.label)} at batch size ${t.batchSize}`);
  const stuck = tunings
    .filter((t) => t.trained === false)
    .map((t) => `${called(t.label)} at batch size ${t.batchSize}`);
  return markup`<section id="rates"><h2>Sensitivity to the learning rate</h2>
${withoutScript}
<div class="controls needs-script" hidden>${legend(names, looks)}</div>
<div class="figures drawn">
${figures("medianLoss", "held-out loss")}
</div>
<div class="figures drawn">
${figures("medianAccuracy", "held-out accuracy, %")}
</div>
<p class="note">Median over the tuning seeds of the values at the end of training, on a held-out part of the training set, never on the test set. A ring marks the best rate (the lowest loss), with which the results were made from fresh seeds on the whole training set. Crosses above a frame mark rates at which training diverged, one row a method, faint where only some of the seeds did.${edge.length > 0 ? ` The best rate lies at an edge of the grid for ${list(edge)}.` : ""}${stuck.length > 0 ? ` At no rate ${list(stuck)} trained: the ring marks the lowest loss, and there is no verdict.` : ""}</p>
${ratesTable(tunings)}</section>`;
}
