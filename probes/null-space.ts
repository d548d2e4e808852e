/**
 * The rows [1, h] that an affine layer sees, as a matrix Ĥ, and what is orthogonal to all of them.
 */
import { jacobiSvd } from "../lib/index.ts";
import type { AffineUse } from "../layers/index.ts";
import { elementsOf, type Tensor } from "../tensor/index.ts";
import { floor, zeroCount } from "./rounding.ts";
import type { Rows } from "./spectrum.ts";

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

/** An orthonormal basis of the vectors z with Ĥz = 0 up to rounding. */
export function nullSpaceOf({ input, bias }: AffineUse): readonly Float64Array[] {
  const { entries, rows, columns } = withOnes(input, bias !== undefined);
  // Rows of zeros change no null space, and give the factorisation as many rows as columns.
  const tall = new Float64Array(Math.max(rows, columns) * columns);
  tall.set(entries);
  const { values, v } = jacobiSvd(tall, Math.max(rows, columns), columns, { vectors: true });
  const { zeros } = zeroCount([...values].reverse(), floor(Math.max(rows, columns)) * values[0]!);
  return Array.from({ length: zeros }, (_, i) =>
    Float64Array.from({ length: columns }, (_unused, k) => v![k * columns + columns - 1 - i]!),
  );
}
