/**
 * Matrices that are known by what they do to a vector, and parts of one. PᵀAP is in congruence.ts.
 *
 * An estimator is written against this interface alone, so it is tried on a matrix whose spectrum is known before it is
 * believed about a network. An operator is a constant: it gives the same product whenever it is asked, whatever has
 * become of the network since. This file knows nothing of networks.
 */
import { checkArgument, kinds, objectWith, ShapeError, UserError } from "../lib/index.ts";

/** A square matrix A, symmetric up to rounding, as the map v ↦ A·v. */
export interface LinearOperator {
  /** Rows, and columns. */
  readonly size: number;
  /** Which matrix it is, of what, and by which statistics the layers normalised. */
  readonly description: string;
  /** A·v in an array of its own; v is not written into. */
  apply(v: Float64Array): Float64Array;
  /**
   * For a Hessian: the gradient at its point, relative to its scale (see hessian.ts); 0 is a stationary point. Left out
   * where the question does not arise.
   */
  stationarity?(): number;
  /**
   * The columns one after another, where there is more to say of them than that they are products with unit vectors: how
   * much cancels in their entries. Spends `size` products.
   */
  columns?(): MeasuredColumns;
}

export const operatorKind = objectWith("an operator, such as probes.hessian(…)", {
  size: "number",
  apply: "function",
});

/** The columns of a matrix, and a bound on the norm of what its entries are sums of, each term by its magnitude. */
export interface MeasuredColumns {
  /** The columns one after another. */
  readonly entries: Float64Array;
  /** The bound. */
  readonly magnitude: number;
  /** Products that were spent. */
  readonly products: number;
}

/** A linear map P with its transpose, both of vectors of one length: a change of variables θ = P·z. */
export interface VectorMap {
  /** Length of the vectors. */
  readonly size: number;
  /** Which map it is, of what. */
  readonly description: string;
  /** P·z in an array of its own. */
  times(z: Float64Array): Float64Array;
  /** Pᵀ·g in an array of its own. */
  transposeTimes(g: Float64Array): Float64Array;
}

export const mapKind = objectWith("a map of vectors, such as probes.changeOfVariables(…)", {
  size: "number",
  times: "function",
  transposeTimes: "function",
});

/**
 * The operator of a matrix given by its entries, row by row.
 * @throws ShapeError unless there are size² entries
 * @example
 * probes.matrixOperator(Float64Array.of(2, 1, 1, 3), 2).apply(Float64Array.of(1, 0)); // → Float64Array(2) [ 2, 1 ]
 */
export function matrixOperator(entries: Float64Array, size: number, description = "matrix"): LinearOperator {
  checkSquare("matrixOperator", entries, size);
  return {
    size,
    description,
    apply: (v) => {
      checkLength(description, size, v);
      return timesRows(entries, size, v);
    },
  };
}

/**
 * The map of a matrix given by its entries, row by row.
 * @throws ShapeError unless there are size² entries
 * @example
 * probes.matrixMap(Float64Array.of(1, 2, 0, 1), 2).transposeTimes(Float64Array.of(1, 0)); // → Float64Array(2) [ 1, 2 ]
 */
export function matrixMap(entries: Float64Array, size: number, description = "P"): VectorMap {
  checkSquare("matrixMap", entries, size);
  const transposed = entries.map((_, at) => entries[(at % size) * size + Math.floor(at / size)]!);
  return {
    size,
    description,
    times: (z) => timesRows(entries, size, z),
    transposeTimes: (g) => timesRows(transposed, size, g),
  };
}

/**
 * The rows and columns of A at the given places, in their order. One product of A for each of its own.
 * @example
 * const a = probes.matrixOperator(Float64Array.of(4, 0, 0, 1), 2);
 * probes.submatrix(a, [1], "second").apply(Float64Array.of(3)); // → Float64Array(1) [ 3 ]
 */
export function submatrix(a: LinearOperator, places: readonly number[], description: string): LinearOperator {
  checkArgument("submatrix", "the operator", a, operatorKind);
  checkArgument("submatrix", "places", places, kinds.list);
  const outside = places.find((place) => !(Number.isInteger(place) && place >= 0 && place < a.size));
  if (outside !== undefined) {
    throw new UserError(`submatrix: row ${outside} is not one of the ${a.size} of ${a.description}.`);
  }
  return {
    size: places.length,
    description,
    apply: (v) => {
      checkLength(description, places.length, v);
      const whole = new Float64Array(a.size);
      places.forEach((place, i) => (whole[place] = v[i]!));
      const product = a.apply(whole);
      return Float64Array.from(places, (place) => product[place]!);
    },
    ...(a.columns !== undefined && {
      columns: () => {
        const { entries, ...whole } = a.columns!();
        const part = places.flatMap((column) => places.map((row) => entries[column * a.size + row]!));
        return { entries: Float64Array.from(part), ...whole };
      },
    }),
    ...inherited(a),
  };
}

/** What is made of an operator takes over the question whether its point is stationary. */
export function inherited(a: Pick<LinearOperator, "stationarity">): Pick<LinearOperator, "stationarity"> {
  return a.stationarity === undefined ? {} : { stationarity: () => a.stationarity!() };
}

/** @throws ShapeError unless the vector has one entry a column. */
export function checkLength(description: string, size: number, v: Float64Array): void {
  if (v.length !== size) {
    throw new ShapeError(
      `${description}: a vector of length ${v.length} was given, but the matrix has size ${size}.`,
    );
  }
}

function checkSquare(who: string, entries: Float64Array, size: number): void {
  checkArgument(who, "entries", entries, kinds.numbers);
  if (entries.length !== size * size) {
    throw new ShapeError(`${who}: ${entries.length} entries do not fill ${size} rows of ${size}.`);
  }
}

function timesRows(entries: Float64Array, size: number, v: Float64Array): Float64Array {
  const out = new Float64Array(size);
  for (let i = 0, at = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++, at++) sum += entries[at]! * v[j]!;
    out[i] = sum;
  }
  return out;
}
