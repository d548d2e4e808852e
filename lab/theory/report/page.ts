/**
 * The page of the theory: one HTML file with the whole table, and a section for each problem with its figures, the
 * theorems, and what they assume beside what was seen.
 */
import {
  chartStyle,
  count,
  date,
  duration,
  framed,
  type Grid,
  type Head,
  markup,
  type Markup,
  plural,
  tableOf,
} from "../../report/index.ts";
import { type Method, methods as registry } from "../../training/index.ts";
import type { Exhibit, MethodRecord, ProblemRecord, SurveyRow, Theorem, TheoryRecord } from "../record.ts";
import { type Drawing, drawingsOf, figureKey, figureOf, keyOf, looksOfGroups } from "./figures.ts";
import { localRows, mark, methodName, missesOf, rateRows, small, star } from "./rows.ts";

export function renderTheoryReport(record: TheoryRecord): string {
  const { problems, survey, provenance } = record;
  const drawings = new Map(problems.map((problem) => [problem, drawingsOf(problem)]));
  const misses = missesOf(problems);
  const title = "Convergence, predicted and measured";
  const rows = problems.flatMap(({ methods }) => methods.flatMap(({ rates }) => rates));
  const body = markup`<main class="theory">
<header><p class="kicker">The theory of local convergence, checked</p>
<h1>${title}</h1>
<p class="dateline">${date(provenance.startedAt)} · ${plural(problems.length, "problem")}, ${plural(rows.length, "rate")}</p></header>
${misses.map((miss) => markup`<aside class="banner"><p><b>Missed:</b> ${miss}.</p></aside>`)}
${leadSection(problems, drawings)}
<section id="table"><h2>The table</h2>
<p>Near a minimum θ* gradient descent with step α shrinks the error by r = max(|1 − αλ*min|, |1 − αλmax|) a step, and preconditioned by PPᵀ by the same with the eigenvalues of PᵀHP. Here r is computed from the Hessian, and then read off a run of the optimizer. ${misses.length === 0 ? "Every row is within its bound." : ""}</p>
${table("Rates", rateRows(problems), problems)}
<h3>Stability and zeros</h3>
<p>Where θ* loses its stability, by bisection, against 2(1 + β)/λmax; and how many eigenvalues are zero. Bisection ends with a bracket a thousandth wide, in the middle of which is what was found.</p>
${table("Thresholds and zeros", localRows(problems), problems)}
${surveyPart(survey)}
<h3>How to read the figures</h3>
<p>Lines are predicted, dots and rings measured. <b>Error by eigenvalue:</b> a run starts with equal parts along all eigenvectors; each part is followed, relative to its start, down to where the second order shows. At 1/λmax the part along v<sub>max</sub> is gone after a step; at the best α both ends shrink alike. <b>What a step takes off:</b> 1 − |1 − αλ| against λ; the left end, λ*min, is what convergence waits for. Point at a dot for its numbers.</p></section>
${problems.map((problem) => section(problem, drawings.get(problem)!))}
<section id="repeat"><h2>How to repeat it</h2>
<pre class="command" tabindex="0" aria-label="Command">${provenance.command}</pre>
<p class="note">Version ${provenance.version}, commit ${provenance.commit ?? "not known"}, Node ${provenance.node}, ${provenance.cpu}; ${duration(provenance.wallSeconds)}. The same seed gives the same numbers. The whole record, every eigenvalue in it, is in theory.json.</p></section>
</main>`;
  return framed(title, body, `${chartStyle}\n${theoryStyle}`);
}

/** The methods from one start, on every problem that has them: what conditioning costs, and where it costs nothing. */
function leadSection(
  problems: readonly ProblemRecord[],
  drawings: ReadonlyMap<ProblemRecord, readonly Drawing[]>,
): Markup | null {
  const races = problems.flatMap((problem) =>
    problem.exhibits.flatMap((exhibit) =>
      exhibit.name === "race"
        ? [
            {
              problem,
              exhibit,
              drawing: drawings.get(problem)!.find(({ id }) => id === `${problem.name}-race`)!,
            },
          ]
        : [],
    ),
  );
  if (races.length === 0) return null;
  const groups = new Map(races.flatMap(({ exhibit }) => [...looksOfGroups(exhibit.curves)]));
  return markup`<section id="lead"><h2>What conditioning costs</h2>
<p>The loss, relative to the start, against steps. Each pair starts at one point beside one minimum, with α = 1.9/λmax of its own. Lines are predicted from the eigenvalues, dots measured.</p>
<div class="figures">${races.map(({ problem, drawing }) => figureOf({ ...drawing, caption: problem.title }))}</div>
${keyOf([...groups].map(([name, look]) => [groupName(name), look]))}
<ul class="findings">${races.map(({ problem, exhibit }) => markup`<li><b>${problem.title}.</b> ${exhibit.findings.slice(1).join(" ")}</li>`)}</ul></section>`;
}

/** A group of lines is a method, or a part of one that names itself. */
const groupName = (group: string): string => (group in registry ? registry[group as Method].title : group);

function section(problem: ProblemRecord, drawings: readonly Drawing[]): Markup {
  const { name, title, about, methods, exhibits } = problem;
  const own = drawings.slice(0, drawings.length - exhibits.length);
  return markup`<section id="${name}"><h2>${title}</h2>
<p>${about}</p>
${table("Rates", rateRows([problem]))}
<div class="figures">${own.map(figureOf)}</div>
${keyOf(figureKey)}
${methods.map((method) => assumptions(method, methods.length > 1))}
${exhibits.map((exhibit, i) => exhibitPart(exhibit, drawings[own.length + i]!))}
${facts(problem)}</section>`;
}

function assumptions({ method, theorems }: MethodRecord, several: boolean): Markup {
  const one = ({
    name,
    statement,
    assumptions: list,
  }: Theorem): Markup => markup`<div class="theorem"><h4>${name}</h4>
<p>${statement}</p>
<ul>${list.map(({ text, seen, holds }) => markup`<li class="${holds ? "holds" : "broken"}"><span class="mark" aria-label="${holds ? "holds" : "does not hold"}">${mark(holds)}</span> ${text}: <span class="seen">${seen}</span></li>`)}</ul></div>`;
  return markup`<h3>${several ? `${methodName(method)}: what` : "What"} is assumed, and what was seen</h3>
<div class="theorems">${theorems.map(one)}</div>`;
}

function exhibitPart({ title, findings, curves }: Exhibit, drawing: Drawing): Markup {
  return markup`<h3>${title}</h3>
<div class="exhibit"><div>${figureOf(drawing)}${keyOf([...looksOfGroups(curves)].map(([name, look]) => [groupName(name), look]))}</div><ul class="plain">${findings.map((finding) => markup`<li>${finding}</li>`)}</ul></div>`;
}

function facts({ seed, rejected, methods, seconds }: ProblemRecord): Markup {
  const facts: (readonly [string, string])[] = methods.flatMap((method) => {
    const name = methods.length > 1 ? `${methodName(method.method)}: ` : "";
    return [
      [
        `${name}κ*`,
        `${star(method.kappaStar)} = ${method.largest.toPrecision(5)} / ${method.smallest.toPrecision(5)}`,
      ],
      [
        `${name}zeros`,
        `${count(method.nullity.counted)} of ${count(method.size)} eigenvalues; predicted ${count(method.nullity.predicted)}${method.nullity.why.length > 0 ? `: ${method.nullity.why.join("; ")}` : ""}`,
      ],
      [
        `${name}stability`,
        method.thresholds
          .map(
            ({ momentum, predicted, found, bound }) =>
              `β = ${momentum}: α = ${found.toPrecision(5)} found, ${predicted.toPrecision(5)} predicted (${small(bound)} allowed)`,
          )
          .join("; "),
      ],
    ];
  });
  facts.push([
    "seed",
    rejected.length === 0
      ? `${seed}, the first tried`
      : `${seed}; ${plural(rejected.length, "seed")} before it not well posed`,
  ]);
  facts.push(["time", duration(seconds)]);
  return markup`<dl class="facts">${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${rejected.length === 0 ? null : markup`<details><summary>Seeds passed over</summary><ul class="plain">${rejected.map((r) => markup`<li>${r.seed}: ${r.why}</li>`)}</ul></details>`}`;
}

function surveyPart(survey: readonly SurveyRow[]): Markup | null {
  if (survey.length === 0) return null;
  const grid: Grid = {
    head: ["inputs", "plain", "BNP", "BNP at ε = 0"],
    body: survey.map((row) => [row.inputs, ...[row.plain, row.bnp, row.bnpWithoutDamping].map(star)]),
  };
  return markup`<h3>Over seeds as they come</h3>
<p>Median κ* of ${survey[0]!.seeds} tanh networks, 6-3-1, each the same function in every row; only the units of its inputs change. BNP gives back the conditioning of the well-scaled problem and no more. Without damping it does not see units at all; with the default ε₁ = 0.01 it corrects scales up to about ten.</p>
${table("Survey", grid)}`;
}

const words = ["problem", "method", "α", "inputs", ""];

/** @param problems those that the first column leads to, if it should lead anywhere */
function table(name: string, { head, body }: Grid, problems: readonly ProblemRecord[] = []): Markup {
  const known = new Set(problems.map((problem) => problem.name));
  const cell = (text: string): string | Head => {
    if (known.has(text)) return { text: markup`<a href="#${text}">${text}</a>` };
    return text === "✗" ? { text, kind: "warn" } : text;
  };
  return tableOf(
    name,
    head.map((text) => ({ text, kind: words.includes(text) ? "" : "n" })),
    body.map((row) => row.map(cell)),
  );
}

const theoryStyle = `
.theory a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
.theory .figures { margin-top: 1.4rem; }
.theorems { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1rem 2rem; }
.theorem { border-top: 1px solid var(--rule); font-size: .9rem; }
.theorem h4 { margin: .6rem 0 .2rem; font-size: .95rem; }
.theorem ul { list-style: none; padding: 0; margin: 0 0 .8rem; }
.theorem li { padding-left: 1.4rem; text-indent: -1.4rem; margin: .25rem 0; }
.theorem .mark { display: inline-block; width: 1.4rem; text-indent: 0; font-weight: 600; }
.theorem .broken .mark { color: var(--warn); }
.theorem .seen { color: var(--quiet); }
.key { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; }
.exhibit { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.4rem 2rem; align-items: start; }
.exhibit ul { margin: 1.6rem 0 0; font-size: .92rem; }
`;
