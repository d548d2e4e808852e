/**
 * Inner loops on vectors in double-double: ⟨x, y⟩, y ← y + a·x, and a rotation of x and y. A matrix is two arrays, of the
 * high parts and of the low parts (see ../double-double.ts); a vector is so many elements of both from an offset.
 *
 * The arithmetic is that of double-double.ts written out, since an object a number would take ten times as long. Sums are
 * those of Ogita, Rump and Oishi (2005): as if computed in twice the precision and then rounded.
 */
import type { DoubleDouble } from "../double-double.ts";

export interface LongArray {
  readonly high: Float64Array;
  readonly low: Float64Array;
}

const split = 134217729;

/** ⟨x, y⟩ of `n` elements from `at` and from `bt`. */
// prettier-ignore
export function longDot({ high, low }: LongArray, at: number, bt: number, n: number): DoubleDouble {
  let sum = 0, rest = 0;
  for (let i = 0; i < n; i++) {
    const x = high[at + i]!, y = high[bt + i]!;
    const p = x * y;
    const wx = split * x, wy = split * y;
    const xh = wx - (wx - x), yh = wy - (wy - y);
    const xl = x - xh, yl = y - yh;
    const e = xl * yl - (p - xh * yh - xl * yh - xh * yl);
    const s = sum + p, z = s - sum;
    rest += sum - (s - z) + (p - z) + (e + (x * low[bt + i]! + low[at + i]! * y));
    sum = s;
  }
  const all = sum + rest;
  return { high: all, low: rest - (all - sum) };
}

/** y ← y + a·x, with x of `n` elements from `at` and y from `bt`. */
// prettier-ignore
export function longAdd({ high, low }: LongArray, a: DoubleDouble, at: number, bt: number, n: number): void {
  const ah0 = a.high, al0 = a.low;
  const wa = split * ah0, ah = wa - (wa - ah0), al = ah0 - ah;
  for (let i = 0; i < n; i++) {
    const x = high[at + i]!, y = high[bt + i]!;
    const p = ah0 * x;
    const wx = split * x, xh = wx - (wx - x), xl = x - xh;
    const e = al * xl - (p - ah * xh - al * xh - ah * xl) + (ah0 * low[at + i]! + al0 * x);
    const s = y + p, z = s - y;
    const t = y - (s - z) + (p - z) + (low[bt + i]! + e);
    const sum = s + t;
    high[bt + i] = sum;
    low[bt + i] = t - (sum - s);
  }
}

/** (x, y) ← (c·x + s·y, c·y − s·x), with x of `n` elements from `at` and y from `bt`. */
// prettier-ignore
export function longRotate(
  { high, low }: LongArray, c: DoubleDouble, s: DoubleDouble, at: number, bt: number, n: number,
): void {
  const ch0 = c.high, cl0 = c.low, sh0 = s.high, sl0 = s.low;
  const wc = split * ch0, ch = wc - (wc - ch0), cl = ch0 - ch;
  const ws = split * sh0, sh = ws - (ws - sh0), sl = sh0 - sh;
  for (let i = 0; i < n; i++) {
    const x = high[at + i]!, y = high[bt + i]!, xLow = low[at + i]!, yLow = low[bt + i]!;
    const wx = split * x, xh = wx - (wx - x), xl = x - xh;
    const wy = split * y, yh = wy - (wy - y), yl = y - yh;
    const cx = ch0 * x, cxLow = cl * xl - (cx - ch * xh - cl * xh - ch * xl) + (ch0 * xLow + cl0 * x);
    const cy = ch0 * y, cyLow = cl * yl - (cy - ch * yh - cl * yh - ch * yl) + (ch0 * yLow + cl0 * y);
    const sx = sh0 * x, sxLow = sl * xl - (sx - sh * xh - sl * xh - sh * xl) + (sh0 * xLow + sl0 * x);
    const sy = sh0 * y, syLow = sl * yl - (sy - sh * yh - sl * yh - sh * yl) + (sh0 * yLow + sl0 * y);
    const u = cx + sy, zu = u - cx, tu = cx - (u - zu) + (sy - zu) + (cxLow + syLow);
    const v = cy - sx, zv = v - cy, tv = cy - (v - zv) + (-sx - zv) + (cyLow - sxLow);
    const first = u + tu, second = v + tv;
    high[at + i] = first;
    low[at + i] = tu - (first - u);
    high[bt + i] = second;
    low[bt + i] = tv - (second - v);
  }
}
