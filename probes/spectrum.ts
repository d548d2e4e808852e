/**
 * The eigenvalues of a symmetric matrix, with brackets that they are certain to lie in.
 *
 * An eigensolver that stops early, loses an eigenvalue or is wrong by a factor prints numbers like any other. So each
 * eigenvalue that is built on is confirmed from outside: by Sylvester's law the signs of the pivots of A − s·I count the
 * eigenvalues below s, and with s a margin to either side of the computed value the counts must agree with its place.
 * What is certified is the matrix. That the matrix is the Hessian is known up to the rounding of the products; its
 * asymmetry is the part of that rounding that shows, and is added to the margin.
 */
import { inertia, printable, singularValues, symmetricEigen } from "../lib/index.ts";
import type { SymmetricMatrix } from "./dense.ts";
import { inherited } from "./operator.ts";
import { floor, margin } from "./rounding.ts";
import { spectrumText } from "./texts.ts";

/** A number, and the two that it certainly lies between. */
export interface Bracket {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Spectrum {
  readonly size: number;
  readonly description: string;
  /** Ascending. */
  readonly eigenvalues: Float64Array;
  /** An eigenvalue of at most this magnitude is zero for all that can be told; and where that comes from. */
  readonly threshold: number;
  readonly rule: string;
  /**
   * 2 where eigenvalues are squares of singular values, else 1. Rounding acts on what was computed, so it is among the
   * magnitudes |λ|^(1/power) that zeros are looked for.
   */
  readonly power: 1 | 2;
  /** Half the width of a bracket, of a |λ|^(1/power), and by what it is certified. */
  readonly margin: number;
  readonly certificate: string;
  readonly asymmetry: number;
  readonly products: number;
  /** The eigenvalue at a place of the list; from −Infinity to Infinity if that cannot be certified. */
  bracket(place: number): Bracket;
  /** Whether it is certain that so many eigenvalues, no more and no fewer, are less than a number. */
  confirms(less: number, than: number): boolean;
  /** As of an operator. */
  stationarity?(): number;
}

/**
 * All eigenvalues of a matrix. About 4/3·n³ operations, and n³/3 for each number that is certified.
 * @param values the eigenvalues, ascending, as a solver claims them: they are not taken at its word
 */
export function spectrumOf(
  matrix: SymmetricMatrix,
  values = symmetricEigen(matrix.entries, matrix.size).values,
): Spectrum {
  const { size, description, entries, asymmetry, products } = matrix;
  const largest = Math.max(Math.abs(values[0]!), Math.abs(values[size - 1]!));
  const width = margin(size) * largest + asymmetry;
  const confirms = (less: number, than: number): boolean => inertia(entries, size, than).negative === less;
  const spectrum: Spectrum = {
    size,
    description,
    eigenvalues: values,
    threshold: floor(size) * largest + asymmetry,
    rule: "max(10√n, n)·ε·|λ|max + asymmetry",
    power: 1,
    margin: width,
    certificate: "counts of eigenvalues by LDLᵀ",
    asymmetry,
    products,
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
  readonly entries: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/**
 * All eigenvalues of FᵀF from the singular values of F, which the product would know only to the root of the digits: κ
 * up to 1e26 instead of 1e13. The factor is decomposed by rotations alone, whose rounding the margin allows for.
 */
export function spectrumOfFactor({ entries, rows, columns }: Rows, description: string): Spectrum {
  const singular = new Float64Array(columns); // zeros stand for what fewer rows than columns leave out
  singularValues(entries, rows, columns).forEach((value, i) => (singular[columns - 1 - i] = value));
  const [n, largest] = [Math.max(rows, columns), singular[columns - 1]!];
  const width = margin(n) * largest;
  const threshold = (floor(n) * largest) ** 2;
  const spectrum: Spectrum = {
    size: columns,
    description,
    eigenvalues: singular.map((value) => value ** 2),
    threshold,
    rule: "(max(10√n, n)·ε·σmax)² of the singular values of a factor",
    power: 2,
    margin: width,
    certificate: "rounding of the singular value decomposition of a factor",
    asymmetry: 0,
    products: 0,
    bracket: (place) => ({
      value: singular[place]! ** 2,
      low: Math.max(0, singular[place]! - width) ** 2,
      high: (singular[place]! + width) ** 2,
    }),
    confirms: (less, than) => singular.filter((value) => value * Math.abs(value) < than).length === less,
  };
  return printable(spectrum, spectrumText);
}
