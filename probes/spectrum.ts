/**
 * The eigenvalues of a symmetric matrix, with brackets that they are certain to lie in.
 *
 * An eigensolver that stops early, loses an eigenvalue or is wrong by a factor prints numbers like any other. So each
 * eigenvalue that is built on is confirmed from outside: by Sylvester's law the signs of the pivots of A − s·I count the
 * eigenvalues below s, and with s a margin to either side of the computed value the counts must agree with its place.
 *
 * What is certified is the matrix as it was written out. Of the rounding in the products that made it two parts are known
 * and in the margin: the asymmetry, which shows it, and for PᵀAP the cancellation, |P|ᵀ|A||P| times the rounding of
 * Float64. How exactly the engine computes the entries of A is not: a spectrum says so in `certifies`.
 */
import { checkArgument, inertia, objectWith, printable, symmetricEigen } from "../lib/index.ts";
import { matrixKind, type SymmetricMatrix } from "./dense.ts";
import { inherited } from "./operator.ts";
import { floor, margin } from "./rounding.ts";
import { spectrumText } from "./texts.ts";

/** A number, and the two that it certainly lies between. */
export interface Bracket {
  /** The number, as it was computed. */
  readonly value: number;
  /** The lower end. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
}

/**
 * Which matrix a certificate is about. "computed matrix": the one that products wrote out in Float64, with the margin
 * described above. "layer block": the exact Hessian block (or PᵀHP of it) of the layer's input and P's statistics as they
 * are stored; closed-form.ts says how exactly it takes S to be known. "given factor": FᵀF of a factor, each entry taken
 * as it stands.
 */
export type Certified = "computed matrix" | "layer block" | "given factor";

/** All eigenvalues of a matrix, and how far each can be off. */
export interface Spectrum {
  /** Rows of the matrix. */
  readonly size: number;
  /** Which matrix it is, as the operator says. */
  readonly description: string;
  /** Ascending. */
  readonly eigenvalues: Float64Array;
  /** An eigenvalue of at most this magnitude is zero for all that can be told; and where that comes from. */
  readonly threshold: number;
  /** How the threshold was chosen, in words. */
  readonly rule: string;
  /**
   * 2 where eigenvalues are squares of singular values, else 1. Rounding acts on what was computed, so it is among the
   * magnitudes |λ|^(1/power) that zeros are looked for.
   */
  readonly power: 1 | 2;
  /**
   * Eigenvalues, threshold and brackets are to be multiplied by 2^exponent. It is 0 unless they would overflow or
   * underflow; a quotient of two of them needs no such factor.
   */
  readonly exponent: number;
  /** By what the brackets are certified. */
  readonly certificate: string;
  /** Which matrix it is whose exact eigenvalues lie in the brackets. */
  readonly certifies: Certified;
  /** ‖(A − Aᵀ)/2‖_F of the matrix as products gave it. */
  readonly asymmetry: number;
  /** Products that were spent. */
  readonly products: number;
  /** How many of the zeros are exact, by a symmetry that was promised, and need not be told from small numbers. */
  readonly exactZeros: number;
  /** The eigenvalue at a place of the list; from −Infinity to Infinity if that cannot be certified. */
  bracket(place: number): Bracket;
  /** Whether it is certain that so many eigenvalues, no more and no fewer, are less than a number. */
  confirms(less: number, than: number): boolean;
  /** As of an operator. */
  stationarity?(): number;
}

export const spectrumKind = objectWith("a spectrum, as probes.spectrumOf(…) makes it", {
  size: "number",
  eigenvalues: "object",
  bracket: "function",
});

/**
 * All eigenvalues of a matrix. About 4/3·n³ operations, and n³/3 for each number that is certified.
 * @param claimed the eigenvalues, ascending, as a solver claims them: they are not taken at its word
 * @see Sylvester's law of inertia: the signs of the pivots of A − s·I count the eigenvalues below s
 * @example
 * const a = probes.matrixOperator(Float64Array.of(4, 0, 0, 1), 2);
 * const spectrum = probes.spectrumOf(probes.dense(a));
 * spectrum.eigenvalues; // → Float64Array(2) [ 1, 4 ]
 * spectrum.bracket(1).low <= 4; // → true
 */
export function spectrumOf(matrix: SymmetricMatrix, claimed?: Float64Array): Spectrum {
  checkArgument("spectrumOf", "the matrix", matrix, matrixKind);
  const { size, description, entries, asymmetry, products } = matrix;
  const values = claimed ?? symmetricEigen(entries, size).values;
  const largest = Math.max(Math.abs(values[0]!), Math.abs(values[size - 1]!), matrix.magnitude ?? 0);
  const width = margin(size) * largest + asymmetry;
  const confirms = (less: number, than: number): boolean => inertia(entries, size, than).negative === less;
  const spectrum: Spectrum = {
    size,
    description,
    eigenvalues: values,
    threshold: floor(size) * largest + asymmetry,
    rule:
      matrix.magnitude === undefined
        ? "max(10√n, n)·ε·|λ|max + asymmetry"
        : "max(10√n, n)·ε·‖|P|ᵀ|A||P|‖ + asymmetry",
    power: 1,
    exponent: 0,
    certificate: "counts of eigenvalues by LDLᵀ",
    certifies: "computed matrix",
    asymmetry,
    products,
    exactZeros: 0,
    bracket: (place) => {
      const value = values[place]!;
      const [low, high] = [value - width, value + width];
      const { negative, zero } = inertia(entries, size, high);
      const isCertain = inertia(entries, size, low).negative <= place && negative + zero > place;
      return isCertain ? { value, low, high } : { value, low: -Infinity, high: Infinity };
    },
    confirms,
    ...inherited(matrix),
  };
  return printable(spectrum, spectrumText);
}

/** A matrix row by row. */
export interface Rows {
  /** Row-major. */
  readonly entries: Float64Array;
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly columns: number;
}

export const rowsKind = objectWith("rows { entries, rows, columns }", {
  entries: "object",
  rows: "number",
  columns: "number",
});
