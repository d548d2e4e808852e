/**
 * Mutants of what the kernels are made of: the exponential, places in memory, and how a product is cut. The kernels
 * themselves are WebAssembly, which is not planted in; to the bits of the exponential their tests hold it.
 */
import { mutantsOf, type Mutant } from "../mutant.ts";

const judges = ["tests/lib/kernels/simd-products.test.ts"];

// prettier-ignore
export const kernels: readonly Mutant[] = [
  ...mutantsOf("lib/exponential.ts", [
    ["ln 2: the second part forgotten", "tail", `clamped + n * ln2Low;`, `clamped;`],
    ["ln 2: the first part has all digits", "tail", `ln2High = 0.6931471803691238`, `ln2High = 0.6931471805599453`],
    ["rounded down", "tail", `clamped * perLn2 + rounder - rounder`, `Math.floor(clamped * perLn2)`],
    ["the rest: sign", "sign", `n * ln2High - clamped + n * ln2Low`, `clamped - n * ln2High - n * ln2Low`],
    ["no limit", "condition", `Math.min(t, beyond)`, `t`],
    ["the limit one too low", "window", `const beyond = 746;`, `const beyond = 745;`],
    ["series: cut short by one term", "tail", `let odd = 1 / 6227020800;`, `let odd = 0;`],
    ["series: a coefficient", "factor", `odd = odd * r2 + 1 / 5040;`, `odd = odd * r2 + 1 / 540;`],
    ["series: odd terms as even ones", "factor", `(even + r * odd)`, `(even + odd)`],
    ["series: summed from the large end", "tail", `1 + (r + r2 * (even + r * odd))`, `1 + r + r2 * (even + r * odd)`],
    ["power: rounded before the sum", "tail", `sum * powers[half]! * powers[n - half]!`, `sum * (powers[half]! * powers[n - half]!)`],
    ["power: a quarter for a half", "window", `const half = n >> 1;`, `const half = n >> 2;`],
    ["powers: the first left out", "window", `for (let k = 0, power = 1;`, `for (let k = 1, power = 1;`],
    ["constants: even and odd exchanged", "operand", `[479001600, 6227020800,`, `[6227020800, 479001600,`],
    ["constants: parts of ln 2 exchanged", "operand", `ln2High, ln2Low,`, `ln2Low, ln2High,`],
  ], ["tests/lib/kernels/simd-maps.test.ts", "tests/laws/elementary-functions.test.ts"]),
  ...mutantsOf("lib/kernels/places.ts", [
    ["length: of the last axis", "reduction", `length *= axis.length;`, `length = axis.length;`],
    ["places: from 0", "window", `table[at] = start;`, `table[at] = 0;`],
    ["places: the unit forgotten", "factor", `stride * unit`, `stride`],
    ["places: overwritten before they are used", "stale", `for (let i = filled - 1; i >= 0; i--)`, `for (let i = 0; i < filled; i++)`],
    ["places: the first of each row left", "window", `l >= 0; l--, to--`, `l > 0; l--, to--`],
    ["places: backwards", "sign", `first + l * step`, `first - l * step`],
    ["places: axes counted alone", "count", `filled *= length;`, `filled = length;`],
    ["surplus: the first for the last", "window", `table[at + filled - 1]!`, `table[at]!`],
    ["surplus: one too many", "window", `at + filled, at + count)`, `at + filled, at + count + 1)`],
    ["surplus: counted from the table's start", "window", `at + filled, at + count)`, `filled, count)`],
    ["span: rows alone", "reduction", `of [rows, columns])`, `of [rows])`],
    ["span: backward axes forward", "sign", `if (stride < 0) low += `, `if (stride < 0) high -= `],
    ["span: an element too long", "window", `else high += (length - 1) * stride;`, `else high += length * stride;`],
    ["span: without its last element", "window", `high - low + 1`, `high - low`],
    ["span: from the start of the data", "window", `[offset, offset]`, `[0, offset]`],
  ], judges),
  ...mutantsOf("lib/kernels/task.ts", [
    ["turned: operands in the old order", "operand", `a: transposed(b), b: transposed(a)`, `a: transposed(a), b: transposed(b)`],
    ["turned: the result as it was", "operand", `out: transposed(out)`, `out`],
    ["turned: the bias by column", "axis", `biasBy: "row" }`, `biasBy: "column" }`],
    ["up: always further", "window", `Math.ceil(n / unit) * unit`, `(Math.floor(n / unit) + 1) * unit`],
    ["in order: with a surplus", "condition", `return n % 4 === 0 && `, `return `],
    ["in order: wherever the result lies", "condition", `isRowMajor(out, n) && (bias`, `(bias`],
    ["in order: a bias by row", "condition", ` && (bias === undefined || biasBy === "column")`, ``],
    ["in order: never where turned", "condition", `(bias === undefined || biasBy === "column")`, `biasBy === "column"`],
    ["cost: nothing is put in place", "count", `k : k + 8`, `k : k`],
    ["cost: blocks turned", "axis", `up(m, 5) * up(n, 4)`, `up(m, 4) * up(n, 5)`],
    ["cost: columns for steps", "axis", `lengthOf(task.a.columns), lengthOf(task.b.columns)`, `lengthOf(task.b.columns), lengthOf(task.b.columns)`],
    ["pieces: the last as long as all", "window", `Math.min(share, length - from)`, `share`],
    ["pieces: the rest left out", "window", `Math.ceil(length / share)`, `Math.floor(length / share)`],
    ["reach: of a single place", "condition", `axis.length < 2`, `axis.length < 1`],
    ["reach: whatever the partner", "condition", ` || partner?.length !== axis.length`, ``],
    ["reach: backward axes reach nothing", "sign", `Math.abs(axis.stride)`, `axis.stride`],
    ["dense: rows alone", "count", `lengthOf(matrix.rows) * lengthOf(matrix.columns)`, `lengthOf(matrix.rows)`],
    ["dense: with gaps", "condition", `spanOf(matrix).length === `, `spanOf(matrix).length >= `],
    ["rows: from the first", "window", `matrix.offset + from * first!.stride`, `matrix.offset`],
    ["rows: all of them", "window", `length: count, stride`, `length: first!.length, stride`],
    ["rows: one axis alone", "axis", `stride: first!.stride }, ...rest]`, `stride: first!.stride }]`],
    ["bias of rows: one a place", "count", `lengthOf(a.rows.slice(1))`, `1`],
    ["bias of rows: to the end", "window", `subarray(from * inner, (from + count) * inner)`, `subarray(from * inner)`],
    ["bias of rows: from the first", "window", `subarray(from * inner, `, `subarray(0, `],
    ["row-major: rows apart", "condition", `rows[0]!.stride === n && `, ``],
    ["row-major: columns apart", "condition", ` && columns[0]!.stride === 1`, ``],
    ["row-major: more than one axis", "condition", `rows.length === 1 && columns.length === 1 && `, ``],
  ], judges),
];
