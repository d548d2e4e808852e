/**
 * What results of the probes say when they are printed: one line each, with the numbers that one looks for first.
 */
import { short } from "./rounding.ts";

// The fields that are printed of each result, and no more: the files that make results import this one.
interface Named {
  readonly description: string;
}
interface Spectrum extends Named {
  readonly size: number;
  readonly eigenvalues: Float64Array;
  readonly threshold: number;
}
interface SymmetricMatrix extends Named {
  readonly size: number;
  readonly asymmetry: number;
}
interface RowCondition {
  readonly singularValues: Float64Array;
  readonly rank: number;
  readonly gap: number;
  readonly kappa: number;
  readonly kappaStar: number;
}
interface AffineConditioning {
  readonly layer: string;
  readonly rows: number;
  readonly columns: number;
  readonly hat: RowCondition;
  readonly centred: RowCondition | undefined;
  readonly scaled: RowCondition | undefined;
  readonly running: RowCondition | undefined;
}
interface ClosedForm {
  readonly factor: { readonly rows: number; readonly columns: number } | undefined;
  readonly reason: string;
}
interface TraceEstimate extends Named {
  readonly value: number;
  readonly standardError: number;
  readonly products: number;
}
interface DiagonalEstimate extends Named {
  readonly values: Float64Array;
  readonly standardErrors: Float64Array;
  readonly products: number;
}
interface PredictedNullity {
  readonly nullity: number | undefined;
  readonly parts: readonly { readonly why: string; readonly directions: number }[];
  readonly unknown: readonly string[];
}

export function spectrumText({ size, description, eigenvalues, threshold }: Spectrum): string {
  const ends =
    size === 0
      ? ""
      : `: from ${short(eigenvalues[0]!)} to ${short(eigenvalues[size - 1]!)}, zero up to ${short(threshold)}`;
  return `spectrum of ${description}, ${size} eigenvalues${ends}`;
}

export const matrixText = ({ size, description, asymmetry }: SymmetricMatrix): string =>
  `matrix of ${description}, ${size}×${size}, asymmetry ${short(asymmetry)}`;

export function rowConditionText({ singularValues, rank, gap, kappa, kappaStar }: RowCondition): string {
  const star = kappa === Infinity ? `, κ* = ${short(kappaStar)}` : "";
  const doubt = gap < 1e3 ? ` (uncertain: the gap is ${short(gap)})` : "";
  return `κ = ${short(kappa)}${star}, rank ${rank} of ${singularValues.length} singular values${doubt}`;
}

export function affineText({
  layer,
  rows,
  columns,
  hat,
  centred,
  scaled,
  running,
}: AffineConditioning): string {
  const parts = [
    ["Ĥ", hat],
    ["ĤU", centred],
    ["ĤUD", scaled],
    ["ĤP", running],
  ] as const;
  const kappas = parts.flatMap(([name, of]) => (of === undefined ? [] : [`κ(${name}) = ${short(of.kappa)}`]));
  return `${layer}, ${rows} rows of ${columns}: ${kappas.join(", ")}`;
}

export const closedFormText = ({ factor, reason }: ClosedForm): string =>
  factor === undefined
    ? `no closed form: ${reason}`
    : `closed form, factor of ${factor.rows}×${factor.columns}: ${reason}`;

export const traceText = ({ description, value, standardError, products }: TraceEstimate): string =>
  `trace of ${description}: ${short(value)} ± ${short(standardError)}, from ${products} products`;

export function diagonalText({ description, values, standardErrors, products }: DiagonalEstimate): string {
  const worst = standardErrors.reduce((most, error) => Math.max(most, error), 0);
  return `diagonal of ${description}: ${values.length} entries, standard errors up to ${short(worst)}, from ${products} products`;
}

export function nullityText({ nullity, parts, unknown }: PredictedNullity): string {
  const why = parts.map((part) => `${part.directions} from ${part.why}`).join(", ");
  return nullity === undefined
    ? `number of zeros not known: ${unknown.join(", ")} not understood`
    : `${nullity} zeros predicted${why === "" ? "" : `: ${why}`}`;
}
