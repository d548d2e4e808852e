/**
 * Numbers that tables and figures share: medians in which a value may be lost, ranges of axes, ticks.
 *
 * It imports nothing, so it runs in the page of a report as well.
 */

export function finite(value: number | null | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** The median of numbers, of which there is at least one: the mean of the middle two where their number is even. */
export function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const half = sorted.length >> 1;
  const upper = sorted[half]!;
  return sorted.length % 2 === 1 ? upper : (sorted[half - 1]! + upper) / 2;
}

/** The median. What is not finite counts as the worst of all, so it is lost (null) once half of the values are. */
export function median(values: readonly (number | null)[], worst: "high" | "low"): number | null {
  if (values.length === 0) return null;
  const lost = worst === "high" ? Infinity : -Infinity;
  const found = middle(values.map((v) => (finite(v) ? v : lost)));
  return finite(found) ? found : null;
}

/** The value that the share `q` of the sorted values does not exceed. */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
}

/** With room around; both ends are finite and apart, also where the values are at the ends of Float64. */
export function padded(low: number, high: number, log: boolean, share: number): [number, number] {
  const most = Number.MAX_VALUE;
  if (log) {
    // By logarithms: high/low may be more than the largest number.
    const margin = Math.max(Math.log(1.02), (Math.log(high) - Math.log(low)) * share);
    const from = Math.max(Number.MIN_VALUE, Math.exp(Math.log(low) - margin));
    const to = Math.min(most, Math.exp(Math.log(high) + margin));
    return [from, from < to ? to : 2 * from]; // near the least number two per cent are no step
  }
  const margin = high * share - low * share || Math.abs(high) * share || share;
  const [from, to] = [Math.max(-most, low - margin), Math.min(most, high + margin)];
  // The plotter divides by the width of the frame, which must be finite.
  if (to - from <= most) return [from, to];
  return low < 0 ? [Math.max(-most / 2, from), Math.min(most / 2, to)] : [0, to];
}

/** Round places for ticks: about `wanted` of them; on a log axis 1, 2, 5 while they fit, then decades, then fewer. */
export function ticks(low: number, high: number, log: boolean, wanted: number): number[] {
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) return [];
  const inside = (v: number) => v >= low * (1 - 1e-9) && v <= high * (1 + 1e-9);
  const round = (v: number) => Number(v.toPrecision(12));
  const found: number[] = [];
  if (log && low > 0 && high / low > 4) {
    const first = Math.floor(Math.log10(low));
    const last = Math.ceil(Math.log10(high));
    const decades = Math.log10(high) - Math.log10(low);
    const mantissas = decades * 3 <= wanted ? [1, 2, 5] : decades * 2 <= wanted ? [1, 3] : [1];
    const stride = Math.max(1, Math.ceil(decades / wanted));
    for (let e = first; e <= last; e++) {
      if (e % stride === 0) for (const m of mantissas) found.push(round(m * 10 ** e));
    }
    if (found.filter(inside).length >= 2) return found.filter(inside);
    found.length = 0;
  }
  const rough = high / Math.max(1, wanted) - low / Math.max(1, wanted);
  if (!(rough > 1e-300) || (high + rough === high && low - rough === low)) return [low, high];
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * ([1, 2, 5, 10].find((m) => m * unit >= rough * 0.999) ?? 10);
  const last = Math.floor(high / step + 1e-9);
  for (let i = Math.ceil(low / step - 1e-9); i <= last; i++) found.push(round(i * step));
  return found;
}

/** Three significant digits, a power of ten where the number is long. */
export function short(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) {
    return value
      .toExponential(2)
      .replace(/\.?0+e/, "e")
      .replace("e+", "e");
  }
  return size >= 1000 ? Math.round(value).toLocaleString("en-GB") : String(Number(value.toPrecision(3)));
}
