/**
 * A symmetric operator written out as a matrix: one product a column.
 *
 * Products of a symmetric matrix come out symmetric up to rounding. How far they do is measured before the two halves are
 * averaged, since it is what can be seen of the rounding in the products. What cancels in PᵀAP cannot be seen so, and is
 * handed on by the operator. What is concluded from the matrix allows for both.
 */
import { checkArgument, checkNumber, kinds, objectWith, printable, UserError } from "../lib/index.ts";
import { inherited, type LinearOperator, operatorKind } from "./operator.ts";
import { matrixText } from "./texts.ts";
import { norm } from "./vectors.ts";

/** A symmetric matrix that is written out, and what is known of the rounding in it. */
export interface SymmetricMatrix {
  /** Rows, and columns. */
  readonly size: number;
  /** Which matrix it is, as the operator says. */
  readonly description: string;
  /** Row by row, exactly symmetric. Not to be written into. */
  readonly entries: Float64Array;
  /** ‖(A − Aᵀ)/2‖_F before the two halves were averaged: a bound on what averaging moved any eigenvalue by. */
  readonly asymmetry: number;
  /** For PᵀAP: at least the norm of |P|ᵀ|A||P|, whose rounding the entries carry (see congruence.ts). */
  readonly magnitude?: number;
  /** Products of the operator that were spent. */
  readonly products: number;
  /** As of the operator. */
  stationarity?(): number;
}

export const matrixKind = objectWith("a matrix, as probes.dense(…) makes it", {
  size: "number",
  entries: "object",
});

/**
 * The columns A·e₁, A·e₂, … of any linear map, one after another.
 * @example
 * probes.columnsOf(2, (v) => Float64Array.of(v[1]!, v[0]!)); // → Float64Array(4) [ 0, 1, 1, 0 ]
 */
export function columnsOf(size: number, apply: (v: Float64Array) => Float64Array): Float64Array {
  checkNumber("columnsOf", "size", size, { whole: true, from: 0 });
  checkArgument("columnsOf", "apply", apply, kinds.function);
  const columns = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const unit = new Float64Array(size);
    unit[j] = 1;
    columns.set(apply(unit), j * size);
  }
  return columns;
}

/**
 * The operator as a matrix, (A + Aᵀ)/2.
 * @example
 * const a = probes.matrixOperator(Float64Array.of(4, 0, 0, 1), 2);
 * probes.dense(a).entries; // → Float64Array(4) [ 4, 0, 0, 1 ]
 */
export function dense(operator: LinearOperator): SymmetricMatrix {
  checkArgument("dense", "the operator", operator, operatorKind);
  const { size, description } = operator;
  if (size === 0) throw new UserError(`dense: ${description} has no rows, so there is nothing to say of it.`);
  const measured = operator.columns?.();
  const entries = measured?.entries ?? columnsOf(size, (v) => operator.apply(v));
  const wrong = entries.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new UserError(`dense: the matrix of ${description} has an entry ${wrong}.`);
  const apart = new Float64Array(entries.length);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const [below, above] = [entries[i * size + j]!, entries[j * size + i]!];
      apart[i * size + j] = apart[j * size + i] = below / 2 - above / 2;
      entries[i * size + j] = entries[j * size + i] = below / 2 + above / 2;
    }
  }
  const matrix: SymmetricMatrix = {
    size,
    description,
    entries,
    asymmetry: norm(apart),
    ...(measured && { magnitude: measured.magnitude }),
    products: measured?.products ?? size,
    ...inherited(operator),
  };
  return printable(matrix, matrixText);
}
