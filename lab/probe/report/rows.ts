/**
 * What a snapshot says, as rows of text: the same in the terminal and on the page.
 *
 * Where a status gives no condition number, no number stands in its column, only a dash; the reason stands beside it.
 */
import { count, loss, rate } from "../../report/index.ts";
import type { CurvatureReading, Interval, ProbeRun, RowsReading, Snapshot } from "../record.ts";

export interface Rows {
  readonly head: readonly string[];
  readonly body: readonly (readonly string[])[];
}

const none = "–";

/** What the input of each affine layer contributes: κ(Ĥ), κ(ĤU), κ(ĤUD), with N and rank. */
export function inputRows({ layers }: Snapshot): Rows {
  const inputs = layers.flatMap(({ layer, input }) => (input === null ? [] : [{ layer, input }]));
  const isTrained = inputs.some(({ input }) => input.running !== null);
  return {
    head: ["layer", "N", "m+1", "rank", "κ(Ĥ)", "κ(ĤU)", "κ(ĤUD)", ...(isTrained ? ["κ(ĤP)"] : [])],
    body: inputs.map(({ layer, input }) => [
      layer,
      count(input.rows),
      count(input.columns),
      count(input.hat.rank),
      ...[input.hat, input.centred, input.scaled].map(ofRows),
      ...(isTrained ? [ofRows(input.running)] : []),
    ]),
  };
}

function ofRows(rows: RowsReading | null): string {
  if (rows === null) return none;
  return rows.kappa === null ? `∞ (κ* ${loss(rows.kappaStar)}, rank ${rows.rank})` : loss(rows.kappa);
}

/** Each layer's block and the whole, before and after preconditioning; the last column says why. */
export function curvatureRows({ layers, whole }: Snapshot): Rows {
  const pairs = [
    ...layers.map((one) => ({ name: `layer ${one.layer}`, ...one })),
    { name: "whole", ...whole },
  ];
  return {
    head: ["block", "matrix", "n", "λmax", "− / 0 / +", "λmax/median", "κ", "κ*", "status", "why"],
    body: pairs.flatMap(({ name, before, after }) => [
      [name, "H", ...ofMatrix(before)],
      ["", "PᵀHP", ...ofMatrix(after)],
    ]),
  };
}

function ofMatrix(matrix: CurvatureReading): string[] {
  const { size, largest, inertia, largestOverMedian, status, reason } = matrix;
  return [
    count(size),
    `${inertia === null ? "≥ " : ""}${loss(largest)}`,
    inertia === null ? none : [inertia.negative, inertia.zero, inertia.positive].map(count).join(" / "),
    loss(largestOverMedian),
    ...kappas(matrix),
    status,
    reason,
  ];
}

/** κ and κ*, where the status gives them; with a question mark what holds if eigenvalues below rounding are zeros. */
export function kappas({
  status,
  kappa,
  kappaStar,
  kappaStarIfZero,
  kappaAtLeast,
}: CurvatureReading): [string, string] {
  if (status === "certified") return [ofInterval(kappa), ofInterval(kappaStar)];
  if (status === "singular") return ["∞", ofInterval(kappaStar)];
  if (status === "presumed") return [`≥ ${loss(kappa!.low)}`, `${ofInterval(kappaStarIfZero)} ?`];
  if (status === "bound") return [kappaAtLeast === null ? none : `≥ ${loss(kappaAtLeast)}`, none];
  return [none, none];
}

/** The value, and the interval where three digits do not say it. */
function ofInterval(interval: Interval | null): string {
  if (interval === null) return none;
  const { value, low, high } = interval;
  const ends = [loss(low), high === null ? "∞" : loss(high)];
  return ends[0] === ends[1] ? loss(value) : `${loss(value)} (${ends.join(" to ")})`;
}

/** What of several runs a run is: "bn, batch 60, rate 0.1, seed 0". */
export function runName({ label, batchSize, learningRate, seed, modelFile }: ProbeRun): string {
  if (modelFile !== undefined) return `${label}, ${modelFile}`;
  return `${label}, batch ${batchSize}, rate ${rate(learningRate)}, seed ${seed ?? none}`;
}

/** The end of a run: "step 200, loss 0.51", and that it diverged, if it did. */
export function lastSnapshot({ looks, status, divergedAt }: ProbeRun): string {
  const last = looks.at(-1);
  const end = status === "diverged" ? `diverged at step ${count(divergedAt)}` : "";
  const seen = last === undefined ? "nothing seen" : `step ${count(last.step)}, loss ${loss(last.loss)}`;
  return [seen, end].filter((text) => text !== "").join("; ");
}
