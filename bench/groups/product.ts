/**
 * Matrix products.
 */
import { contest, type Timing } from "../contest.ts";
import { tileOperations } from "../ours/product.ts";
import type { Group, Measurement } from "../row.ts";
import { rowOf } from "../summary.ts";
import { ours, taskRow } from "./contenders.ts";

const sizes = [
  [64, 64, 64],
  [128, 128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [60, 784, 100],
] as const;

const products = sizes.map(([m, k, n]): Measurement => {
  const name = m === k && k === n ? `product-${m}` : `product-${m}x${k}x${n}`;
  return {
    name,
    measure: (settings) =>
      taskRow(
        name,
        "GFLOP/s",
        { kind: "product", m, k, n },
        (seconds) => (2 * m * k * n) / seconds / 1e9,
        settings,
        { extra: [ours({ kind: "triple-loop", m, k, n }, "triple-loop")] },
      ),
  };
});

/** The limit of f64x2 arithmetic, and how much of it a product reaches, in the same rounds. */
const limit: Measurement = {
  name: "product-limit",
  async measure({ pace }) {
    const [n, tiles] = [256, 2000];
    const found = await contest(
      [
        { ...ours({ kind: "limit", tiles }, "limit"), optional: true },
        ours({ kind: "product", m: n, k: n, n }),
      ],
      pace,
      { mustAgree: false },
    );
    const [ceiling, whole] = [found.timings.get("limit"), found.timings.get("ours")!];
    if (ceiling === undefined) return { rows: [], failures: found.failures };
    const speed = ({ turns }: Timing, operations: number): readonly number[] =>
      turns.map((seconds) => operations / seconds / 1e9);
    const limits = speed(ceiling, tiles * tileOperations);
    const shares = speed(whole, 2 * n ** 3).map((reached, round) => reached / limits[round]!);
    return {
      rows: [
        { row: rowOf("product-limit", "GFLOP/s", new Map([["ours", limits]])) },
        { row: rowOf("product-256-of-limit", "ratio", new Map([["ours", shares]])) },
      ],
    };
  },
};

export const product: Group = {
  title: "Matrix product",
  text:
    "Whole operations: with the allocation of the result and the overhead of a tensor, and with every copy that is made " +
    "on the way. A product m×k×n counts as 2mkn operations. The limit is what the kernel's inmost loop reaches, in two " +
    "lanes of f64 and without fused multiply-adds, on panels that stay in L1; the last row is the product at 256 in units " +
    "of it.",
  measurements: [...products, limit],
};
