/**
 * How values look as text: nested brackets, six significant digits, the middle of long axes left out.
 */
import type { Values } from "./values.ts";

/** Axes longer than this show their first and last three entries. */
const longAxis = 8;

export function printValues(x: Values): string {
  if (x.dimension === 0) return printNumber(x.get());
  const length = x.shape[0]!;
  const entry = (i: number): string => printValues(x.pick(i, ...new Array<null>(x.dimension - 1).fill(null)));
  if (length <= longAxis) return `[${Array.from({ length }, (_, i) => entry(i)).join(", ")}]`;
  const ends = [0, 1, 2].map(entry).join(", ");
  return `[${ends}, …, ${[length - 3, length - 2, length - 1].map(entry).join(", ")}]`;
}

function printNumber(x: number): string {
  return Object.is(x, -0) ? "-0" : String(Number(x.toPrecision(6)));
}
