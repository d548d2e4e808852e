/**
 * Numbers and dates as people read them, the same in the page and in the terminal.
 *
 * A value that is not there, or not finite, is a dash. It knows nothing of the record or of where the text goes.
 */

export type Value = number | null | undefined;

const dash = "–";
const minus = "−";

function known(value: Value): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** 0.9712 → "97.1": a share in percent without the sign. */
export function percent(share: Value): string {
  return known(share) ? (100 * share).toFixed(1) : dash;
}

/** 0.9712 → "97.1 %", with a space that does not break. */
export function percentSign(share: Value): string {
  return known(share) ? `${percent(share)}\u00a0%` : dash;
}

/** Three significant digits: "0.0213", "2.30", "1.24e-7". */
export function loss(value: Value): string {
  if (!known(value)) return dash;
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-3 || size >= 1e4) ? value.toExponential(2) : value.toPrecision(3);
  return text.replace("-", minus).replace(`e${minus}`, "e-").replace("e+", "e");
}

/** A learning rate as it was given; a computed one to six digits. */
export function rate(value: Value): string {
  if (!known(value)) return dash;
  const rounded = Number(value.toPrecision(6));
  return rounded !== 0 && Math.abs(rounded) < 1e-4 ? rounded.toExponential() : String(rounded);
}

/** A difference of shares in percentage points, signed: "+0.8", "−1.2"; two decimals where one would say nothing. */
export function points(difference: Value): string {
  if (!known(difference)) return dash;
  const size = Math.abs(100 * difference);
  const digits = size.toFixed(size !== 0 && size < 0.1 ? 2 : 1);
  return Number(digits) === 0 ? digits : (difference < 0 ? minus : "+") + digits;
}

/** A probability to two digits: "0.012", "below 0.001". */
export function probability(value: Value): string {
  if (!known(value)) return dash;
  return value < 0.001 ? "below 0.001" : value.toFixed(value < 0.01 ? 4 : value < 0.1 ? 3 : 2);
}

/** Milliseconds to three significant digits. */
export function milliseconds(value: Value): string {
  if (!known(value)) return dash;
  return value >= 100 ? value.toFixed(0) : value.toPrecision(Math.abs(value) < 0.01 ? 2 : 3);
}

/** A ratio: "1.00", "2.4", "13". */
export function ratio(value: Value): string {
  if (!known(value)) return dash;
  return value < 10 ? value.toFixed(2) : value.toFixed(value < 100 ? 1 : 0);
}

/** "0.42 s", "12.3 s", "2 min 5 s", "1 h 3 min". */
export function duration(seconds: Value): string {
  if (!known(seconds)) return dash;
  if (seconds < 59.95) return `${seconds.toFixed(seconds < 0.995 ? 2 : 1)}\u00a0s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)}\u00a0min ${whole % 60}\u00a0s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)}\u00a0h ${minutes % 60}\u00a0min`;
}

/** 12345 → "12,345". */
export function count(value: Value): string {
  return known(value) ? value.toLocaleString("en-GB") : dash;
}

/** "1 seed", "3 seeds". */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** "a", "a and b", "a, b and c". */
export function list(items: readonly (string | number)[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** "2026-11-22T09:11:00Z" → "22 November 2026, 09:11 UTC"; what is not a date stays as it is. */
export function date(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const day = at.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return `${day}, ${at.toISOString().slice(11, 16)} UTC`;
}

/** "seed 2", "seed 2 on split 1". */
export function runName({ seed, split }: { readonly seed: number; readonly split?: number }): string {
  return `seed ${seed}${split === undefined ? "" : ` on split ${split}`}`;
}
