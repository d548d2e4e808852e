/**
 * The eigenvalues of FᵀF from the singular values of F, which the product would know only to the root of the digits: κ up
 * to 1e26 instead of 1e13.
 *
 * A bracket is made of three errors: that of the singular values (certain-singular-values.ts), what the factor itself
 * says of how far FᵀF is from the matrix it stands for, and the rounding of the square. κ is a quotient of two singular
 * values, so nothing is lost where their squares would overflow or underflow: they are then given in units of 2^exponent.
 */
import { checkArgument, jacobiSvd, printable, singularValues } from "../lib/index.ts";
import { productValues, valuesOf } from "../tensor/index.ts";
import {
  certainSingularValues,
  columnLengths,
  type CertainSingularValues,
  type LongRows,
} from "./certain-singular-values.ts";
import { type Bracket, type Certified, type Rows, rowsKind, type Spectrum } from "./spectrum.ts";
import { spectrumText } from "./texts.ts";

/** A factor F of a matrix B, with how far FᵀF may be from B in the order of symmetric matrices. */
export interface BlockFactor extends LongRows {
  /** −relative·FᵀF − GᵀG ≤ B − FᵀF ≤ relative·FᵀF + GᵀG, with G = 0 unless given. */
  readonly relative: number;
  /** G, in the columns of F. */
  readonly besides?: Rows;
  /**
   * For a loss that sees differences of outputs alone, as a softmax does: F in the orthogonal complement of (1, …, 1) ⊗ z,
   * which F does not see. It has the singular values of F but for the zeros of these directions, as many as it has fewer
   * columns.
   */
  readonly inComplement?: () => LongRows;
  /** Which matrix B is. */
  readonly certifies: Certified;
}

/** Rounding of a square, of the ends of its bracket, and of the quotient of two brackets. */
const ofSquares = 2 * Number.EPSILON;

/** Singular values from 2^−300 to 2^450 have squares in the range of Float64, and so has a κ* up to 2^400. */
const inRange = (size: number): boolean => size > -300 && size < 450;

/**
 * The error of FᵀF as a fraction of each eigenvalue, and in norm. GᵀG ≤ ‖G·F⁺‖²·FᵀF where F has full rank; G and F may
 * both have their columns scaled for that.
 */
function errorOf(
  { relative, besides, ...factor }: BlockFactor,
  { rank, values, exponent }: CertainSingularValues,
): { readonly relative: number; readonly absolute: number } {
  if (besides === undefined) return { relative, absolute: Infinity };
  const norm = besides.entries.reduce((sum, x) => sum + x * x, 0);
  const absolute = norm + relative * ((values[0] ?? 0) * 2 ** exponent) ** 2;
  if (rank < factor.columns) return { relative: Infinity, absolute };
  return { relative: relative + quotientOfFactors(besides, factor), absolute };
}

/** At least ‖G·F⁺‖²: as Float64 has it, and a tenth for the rounding of that. */
function quotientOfFactors(g: Rows, f: Rows): number {
  const n = f.columns;
  const lengths = columnLengths(f);
  const divided = ({ entries, rows, columns }: Rows): Rows => ({
    entries: entries.map((x, at) => x / (lengths[at % n]! || 1)),
    rows,
    columns,
  });
  const { values, v } = jacobiSvd(divided(f).entries, f.rows, n, { vectors: true });
  const inverse = v!.map((x, at) => x / values[at % n]!);
  const product = productValues(valuesOf(divided(g).entries, [g.rows, n]), valuesOf(inverse, [n, n]));
  return 1.1 * singularValues(product.data, g.rows, n)[0]! ** 2;
}

/** The smaller of two bounds on the error of x: a fraction of it, or a number. */
const better = (x: number, relative: number, absolute: number): number =>
  Math.min(Number.isFinite(relative) ? x * relative : Infinity, absolute);

/**
 * All eigenvalues of FᵀF.
 * @param given a factor with what is known of its error, or rows of numbers that are taken as they stand
 * @param softmax whether F is that of a softmax, so that the zeros outside of its `inComplement` are exact
 * @example
 * const f = { entries: Float64Array.of(1, 0, 0, 2), rows: 2, columns: 2 };
 * probes.spectrumOfFactor(f, "FᵀF").eigenvalues; // → Float64Array(2) [ 1, 4 ]
 */
export function spectrumOfFactor(
  given: Rows | LongRows | BlockFactor,
  description: string,
  softmax = false,
): Spectrum {
  checkArgument("spectrumOfFactor", "the factor", given, rowsKind);
  const { columns } = given;
  const complement = softmax && "inComplement" in given ? given.inComplement() : undefined;
  const found = certainSingularValues(complement ?? given);
  const exactZeros = columns - (complement ?? given).columns;
  const { relative, absolute } = "relative" in given ? errorOf(given, found) : { relative: 0, absolute: 0 };
  const largest = found.values[0] ?? 0;
  const fits = largest === 0 || inRange(Math.log2(largest) + found.exponent);
  const unit = fits ? 2 ** found.exponent : 1;
  const exponent = fits ? 0 : 2 * found.exponent;
  const singular = new Float64Array(columns);
  singular.set(found.values.map((value) => value * unit).reverse(), exactZeros);
  const eigenvalues = singular.map((value) => value ** 2);
  const ofError = fits ? absolute : absolute * 2 ** (-exponent / 2) * 2 ** (-exponent / 2);
  const bracket = (place: number): Bracket => {
    if (place < exactZeros) return { value: 0, low: 0, high: 0 };
    const sigma = singular[place]!;
    const apart = better(sigma, found.relative, found.absolute * unit);
    const [low, high] = [Math.max(0, sigma - apart) ** 2, (sigma + apart) ** 2];
    return {
      value: eigenvalues[place]!,
      low: (1 - ofSquares) * Math.max(0, low - better(low, relative, ofError)),
      high: (1 + ofSquares) * (high + better(high, relative, ofError)),
    };
  };
  const zeros = columns - found.rank;
  const threshold = zeros === 0 ? 0 : bracket(zeros - 1).high;
  const spectrum: Spectrum = {
    size: columns,
    description: fits ? description : `${description}, eigenvalues in units of 2^${exponent}`,
    eigenvalues,
    threshold,
    rule: "rank by max(10√n, n)·ε of the singular values of a factor with columns of length 1",
    power: 2,
    exponent,
    certificate: `singular values of a factor in ${found.arithmetic}`,
    certifies: "certifies" in given ? given.certifies : "given factor",
    asymmetry: 0,
    products: 0,
    bracket,
    exactZeros,
    confirms: (less, than) =>
      eigenvalues.every((_, place) =>
        place < less ? bracket(place).high <= than : bracket(place).low > than,
      ),
  };
  return printable(spectrum, spectrumText);
}
