/**
 * The page of a probe: one HTML file without a script, with figures, tables and how to repeat it.
 */
import {
  chartStyle,
  count,
  dataNotes,
  date,
  duration,
  framed,
  markup,
  type Markup,
  tableOf,
} from "../../report/index.ts";
import type { ProbeRecord, ProbeRun } from "../record.ts";
import { alongSection, spectraSection } from "./figures.ts";
import { curvatureRows, inputRows, lastSnapshot, type Rows, runName } from "./rows.ts";

export function renderProbeReport(record: ProbeRecord): string {
  const { task, runs, batch, failures, provenance } = record;
  const title = `Curvature on ${task.name}`;
  const mode = runs.flatMap(({ looks }) => looks).at(-1)?.mode ?? "no snapshot";
  const body = markup`<main>
<header><p class="kicker">Hessians and condition numbers</p>
<h1>${title}</h1>
<p class="dateline">${date(provenance.startedAt)} · ${task.description} · every snapshot takes ${batch} as one batch; ${mode}</p></header>
${dataNotes(task)}
${failures.map((f) => markup`<aside class="banner"><p><b>${f.label}, batch ${f.batchSize}, seed ${f.seed}</b> failed: ${f.error}</p></aside>`)}
${alongSection(runs)}
${spectraSection(runs)}
<section id="numbers" class="probe"><h2>The last snapshot in numbers</h2>
<p>A condition number stands only where it is certified, or where there are as many zeros as predicted (singular: κ is infinite and κ* is that of the rest). Where nobody predicted the zeros they are presumed: κ is at least what stands there, and κ* has a question mark. Elsewhere stands a dash, and why.</p>
${runs.map(numbers)}</section>
<section id="repeat"><h2>How to repeat it</h2>
<pre class="command" tabindex="0" aria-label="Command">${provenance.command}</pre>
<p class="note">Version ${provenance.version}, commit ${provenance.commit ?? "not known"}, Node ${provenance.node}, ${provenance.cpu}; ${duration(provenance.wallSeconds)}. Spectra and intervals are in probe.json.</p></section>
</main>`;
  return framed(title, body, chartStyle);
}

function numbers(run: ProbeRun): Markup {
  const last = run.looks.at(-1);
  const title = markup`<h3>${runName(run)}</h3><p class="note">${lastSnapshot(run)}. P: ${run.preconditioner}.</p>`;
  if (last === undefined) return title;
  const zeros =
    last.nullity === null
      ? "not predicted, since the point is not stationary or the network not understood"
      : `${count(last.nullity)} predicted`;
  return markup`${title}
${table("What the inputs contribute", inputRows(last))}
${table("Curvature", curvatureRows(last))}
<p class="note">Zeros of the whole: ${zeros}.</p>`;
}

function table(name: string, { head, body }: Rows): Markup {
  const words = ["layer", "block", "matrix", "status"];
  const kind = (text: string): string => (text === "why" ? text : words.includes(text) ? "" : "n");
  return tableOf(
    name,
    head.map((text) => ({ text, kind: kind(text) })),
    body,
  );
}
