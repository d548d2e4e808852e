/**
 * The top of the report, title, warnings and verdict; and its end, how to repeat the run.
 *
 * Words only: it draws nothing and needs no script.
 */
import type { Comparison } from "../../jobs/index.ts";
import {
  count,
  dataNotes,
  date,
  duration,
  list,
  markup,
  type Markup,
  plural,
  rate,
  runName,
  scaleWarning,
} from "../../report/index.ts";
import { type Arm, type Method, methodNames, methods } from "../../training/index.ts";
import { untrainedNote } from "./untrained.ts";
import { verdictOf } from "./verdict.ts";

/**
 * The optimizer, and in which variables its rule works where the record names them: "adam in the space preconditioned".
 * Empty for plain SGD, which is the same in both, and for a record that says nothing.
 */
export function optimizerText({ config }: Pick<Comparison, "config">): string {
  const { optimizer, optimizerSpace: space } = config;
  if (typeof optimizer !== "string" || (optimizer === "sgd" && space === undefined)) return "";
  return typeof space === "string" ? `${optimizer} in the space ${space}` : optimizer;
}

const spaces: Readonly<Record<string, string>> = {
  parameters:
    "the optimizer's rule is given P·Pᵀ·∇; element-wise rules then lose the coupling of weight and bias that centring makes",
  preconditioned: "the optimizer's rule works in z of ŵ = P z: it is given Pᵀ·∇, and P maps its step",
};

function methodsUsed(comparison: Comparison): Markup | null {
  const used = methodsOf(comparison.arms);
  if (used.length === 0) return null;
  const policies = new Set(
    comparison.arms.flatMap((arm) => (arm.statistics === null ? [] : [arm.statistics])),
  );
  const space = spaces[String(comparison.config["optimizerSpace"])];
  const policy =
    (policies.size > 0 ? `; its statistics: ${list([...policies])}` : "") +
    (space === undefined ? "" : `; ${space}`);
  return markup`<dl class="methods">${used.map((method) => markup`<div><dt>${method}</dt><dd>${methods[method].meaning}${methods[method].inputStatistics ? policy : ""}</dd></div>`)}</dl>`;
}

function divergedArm(arm: Arm): Markup {
  const at = arm.divergedAt === null ? "" : ` at step ${count(arm.divergedAt)} of ${count(arm.steps)}`;
  return markup`<li><b>${arm.label}</b>, batch size ${arm.batchSize}, rate ${rate(arm.learningRate)}, ${runName(arm)}:${at === "" ? " step not recorded" : at}</li>`;
}

/** A warning whose first clause, up to a comma or colon, is bold. */
function banner(text: string): Markup {
  const end = text.search(/[:,]/);
  return markup`<aside class="banner"><p><b>${text.slice(0, end)}</b>${text.slice(end)}</p></aside>`;
}

function warnings(comparison: Comparison): Markup[] {
  const { arms, missing } = comparison;
  const diverged = arms.filter((arm) => arm.status === "diverged");
  const failures = comparison.failures ?? [];
  const failed =
    failures.length > 0
      ? [
          markup`<aside class="banner"><p><b>${plural(failures.length, "arm")} failed</b> and ${failures.length === 1 ? "has" : "have"} no result:</p><ul class="plain">${failures.map((f) => markup`<li><b>${f.label}</b>, batch size ${f.batchSize}, rate ${rate(f.learningRate)}, ${runName(f)}: ${f.error}</li>`)}</ul></aside>`,
        ]
      : [];
  const interrupted =
    missing > 0
      ? [
          markup`<aside class="banner"><p><b>This run was interrupted:</b> ${plural(missing, "arm")} of ${count(missing + arms.length)} ${missing === 1 ? "is" : "are"} missing. All that follows is of the arms that were finished.</p></aside>`,
        ]
      : [];
  const told = [scaleWarning(comparison.task), untrainedNote(comparison)].filter((text) => text !== null);
  const others = [...interrupted, ...failed, ...told.map((text) => banner(text))];
  if (diverged.length === 0) return others;
  const items = markup`<ul class="plain">${diverged.map(divergedArm)}</ul>`;
  const which =
    diverged.length > 6
      ? markup`<details><summary>Which ones, and at which step</summary>${items}</details>`
      : items;
  return [
    ...others,
    markup`<aside class="banner"><p><b>${plural(diverged.length, "arm")} of ${count(arms.length)} diverged.</b> They are counted as the worst in every median, never dropped.</p>${which}</aside>`,
  ];
}

/** The methods of some arms, in the order of the registry. */
function methodsOf(arms: readonly Arm[]): readonly Method[] {
  const used = new Set(arms.map(({ method }) => method));
  return methodNames.filter((method) => used.has(method));
}

/** "Plain, BN and BNP on glyphs", and by which optimizer, unless it is plain SGD. */
export function titleOf({ task, arms, config }: Comparison): string {
  const names = methodsOf(arms).map((method) => methods[method].title);
  const subject = names.length > 0 ? list(names) : "methods";
  const by = optimizerText({ config });
  return `${subject[0]!.toUpperCase()}${subject.slice(1)} on ${task.name}${by && `, by ${by}`}`;
}

/** Title, warnings, verdict. */
export function frontSection(comparison: Comparison): Markup {
  const { task, provenance } = comparison;
  const verdict = verdictOf(comparison);
  const findings = verdict.findings.map(
    ({ batchSize, text }) => markup`<li><b>Batch size ${batchSize}:</b> ${text}</li>`,
  );
  return markup`<header><p class="kicker">A comparison of normalisation and preconditioning</p>
<h1>${titleOf(comparison)}</h1>
<p class="dateline">${date(provenance.startedAt)} · ${task.description} · ${count(task.features)} features, ${plural(task.classes, "class").replace("classs", "classes")}, ${count(task.train)} training and ${count(task.test)} test examples</p></header>
${dataNotes(task)}
${warnings(comparison)}
<section id="verdict" aria-label="Verdict"><p>${verdict.opening}</p>
<ul class="findings">${findings}</ul>
<p>${verdict.closing}</p>
${methodsUsed(comparison)}</section>`;
}

/** How to repeat the run, where it was made, and the conventions behind the numbers. */
export function repeatSection(comparison: Comparison): Markup {
  const { provenance: p, config } = comparison;
  const facts: readonly (readonly [string, string])[] = [
    ["Version", p.version],
    ["Commit", p.commit ?? "not known"],
    ["Started", p.startedAt],
    ["Wall time", duration(p.wallSeconds)],
    ["Node", p.node],
    ["Processor", `${p.cpu}, ${plural(p.cores, "core")}`],
  ];
  const costs =
    comparison.costs === undefined
      ? `was not measured${comparison.costsLeftOut === undefined ? "" : `: ${comparison.costsLeftOut}`}.`
      : `was timed after all arms, in one process alone: after a warm-up the methods took single steps in turn, ${list([...new Set(comparison.costs.map(({ rounds }) => count(rounds)))])} each. Given are medians with their 95\u00a0% intervals; a ratio is taken within a turn. The seconds of each arm that the record holds are not used: other arms shared the cores then.`;
  return markup`<section id="repeat"><h2>How to repeat it</h2>
<pre class="command" tabindex="0" aria-label="Command">${p.command}</pre>
<p>The same version on the same Node gives the same losses and accuracies, number for number; seconds depend on the machine. The configuration below is complete, every default written out: saved to a file, it is a valid argument of <code>--config</code>.</p>
<dl class="facts">${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<details><summary>Configuration</summary><pre tabindex="0" aria-label="Configuration">${JSON.stringify(config, null, 2)}</pre></details>
<p class="buttons needs-script" hidden><button type="button" data-save="config">Save the configuration (JSON)</button> <button type="button" data-save="record">Save the whole record (JSON)</button> <button type="button" data-save="curves">Save the curves (CSV)</button></p>
<h3>What the numbers mean</h3>
<ul class="plain">
<li><b>Diverged:</b> the training loss left the finite range: it was not a number, infinite, or more than a million times its first value (or than 1); or a gradient was not finite. The arm ends at that step; it has no final value, and counts as accuracy 0 in paired differences.</li>
<li><b>An epoch’s last, incomplete batch is dropped,</b> so every step of an arm sees batches of one size.</li>
<li><b>Pairs:</b> with the same seed every method starts from the same initial weights and sees the same examples in the same order; so differences are taken seed by seed.</li>
<li><b>The cost of a step</b> ${costs}</li>
</ul></section>`;
}
