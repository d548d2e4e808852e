/**
 * The result for people: one line a row, ours first, each peer with how it compares.
 */
import type { Reported, Row } from "./row.ts";

/** Units in which more is better; in all others less is. */
const moreIsBetter = new Set(["GFLOP/s"]);

/** How many times as fast as a peer we are. */
export function timesFaster({ unit, ours }: Pick<Row, "unit" | "ours">, peer: number): number {
  return moreIsBetter.has(unit) ? ours / peer : peer / ours;
}

/** "mlp-step-60   6.5 ms (6.4–7.1)   tfjs-wasm 9.1 (8.9–9.6), 1.4×   note" */
export function line({ row, note }: Reported): string {
  const withRange = (who: string, value: number, unit: string): string => {
    const range = row.spread[who];
    return `${figure(value)}${unit}${range ? ` (${figure(range[0])}–${figure(range[1])})` : ""}`;
  };
  const peers = Object.entries(row.peers).map(
    ([peer, value]) => `${peer} ${withRange(peer, value, "")}, ${timesFaster(row, value).toFixed(1)}×`,
  );
  const own = `${row.name.padEnd(26)}${withRange("ours", row.ours, ` ${row.unit}`)}`;
  return [own, ...peers, ...(note === undefined ? [] : [note])].join("   ");
}

/** Three significant digits. */
function figure(x: number): string {
  return Math.abs(x) >= 100 ? x.toFixed(0) : Number(x.toPrecision(3)).toString();
}
