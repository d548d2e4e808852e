/**
 * The rows [1, h] that an affine layer sees, as a matrix Ĥ, and what is orthogonal to all of them.
 */
import { jacobiSvd } from "../lib/index.ts";
import type { AffineUse } from "../layers/index.ts";
import { elementsOf, type Tensor } from "../tensor/index.ts";
import { columnLengths } from "./certain-singular-values.ts";
import { floor, zeroCount } from "./rounding.ts";
import type { Rows } from "./spectrum.ts";
import { addScaled, inner, norm } from "./vectors.ts";

/** Ĥ = [e, H], or H where the layer has no bias. */
export function withOnes(input: Tensor, bias: boolean): Rows {
  const [rows, inputs] = input.shape as [number, number];
  const h = elementsOf(input.values);
  if (!bias) return { entries: h, rows, columns: inputs };
  const entries = new Float64Array(rows * (inputs + 1));
  for (let j = 0; j < rows; j++) {
    entries[j * (inputs + 1)] = 1;
    entries.set(h.subarray(j * inputs, (j + 1) * inputs), j * (inputs + 1) + 1);
  }
  return { entries, rows, columns: inputs + 1 };
}

/**
 * An orthonormal basis of the vectors z with Ĥz = 0 up to rounding.
 *
 * It is found for columns of equal length, Ĥ = B·D, so that a feature on a small scale does not pass for zero: By = 0
 * gives z = D⁻¹y.
 */
export function nullSpaceOf({ input, bias }: AffineUse): readonly Float64Array[] {
  const seen = withOnes(input, bias !== undefined);
  const { entries, rows, columns } = seen;
  const lengths = columnLengths(seen).map((length) => length || 1);
  // Rows of zeros change no null space, and give the factorisation as many rows as columns.
  const tall = new Float64Array(Math.max(rows, columns) * columns);
  entries.forEach((x, at) => (tall[at] = x / lengths[at % columns]!));
  const { values, v } = jacobiSvd(tall, Math.max(rows, columns), columns, { vectors: true });
  const { zeros } = zeroCount([...values].reverse(), floor(Math.max(rows, columns)) * values[0]!);
  return orthonormal(
    Array.from({ length: zeros }, (_, i) =>
      lengths.map((length, k) => v![k * columns + columns - 1 - i]! / length),
    ),
  );
}

/** Gram and Schmidt, twice: once loses orthogonality where vectors are nearly parallel. */
function orthonormal(vectors: readonly Float64Array[]): readonly Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    let rest = vector;
    for (let round = 0; round < 2; round++) {
      const length = norm(rest);
      rest = rest.map((x) => x / length);
      for (const other of basis) addScaled(rest, -inner(rest, other), other);
    }
    const length = norm(rest);
    basis.push(rest.map((x) => x / length));
  }
  return basis;
}
