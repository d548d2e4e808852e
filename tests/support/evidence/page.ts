/**
 * The page of numerical evidence, from what was measured: before each table one sentence that says what is measured and
 * what the bound is.
 */
import { refusedAtMost } from "../../probes/certified-layers.ts";
import { bounds } from "../elementary.ts";
import type { Evidence, Measured, PartName } from "./parts.ts";

type Section<K extends PartName> = (measured: Evidence[K]["result"]) => string;

const count = (n: number): string => n.toLocaleString("en");
const place = (x: number): string =>
  Math.abs(x) < 1e6 && Math.abs(x) > 1e-3 ? String(Number(x.toPrecision(5))) : x.toExponential(4);
const error = (x: number): string => (x === 0 ? "0" : x.toExponential(1));
const table = (titles: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [titles, titles.map((_, i) => (i === 0 ? "---" : "---:")), ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");

const functions: Section<"functions"> = (rows) => `## Elementary functions

Largest error in units in the last place (ulp) of the exact result, over ${count(Math.min(...rows.flatMap(({ orders }) => orders.slice(0, 2).map(({ points }) => points))))} points or more a function: every power of two from the least subnormal number to the largest, both signs where the domain has them, and a thousand points in each range where the functions bend; the bound is ${bounds[0]} ulp for values and first derivatives and ${bounds[2]} for second ones. Reference values have 50 digits (decimal.js). Second derivatives of silu, erf, normalDistribution and gelu are measured as far as the factor that decays is a normal number, and where their two terms cancel by more than half, in ulps of the larger one; first derivatives have no such exception, their zeros included.

${table(
  ["function", "value", "at x =", "first derivative", "at x =", "second derivative", "at x ="],
  rows.map(({ name, orders }) => [name, ...orders.flatMap(({ worst, at }) => [worst.toFixed(2), place(at)])]),
)}`;

const golden: Section<"golden"> = (rows) => `## Order 4

Largest relative error of derivatives to order 4 along a path, over all 2ᵏ nestings of forward and reverse at order k, against Taylor polynomials with 50 digits; the bound is 1e-12.

${table(
  ["function", "value", "order 1", "order 2", "order 3", "order 4", "numbers"],
  rows.map((row) => [row.name, ...[0, 1, 2, 3, 4].map((k) => error(row[`order${k}`]!)), row.cells]),
)}`;

const sweep: Section<"sweep"> = (result) => `## Every operation against differences

Largest norm-wise relative error of whole Jacobians against six-point differences: ${result.operations} operations, ${result.samples} samples (at least 12 shapes each), ${result.layouts} memory layouts, every input; the bound is 1e-9, and 1e-12 for the median. Where a derivative is identically zero, so must be the differences, to 1e-12. Derivatives that are wrong: ${result.failures}.

${table(
  ["order", "Jacobians", "identically zero", "largest residue there", "worst error", "where", "median"],
  result.orders.map((o) => [
    o.order,
    count(o.cells),
    count(o.zeros),
    error(o.residue),
    error(o.worst),
    o.worstOperation,
    error(o.median),
  ]),
)}

The same by operation: the worst over all its samples, layouts and inputs (0: no derivative of that order but zero).

${table(
  ["operation", "order 1", "order 2", "order 3", "Jacobians"],
  result.worst.map((row) => [row.name, ...[1, 2, 3].map((k) => error(row[`order${k}`]!)), row.cells]),
)}`;

const agreement: Section<"agreement"> = ({
  nestings,
  adjoints,
  compositions,
}) => `## Agreement without differences

Every way to nest forward and reverse against reverse throughout, on every operation and sample, relative to ‖gradient‖·‖direction‖; the bound is 1e-13.

${table(
  ["order", "nestings", "comparisons", "worst", "where"],
  nestings.map((n) => [n.order, n.nestings, count(n.cells), error(n.worst), n.at]),
)}

The dot-product test, |⟨Jv, w⟩ − ⟨v, Jᵀw⟩| relative to ‖Jv‖‖w‖ + ‖v‖‖Jᵀw‖, bound 1e-14: worst ${error(adjoints.worst)} (${adjoints.at}) of ${count(adjoints.cells)}.

Operations with rules of their own against what they come to, written with simpler ones (${compositions.operations} operations), relative error of value and derivatives; the bound is 1e-12.

${table(
  ["order", "comparisons", "worst", "where"],
  compositions.orders.map((o) => [o.order, count(o.cells), error(o.worst), o.at]),
)}`;

const fuzz: Section<"fuzz"> = (result) => `## Random graphs

Random expression graphs, differentiated in every way there is; the bound is 1e-11 between exact ways and 1e-9 against differences, relative to the size of what is summed. Of ${count(result.graphs)} graphs (seed ${result.seed}), ${count(result.skipped)} were too rough or had a kink too near for differences; disagreements: ${result.failures}.

${table(
  ["compared", "worst"],
  Object.entries(result.worst).map(([name, worst]) => [name, error(worst)]),
)}`;

const mutants: Section<"mutants"> = (result) => `## Planted mistakes

Wrong rules and formulas, planted one by one in the sources; the tests must kill at least 98 %. ${result.killed} of ${result.planted} are killed: ${(100 * result.score).toFixed(1)} %.

${table(
  ["kind", "planted", "killed"],
  Object.entries(result.byKind).map(([kind, of]) => [kind, of.planted, of.killed]),
)}

${result.survivors.length === 0 ? "None survives." : `Those that survive, and why:\n\n${result.survivors.map(({ name, file, reason }) => `- ${name} (${file}): ${reason}`).join("\n")}`}`;

const certificates: Section<"certificates"> = (result) => `## Condition numbers

Random positive definite matrices with κ from 1 to 1e12, planted: the certified interval must hold the truth. It misses it for ${result.missed} of ${count(result.matrices)}. Of ${result.planted} matrices with planted zeros and κ\\* up to 1e10, the number of zeros is found for ${result.found}, called ambiguous for ${result.ambiguous}, and wrong for ${result.wrong}.`;

const intervals: Section<"intervals"> = (rows) => `## Condition numbers of layers

κ\\* of the Hessian block of random affine layers, before and after preconditioning by BNP with running statistics of any policy, with and without damping, against 110 digits (decimal.js) of the same inputs, outputs and statistics as they are stored. Inputs have means up to the given number of deviations, and deviations over so many decades. The exact κ\\* must be inside every interval; a block may be refused an interval, with the reason, which counts as refused. Half of an interval must be at most a hundred times the median error of its kind (single errors happen to be 0).

${table(
  [
    "loss",
    "mean / deviation up to",
    "decades",
    "intervals",
    "outside",
    "refused",
    "worst error / half width",
    "median error",
    "half width / median error: median",
    "widest",
  ],
  rows.map((row) => [
    row.loss,
    row.largestMean.toExponential(0),
    2 * row.decades,
    count(row.intervals),
    row.outside,
    row.refused,
    row.worst.toFixed(2),
    error(row.medianError),
    row.medianWidth.toFixed(1),
    row.widest.toFixed(1),
  ]),
)}`;

const sections: { readonly [K in PartName]: Section<K> } = {
  functions,
  golden,
  sweep,
  agreement,
  fuzz,
  certificates,
  intervals,
  mutants,
};

type Row = readonly [what: string, bound: string, found: string];
type Lines<K extends PartName> = (measured: Evidence[K]["result"]) => readonly Row[];
const worst = (cells: readonly { readonly worst: number }[]): number =>
  Math.max(...cells.map((cell) => cell.worst));

/** The page in a few lines: what is measured, its bound, and the worst that was found. */
const summary: { readonly [K in PartName]: Lines<K> } = {
  functions: (rows) => [
    [
      "elementary functions: value",
      `${bounds[0]} ulp`,
      `${worst(rows.map(({ orders }) => orders[0]!)).toFixed(2)} ulp`,
    ],
    [
      "their first derivatives",
      `${bounds[1]} ulp`,
      `${worst(rows.map(({ orders }) => orders[1]!)).toFixed(2)} ulp`,
    ],
    [
      "their second derivatives",
      `${bounds[2]} ulp`,
      `${worst(rows.map(({ orders }) => orders[2]!)).toFixed(2)} ulp`,
    ],
  ],
  golden: (rows) => [
    ["order 4, all sixteen nestings", "1e-12", error(Math.max(...rows.map((row) => row.order4!)))],
  ],
  sweep: ({ orders }) =>
    orders.map((o) => [`every operation, order ${o.order}, against differences`, "1e-9", error(o.worst)]),
  agreement: ({ nestings, adjoints, compositions }) => [
    ["forward and reverse, nested in every way", "1e-13", error(worst(nestings))],
    ["adjoint test", "1e-14", error(adjoints.worst)],
    ["operations against what they come to", "1e-12", error(worst(compositions.orders))],
  ],
  fuzz: ({ graphs, failures }) => [["random graphs that disagree", "0", `${failures} of ${count(graphs)}`]],
  mutants: ({ planted, killed, score }) => [
    ["planted mistakes that are killed", "98 %", `${(100 * score).toFixed(1)} % (${killed} of ${planted})`],
  ],
  certificates: ({ matrices, missed }) => [
    ["certified κ that misses the truth", "0", `${missed} of ${count(matrices)}`],
  ],
  intervals: (rows) => [
    [
      "certified κ\\* of layers that misses the truth",
      "0",
      `${rows.reduce((sum, { outside }) => sum + outside, 0)} of ${count(rows.reduce((sum, row) => sum + row.intervals, 0))}`,
    ],
    [
      "half of their intervals over the median error",
      "100",
      Math.max(...rows.map(({ widest }) => widest)).toFixed(1),
    ],
    [
      "blocks that are refused an interval",
      `${100 * refusedAtMost} %`,
      `${rows.reduce((sum, { refused }) => sum + refused, 0)} of ${count(rows.reduce((sum, row) => sum + row.intervals, 0))}`,
    ],
  ],
};

/** The whole page; parts that were not measured are left out. */
export function page(evidence: Partial<Evidence>): string {
  const names = (Object.keys(sections) as PartName[]).filter((name) => evidence[name] !== undefined);
  const written = names.map((name) => (sections[name] as Section<PartName>)(evidence[name]!.result as never));
  const lines = names.flatMap((name) => (summary[name] as Lines<PartName>)(evidence[name]!.result as never));
  const measured = names.map(
    (name) => [name, evidence[name]!] as const satisfies readonly [PartName, Measured<unknown>],
  );
  return `# Numerics

How far the numbers of the engine are from the exact ones. The page is written by the command below from what it measures, and [numerics.json](numerics.json) holds the same figures; every bound is asserted by \`npm test\`, on a part of the points, or by \`npm run test:deep\`.

\`\`\`sh
npm run evidence
\`\`\`

${table(["measured", "bound", "worst"], lines)}

${written.join("\n\n")}

## Where this comes from

What each part was measured at (a + means that files of the engine were being changed), and how long it took. \`npm run evidence -- --only PART\` measures one part again.

${table(
  ["part", "commit", "Node", "seconds"],
  measured.map(([name, { commit, node, seconds }]) => [name, `\`${commit}\``, node, seconds]),
)}
`;
}
