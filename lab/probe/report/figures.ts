/**
 * The figures of a probe: curvature and conditioning along training, and the spectra of the last snapshot.
 *
 * What is compared shares an axis: H beside PᵀHP, and κ(Ĥ), κ(ĤU), κ(ĤUD) of one layer.
 */
import {
  chart,
  decades,
  type Look,
  type Markup,
  markup,
  type Range,
  swatch,
  toneOf,
  tones,
} from "../../report/index.ts";
import type { CurvatureReading, InputReading, ProbeRun, Snapshot } from "../record.ts";
import { runName } from "./rows.ts";

/** A method looks as in every report; the second of a method takes the next place that is free. */
export function looksOfRuns(runs: readonly ProbeRun[]): ReadonlyMap<string, Look> {
  const looks = new Map<string, Look>();
  const taken = new Set<number>();
  for (const { label, method } of runs) {
    if (looks.has(label)) continue;
    const wanted = toneOf(method) ?? 0;
    const free = tones.findIndex((_, i) => !taken.has(i));
    const index = taken.has(wanted) ? Math.max(0, free) : wanted;
    taken.add(index);
    looks.set(label, { index, dash: tones[index]!.dash });
  }
  return looks;
}

type Measure = (snapshot: Snapshot) => number | null | undefined;

/** Figures side by side on one vertical axis, or a note where no value can stand on it. */
function together(
  runs: readonly ProbeRun[],
  looks: ReadonlyMap<string, Look>,
  figures: readonly (readonly [title: string, measure: Measure])[],
): Markup {
  const lines = figures.map(([, measure]) =>
    runs.map((run) => ({
      look: looks.get(run.label)!,
      points: run.looks.flatMap((snapshot) => {
        const y = measure(snapshot);
        return typeof y === "number" && y > 0 && Number.isFinite(y) ? [{ x: snapshot.step, y }] : [];
      }),
    })),
  );
  const range = decades(lines.flat().flatMap(({ points }) => points.map(({ y }) => y)));
  if (range === undefined) return markup`<p class="note">No finite values above 0 to draw.</p>`;
  const last = Math.max(1, ...runs.flatMap(({ looks: all }) => all.map(({ step }) => step)));
  return markup`<div class="figures">${figures.map(([title], i) => {
    const drawn = chart({
      label: `${title} along training`,
      x: { label: "steps", log: false, range: [0, last], ticks: [0, Math.round(last / 2), last] },
      y: { label: title, log: true, range },
      layers: lines[i]!.flatMap((line) => [
        { ...line, as: "line" },
        { ...line, as: "dots" },
      ]),
    });
    return markup`<figure><figcaption>${title}</figcaption>${drawn}</figure>`;
  })}</div>`;
}

/**
 * Every eigenvalue, largest first, by its magnitude: dots for positive ones, crosses for negative ones, and those that
 * count as zero in a strip of their own below the axis.
 */
function spectrumChart(
  label: string,
  values: readonly number[],
  threshold: number,
  look: Look,
  range: Range,
) {
  const all = [...values].reverse().map((value, i) => ({ x: i + 1, y: Math.abs(value), value }));
  const told = all.filter(({ y }) => y > threshold);
  return chart({
    label,
    x: {
      label: "eigenvalues, from the largest to the most negative",
      log: false,
      range: [1, Math.max(2, values.length)],
      ticks: [1, values.length],
    },
    y: { label: "magnitude", log: true, range },
    layers: [
      { as: "dots", look, points: told.filter(({ value }) => value > 0) },
      { as: "crosses", look, points: told.filter(({ value }) => value < 0) },
    ],
    strip: { label: "zero", x: all.filter(({ y }) => y <= threshold).map(({ x }) => x) },
  });
}

function legend(looks: ReadonlyMap<string, Look>): Markup {
  return markup`<p class="key note">${[...looks].map(([name, look]) => markup`<span>${swatch(look)} ${name}</span>`)}</p>`;
}

/** Curves along training; nothing where each run has one snapshot. */
export function alongSection(runs: readonly ProbeRun[]): Markup | null {
  if (runs.every(({ looks }) => looks.length < 2)) return null;
  const looks = looksOfRuns(runs);
  const batches = [...new Set(runs.map(({ batchSize }) => batchSize))];
  return markup`<section id="along" class="probe"><h2>Along training</h2>
${legend(looks)}
${batches.map((batch) => {
  const group = runs.filter(({ batchSize }) => batchSize === batch);
  return markup`<h3>${batches.length > 1 ? `Batch size ${batch}, the` : "The"} whole network</h3>
${together(group, looks, [
  ["λmax of H", ({ whole }) => whole.before.largest],
  ["λmax of PᵀHP", ({ whole }) => whole.after.largest],
])}
${together(group, looks, [
  ["λmax over the median positive eigenvalue, of H", ({ whole }) => whole.before.largestOverMedian],
  ["λmax over the median positive eigenvalue, of PᵀHP", ({ whole }) => whole.after.largestOverMedian],
])}
${affineLayers(group).map(
  (layer) => markup`<h3>Input of affine layer ${layer + 1}</h3>
${together(group, looks, [
  ["κ(Ĥ)", inputOf(layer, "hat")],
  ["κ(ĤU): without the mean", inputOf(layer, "centred")],
  ["κ(ĤUD): and without the scale", inputOf(layer, "scaled")],
])}`,
)}`;
})}
<p class="note">Vertical axes are logarithmic, and the same for figures side by side. Where the rank of Ĥ is not full, κ is infinite, and what is drawn is κ* over the singular values that are not zero.</p></section>`;
}

/** By their place among the affine layers: normalisations between them shift the names of some methods. */
function affineLayers(runs: readonly ProbeRun[]): number[] {
  const counts = runs.map(({ looks }) => inputsOf(looks[0]).length);
  return Array.from({ length: Math.max(...counts) }, (_, i) => i);
}

const inputsOf = (snapshot: Snapshot | undefined): InputReading[] =>
  (snapshot?.layers ?? []).flatMap(({ input }) => (input === null ? [] : [input]));

function inputOf(place: number, kind: "hat" | "centred" | "scaled"): Measure {
  return (snapshot) => {
    const rows = inputsOf(snapshot)[place]?.[kind];
    return rows?.kappa ?? rows?.kappaStar;
  };
}

/** The spectra of the last snapshot of every run, before and after preconditioning. */
export function spectraSection(runs: readonly ProbeRun[]): Markup | null {
  const looks = looksOfRuns(runs);
  const ends = runs.flatMap((run) => {
    const last = run.looks.at(-1);
    return last === undefined ? [] : [{ run, last }];
  });
  const shown = ends.flatMap(({ last: { whole } }) => [whole.before, whole.after]);
  if (ends.length === 0) return null;
  const range = decades(shown.flatMap(magnitudes)) ?? [0, 1]; // where all eigenvalues are zero
  return markup`<section id="spectra" class="probe"><h2>Spectra at the last snapshot</h2>
${ends.map(({ run, last }) => {
  const figure = (title: string, matrix: CurvatureReading): Markup =>
    markup`<figure><figcaption>${title}: ${matrix.status}</figcaption>${
      matrix.spectrum === null
        ? markup`<p class="note">Too large to write out: ${matrix.reason}.</p>`
        : spectrumChart(
            `${title} of ${runName(run)}: ${matrix.reason}`,
            matrix.spectrum,
            matrix.threshold ?? 0,
            looks.get(run.label)!,
            range,
          )
    }</figure>`;
  return markup`<h3>${runName(run)}, step ${last.step}</h3><div class="figures">${figure("H", last.whole.before)}${figure("PᵀHP", last.whole.after)}</div>`;
})}
<p class="note">Magnitudes on a logarithmic axis: dots are positive, crosses negative; strokes in the strip below are zero within rounding.</p></section>`;
}

function magnitudes({ spectrum, threshold }: CurvatureReading): number[] {
  return (spectrum ?? []).map(Math.abs).filter((value) => value > (threshold ?? 0));
}
