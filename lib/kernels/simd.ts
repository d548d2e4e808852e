/**
 * The SIMD kernels: what stands between arrays and the WebAssembly module that the .as.ts files compile to.
 *
 * Tensors live in ordinary arrays and are collected like any other object; the module computes in a memory of its own.
 * So a product copies the intervals in which its operands lie (at memory speed; windows that overlap are one image),
 * writes the tables of their places, calls the module, and copies the result out. Operands too large for the cache are
 * taken in pieces along the axis with the longest stride, such as the images of a batch: along the rows of the result,
 * or along k, where the sums go on from piece to piece. Nothing is kept between two calls but the memory itself.
 */
import { exponentialConstants } from "../exponential.ts";
import { descendAlong, type Descent } from "./descent.ts";
import { rowMajor, transposed, type Axis, type Kernels, type MatrixView } from "./kernels.ts";
import { fillPlaces, lengthOf, spanOf } from "./places.ts";
import { plain } from "./plain.ts";
import { simdModule } from "./simd.generated.ts";
import { cost, isDense, isInOrder, pieces, reach, rowBias, rowsOf, turned, up, type Task } from "./task.ts";

/** Below so many multiply-adds the copies cost more than the registers save. */
const small = 600;
/** Numbers of an operand that are worth taking at once: 2 MB, an L2 cache. */
const largest = 1 << 18;
/** Below so many numbers the same holds of maps. */
const few = 16;
/** Numbers of a map that are taken at once. */
const piece = 2048;
/** Steps of k in a block, as in simd.as.ts. */
const depth = 256;

interface Module {
  readonly memory: WebAssembly.Memory;
  // prettier-ignore
  product(m: number, k: number, n: number, aRows: number, aColumns: number, bRows: number, bColumns: number,
    aPanel: number, bPanels: number, c: number, fresh: boolean): void;
  vector(k: number, n: number, x: number, bRows: number, bColumns: number, c: number): void;
  // prettier-ignore
  deliver(m: number, n: number, c: number, pitch: number, rows: number, columns: number, bias: number, down: number,
    right: number): void;
  addBias(m: number, n: number, c: number, bias: number): void;
  descend(count: number, gradient: number, weight: number, shrink: number, rate: number): void;
  // prettier-ignore
  descendOuter(m: number, n: number, x: number, y: number, weight: number, shrink: number, rate: number): void;
  sigmoid(count: number, x: number, to: number, constants: number): void;
  sigmoidSlope(count: number, x: number, to: number, constants: number): void;
  repeatTile(times: number, aPanel: number, bPanel: number, c: number): void;
}

/** The SIMD kernels, or undefined where the platform has no f64x2 or a page's policy forbids WebAssembly. */
export function simdKernels(): SimdKernels | undefined {
  try {
    const binary = Uint8Array.from(atob(simdModule), (character) => character.charCodeAt(0));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary));
    return new SimdKernels(exports as unknown as Module);
  } catch {
    return undefined;
  }
}

export class SimdKernels implements Kernels {
  readonly name = "simd";
  readonly #module: Module;
  /** The module's memory, seen as numbers and as table entries; made anew when it grows. */
  #floats: Float64Array;
  #places: Int32Array;
  /** Bytes taken so far by the call at hand. */
  #taken = 0;

  constructor(module: Module) {
    this.#module = module;
    this.#floats = new Float64Array(module.memory.buffer);
    this.#places = new Int32Array(module.memory.buffer);
  }

  product(a: MatrixView, b: MatrixView, out: MatrixView, bias?: Float64Array): void {
    const [m, k, n] = [lengthOf(a.rows), lengthOf(a.columns), lengthOf(b.columns)];
    const upright: Task = { a, b, out, bias, biasBy: "column" };
    if (m * k * n < small || k === 1) plain.product(a, b, out, bias);
    else if (m === 1) this.#vector(upright);
    else if (n === 1) this.#vector(turned(upright));
    else {
      const other = turned(upright);
      this.#inPieces(cost(upright) <= cost(other) ? upright : other);
    }
  }

  descend(a: MatrixView, b: MatrixView, descent: Descent, out: Float64Array): void {
    const [m, k, n] = [lengthOf(a.rows), lengthOf(a.columns), lengthOf(b.columns)];
    const task: Task = { a, b, out: rowMajor(out, m, n), biasBy: "column", descent };
    if (m * k * n < small) plain.descend(a, b, descent, out);
    else if (k === 1 && n % 4 === 0) this.#outer(task, descent);
    else if (m === 1 || n === 1 || k === 1) {
      this.product(a, b, task.out);
      descendAlong(out, descent);
    } else this.#inPieces(task);
  }

  sigmoid(x: Float64Array, to: Float64Array): void {
    if (to.length < few) plain.sigmoid(x, to);
    else this.#map("sigmoid", x, to);
  }

  sigmoidSlope(x: Float64Array, to: Float64Array): void {
    if (to.length < few) plain.sigmoidSlope(x, to);
    else this.#map("sigmoidSlope", x, to);
  }

  /** A map of the module, in pieces that stay in the cache. */
  #map(name: "sigmoid" | "sigmoidSlope", x: Float64Array, to: Float64Array): void {
    const [at, result] = [this.#begin(8 * piece), this.#take(8 * piece)];
    const constants = this.#take(8 * exponentialConstants.length);
    this.#reserve();
    this.#floats.set(exponentialConstants, constants / 8);
    for (let from = 0; from < to.length; from += piece) {
      const count = Math.min(piece, to.length - from);
      this.#floats.set(x.subarray(from, from + count), at / 8);
      this.#module[name](count, at, result, constants);
      to.set(this.#floats.subarray(result / 8, result / 8 + count), from);
    }
  }

  /** Seconds for `times` tiles on panels that stay in L1; a tile is 2·5·4·256 operations. What bounds `product`. */
  timeTiles(times: number): number {
    const [a, b, c] = [this.#begin(40 * depth), this.#take(32 * depth), this.#take(160)];
    this.#reserve();
    this.#floats.fill(1, a / 8, c / 8);
    const start = performance.now();
    this.#module.repeatTile(times, a, b, c);
    return (performance.now() - start) / 1000;
  }

  #inPieces(task: Task): void {
    const { a, b, out } = task;
    const { length } = spanOf(a);
    const [row, column] = [a.rows[0], a.columns[0]];
    const share = (axis: Axis): number => Math.max(1, Math.floor((axis.length * largest) / length));
    // Along an axis that the other operand, or the result, has too; its elements then lie in one interval a piece.
    const byRows = reach(row, out.rows[0]) > 0 && isDense(rowsOf(out, 0, share(row!)));
    const byColumns = reach(column, b.rows[0]) > 0;
    if (length <= largest || !(byRows || byColumns)) {
      this.#accumulate(task, [{ a, b }]);
    } else if (byRows && !(byColumns && reach(column) > reach(row))) {
      for (const [from, count] of pieces(row!.length, share(row!))) {
        const rows = { a: rowsOf(a, from, count), out: rowsOf(out, from, count) };
        const bias = task.biasBy === "row" ? rowBias(task, from, count) : task.bias;
        this.#accumulate({ ...task, ...rows, bias }, [{ a: rows.a, b }]);
      }
    } else {
      const parts = pieces(column!.length, share(column!)).map(([from, count]) => ({
        a: transposed(rowsOf(transposed(a), from, count)),
        b: rowsOf(b, from, count),
      }));
      this.#accumulate(task, parts);
    }
  }

  /** The product of matrices that are given in parts along k. */
  #accumulate(task: Task, parts: readonly { readonly a: MatrixView; readonly b: MatrixView }[]): void {
    const [m, n] = [lengthOf(task.a.rows), lengthOf(task.b.columns)];
    const [tall, wide] = [up(m, 5), up(n, 4)];
    const c = this.#begin(8 * tall * wide);
    const aPanel = this.#take(40 * depth);
    const bPanels = this.#take(8 * depth * wide);
    const [aRows, bColumns] = [this.#take(4 * tall), this.#take(4 * wide)];
    const rest = this.#taken;
    parts.forEach(({ a, b }, part) => {
      this.#taken = rest;
      const k = lengthOf(a.columns);
      const [aColumns, bRows] = [this.#take(4 * k), this.#take(4 * k)];
      const [left, right] = [this.#copyIn(a), this.#copyIn(b)];
      this.#fill(aRows, left.rows, 8 * left.offset, tall);
      this.#fill(aColumns, left.columns, 0, k);
      this.#fill(bRows, right.rows, 0, k);
      this.#fill(bColumns, right.columns, 8 * right.offset, wide);
      this.#module.product(tall, k, wide, aRows, aColumns, bRows, bColumns, aPanel, bPanels, c, part === 0);
    });
    this.#taken = rest;
    this.#copyOut(task, m, n, c, wide);
  }

  /** One row times a matrix. */
  #vector(task: Task): void {
    const { a, b } = task;
    const [k, n] = [lengthOf(a.columns), lengthOf(b.columns)];
    const wide = up(n, 8);
    const c = this.#begin(8 * wide);
    const [x, bRows, bColumns] = [this.#take(8 * k), this.#take(4 * k), this.#take(4 * wide)];
    const right = this.#copyIn(b);
    this.#gather(a, x);
    this.#fill(bRows, right.rows, 0, k);
    this.#fill(bColumns, right.columns, 8 * right.offset, wide);
    this.#module.vector(k, n, x, bRows, bColumns, c);
    this.#copyOut(task, 1, n, c, wide);
  }

  /** A step along a column times a row: the weight is copied in, moved where it lies, and copied out. */
  #outer({ a, b, out }: Task, { weight, shrink, rate }: Descent): void {
    const [m, n] = [lengthOf(a.rows), lengthOf(b.columns)];
    const at = this.#begin(8 * m * n);
    const [x, y] = [this.#take(8 * m), this.#take(8 * n)];
    this.#gather(a, x);
    this.#gather(b, y);
    this.#floats.set(weight, at / 8);
    this.#module.descendOuter(m, n, x, y, at, shrink, rate);
    out.data.set(this.#floats.subarray(at / 8, at / 8 + m * n));
  }

  /** Copies the result, rows of which lie `wide` apart, to where it belongs, and adds the bias on the way. */
  #copyOut(task: Task, m: number, n: number, c: number, wide: number): void {
    const { out, bias, biasBy, descent } = task;
    const span = spanOf(out);
    const weight = descent?.weight.subarray(span.start, span.start + span.length);
    const biasAt = this.#take(8 * (bias?.length ?? 1));
    if (isInOrder(task, n)) {
      this.#reserve();
      if (bias !== undefined) {
        this.#floats.set(bias, biasAt / 8);
        this.#module.addBias(m, n, c, biasAt);
      }
      if (descent !== undefined) {
        const at = this.#take(8 * span.length);
        this.#reserve();
        this.#floats.set(weight!, at / 8);
        this.#module.descend(m * n, c, at, descent.shrink, descent.rate);
      }
      out.data.set(this.#floats.subarray(c / 8, c / 8 + m * n), span.start);
      return;
    }
    const [rows, columns, to] = [this.#take(4 * m), this.#take(4 * n), this.#take(8 * span.length)];
    this.#fill(rows, out.rows, to + 8 * (out.offset - span.start), m);
    this.#fill(columns, out.columns, 0, n);
    // Sums that start from +0 are never −0, so adding a 0 where there is no bias changes no bit.
    this.#floats.set(bias ?? [0], biasAt / 8);
    const step = bias === undefined ? 0 : 8;
    const [down, right] = biasBy === "row" ? [step, 0] : [0, step];
    this.#module.deliver(m, n, c, 8 * wide, rows, columns, biasAt, down, right);
    out.data.set(this.#floats.subarray(to / 8, to / 8 + span.length), span.start);
    if (descent !== undefined) {
      descendAlong(out.data.subarray(span.start, span.start + span.length), { ...descent, weight: weight! });
    }
  }

  /** Copies the interval in which a matrix lies into the module's memory, and says where it lies there. */
  #copyIn(matrix: MatrixView): MatrixView {
    const { start, length } = spanOf(matrix);
    const [rows, columns] = [lengthOf(matrix.rows), lengthOf(matrix.columns)];
    if (length > 4 * rows * columns) {
      // A few elements far apart: these alone, in row-major order.
      const at = this.#take(8 * rows * columns);
      this.#gather(matrix, at);
      const axis = (count: number, stride: number): Axis[] => [{ length: count, stride }];
      return { data: this.#floats, offset: at / 8, rows: axis(rows, columns), columns: axis(columns, 1) };
    }
    const at = this.#take(8 * length);
    this.#reserve();
    this.#floats.set(matrix.data.subarray(start, start + length), at / 8);
    return { ...matrix, data: this.#floats, offset: at / 8 + matrix.offset - start };
  }

  #gather({ data, offset, rows, columns }: MatrixView, to: number): void {
    const count = lengthOf(rows) * lengthOf(columns);
    const places = new Int32Array(count);
    fillPlaces(places, 0, [...rows, ...columns], offset, 1, count);
    this.#reserve();
    for (let i = 0; i < count; i++) this.#floats[to / 8 + i] = data[places[i]!]!;
  }

  #fill(table: number, axes: readonly Axis[], start: number, count: number): void {
    this.#reserve();
    fillPlaces(this.#places, table / 4, axes, start, 8, count);
  }

  // A call takes what it needs from the start of the memory on, and forgets it at the end.

  #begin(bytes: number): number {
    this.#taken = 0;
    return this.#take(bytes);
  }

  #take(bytes: number): number {
    const at = this.#taken;
    this.#taken = up(at + bytes, 64);
    return at;
  }

  #reserve(): void {
    const { memory } = this.#module;
    const missing = this.#taken - memory.buffer.byteLength;
    if (missing <= 0) return;
    memory.grow(Math.ceil(missing / 65536));
    this.#floats = new Float64Array(memory.buffer);
    this.#places = new Int32Array(memory.buffer);
  }
}
