/**
 * Matrix products: ours as a whole operation, with the allocation of the result and the overhead of a tensor; and the
 * triple loop that everyone knows.
 */
import { matmul, tensor } from "../../index.ts";
import { kernels } from "../../lib/index.ts";
import { isSimd } from "../../lib/kernels/simd.ts";
import { factors } from "../problem.ts";
import type { Product } from "../tasks.ts";
import type { Workload } from "../workload.ts";
import { engine } from "./engine.ts";

export interface TripleLoop extends Omit<Product, "kind"> {
  readonly kind: "triple-loop";
}

/** Tiles of the product's inmost loop on panels that stay in L1: as fast as its instructions can be fed. */
export interface Limit {
  readonly kind: "limit";
  readonly tiles: number;
}

/** Operations of a tile: 5 rows, 4 columns, 256 steps of k, a multiplication and an addition each. */
export const tileOperations = 2 * 5 * 4 * 256;

export function product({ m, k, n }: Product): Workload {
  const numbers = factors(m, k, n);
  const [a, b] = [tensor(numbers.a.data, [m, k]), tensor(numbers.b.data, [k, n])];
  return {
    engine,
    run: () => void matmul(a, b),
    witness: () => [...matmul(a, b).toArray().slice(0, 8)],
  };
}

/** The product as its definition has it; the compiler's best effort is its own. */
export function tripleLoop({ m, k, n }: TripleLoop): Workload {
  const numbers = factors(m, k, n);
  const [a, b] = [numbers.a.data, numbers.b.data];
  const multiply = (): Float64Array => {
    const c = new Float64Array(m * n);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let p = 0; p < k; p++) sum += a[i * k + p]! * b[p * n + j]!;
        c[i * n + j] = sum;
      }
    }
    return c;
  };
  return {
    engine: "triple loop in TypeScript, contiguous operands, f64",
    run: () => void multiply(),
    witness: () => [...multiply().slice(0, 8)],
  };
}

/** @throws Error where the kernels in use are not the SIMD ones */
export function limit({ tiles }: Limit): Workload {
  const simd = kernels;
  if (!isSimd(simd)) throw new Error(`the ${simd.name} kernels have no tiles.`);
  return { engine, run: () => void simd.timeTiles(tiles), witness: () => [] };
}
