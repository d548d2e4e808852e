/**
 * The SIMD matrix product: what stands between strided matrices and the module.
 *
 * Tensors live in ordinary arrays and are collected like any other object; the module computes in a memory of its own.
 * So a product copies the intervals in which its operands lie (at memory speed; windows that overlap are one image),
 * writes the tables of their places, calls the module, and copies the result out. Operands too large for the cache are
 * taken in pieces along the axis with the longest stride, such as the images of a batch: along the rows of the result,
 * or along k, where the sums go on from piece to piece. Nothing is kept between two calls but the memory itself.
 */
import { descendAlong, type Descent } from "./descent.ts";
import { rowMajor, transposed, type Axis, type MatrixView } from "./kernels.ts";
import { largest, type Arena, type Module } from "./module.ts";
import { fillPlaces, lengthOf, spanOf } from "./places.ts";
import { plain } from "./plain.ts";
import {
  cost,
  isDense,
  isInOrder,
  isLine,
  pieces,
  reach,
  rowBias,
  rowsOf,
  turned,
  up,
  type Task,
} from "./task.ts";

/** Below so many multiply-adds the copies cost more than the registers save. */
const small = 600;
/** Steps of k in a block, as in simd.as.ts. */
const depth = 256;

export class SimdProducts {
  readonly #module: Module;
  readonly #arena: Arena;

  constructor(module: Module, arena: Arena) {
    this.#module = module;
    this.#arena = arena;
  }

  product(a: MatrixView, b: MatrixView, out: MatrixView, bias?: Float64Array): void {
    const [m, k, n] = [lengthOf(a.rows), lengthOf(a.columns), lengthOf(b.columns)];
    if (m * k * n < small || k === 1) {
      plain.product(a, b, out, bias);
      return;
    }
    const upright: Task = { a, b, out, bias, biasBy: "column" };
    if (m === 1) this.#vector(upright);
    else if (n === 1) this.#vector(turned(upright));
    else {
      const other = turned(upright);
      this.#inPieces(cost(upright) <= cost(other) ? upright : other);
    }
  }

  descend(a: MatrixView, b: MatrixView, descent: Descent, out: Float64Array): void {
    const [m, k, n] = [lengthOf(a.rows), lengthOf(a.columns), lengthOf(b.columns)];
    if (m * n > largest && m > 1 && a.rows.length === 1) {
      // The result and the weight lie in the module's memory as a whole: a few rows at a time.
      for (const [from, count] of pieces(m, Math.max(1, Math.floor(largest / n)))) {
        const part = (x: Float64Array): Float64Array => x.subarray(from * n, (from + count) * n);
        this.descend(rowsOf(a, from, count), b, { ...descent, weight: part(descent.weight) }, part(out));
      }
      return;
    }
    const task: Task = { a, b, out: rowMajor(out, m, n), biasBy: "column", descent };
    if (m * k * n < small) plain.descend(a, b, descent, out);
    else if (k === 1 && n % 4 === 0) this.#outer(task, descent);
    else if (m === 1 || n === 1 || k === 1) {
      this.product(a, b, task.out);
      descendAlong(out, descent);
    } else this.#inPieces(task);
  }

  /** Seconds for `times` tiles on panels that stay in L1; a tile is 2·5·4·256 operations. What bounds `product`. */
  timeTiles(times: number): number {
    const [a, b, c] = [this.#arena.begin(40 * depth), this.#arena.take(32 * depth), this.#arena.take(160)];
    this.#arena.reserve();
    this.#arena.floats.fill(1, a / 8, c / 8);
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
    const c = this.#arena.begin(8 * tall * wide);
    const aPanel = this.#arena.take(40 * depth);
    const bPanels = this.#arena.take(8 * depth * wide);
    const [aRows, bColumns] = [this.#arena.take(4 * tall), this.#arena.take(4 * wide)];
    const rest = this.#arena.taken;
    parts.forEach(({ a, b }, part) => {
      this.#arena.reset(rest);
      const k = lengthOf(a.columns);
      const [aColumns, bRows] = [this.#arena.take(4 * k), this.#arena.take(4 * k)];
      const [left, right] = [this.#copyIn(a), this.#copyIn(b)];
      this.#fill(aRows, left.rows, 8 * left.offset, tall);
      this.#fill(aColumns, left.columns, 0, k);
      this.#fill(bRows, right.rows, 0, k);
      this.#fill(bColumns, right.columns, 8 * right.offset, wide);
      this.#module.product(tall, k, wide, aRows, aColumns, bRows, bColumns, aPanel, bPanels, c, part === 0);
    });
    this.#arena.reset(rest);
    this.#copyOut(task, m, n, c, wide);
  }

  /** One row times a matrix. */
  #vector(task: Task): void {
    const { a, b } = task;
    const [k, n] = [lengthOf(a.columns), lengthOf(b.columns)];
    const wide = up(n, 8);
    const c = this.#arena.begin(8 * wide);
    const [x, bRows, bColumns] = [
      this.#arena.take(8 * k),
      this.#arena.take(4 * k),
      this.#arena.take(4 * wide),
    ];
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
    const at = this.#arena.begin(8 * m * n);
    const [x, y] = [this.#arena.take(8 * m), this.#arena.take(8 * n)];
    this.#gather(a, x);
    this.#gather(b, y);
    this.#arena.floats.set(weight, at / 8);
    this.#module.descendOuter(m, n, x, y, at, shrink, rate);
    out.data.set(this.#arena.floats.subarray(at / 8, at / 8 + m * n));
  }

  /** Copies the result, rows of which lie `wide` apart, to where it belongs, and adds the bias on the way. */
  #copyOut(task: Task, m: number, n: number, c: number, wide: number): void {
    const { out, bias, biasBy, descent } = task;
    const span = spanOf(out);
    const weight = descent?.weight.subarray(span.start, span.start + span.length);
    const biasAt = this.#arena.take(8 * (bias?.length ?? 1));
    if (isInOrder(task, n)) {
      this.#arena.reserve();
      if (bias !== undefined) {
        this.#arena.floats.set(bias, biasAt / 8);
        this.#module.addBias(m, n, c, biasAt);
      }
      if (descent !== undefined) {
        const at = this.#arena.take(8 * span.length);
        this.#arena.reserve();
        this.#arena.floats.set(weight!, at / 8);
        this.#module.descend(m * n, c, at, descent.shrink, descent.rate);
      }
      out.data.set(this.#arena.floats.subarray(c / 8, c / 8 + m * n), span.start);
      return;
    }
    const [rows, columns, to] = [
      this.#arena.take(4 * m),
      this.#arena.take(4 * n),
      this.#arena.take(8 * span.length),
    ];
    this.#fill(rows, out.rows, to + 8 * (out.offset - span.start), m);
    this.#fill(columns, out.columns, 0, n);
    // Sums that start from +0 are never −0, so adding a 0 where there is no bias changes no bit.
    this.#arena.floats.set(bias ?? [0], biasAt / 8);
    const step = bias === undefined ? 0 : 8;
    const [down, right] = biasBy === "row" ? [step, 0] : [0, step];
    this.#module.deliver(m, n, c, 8 * wide, rows, columns, biasAt, down, right);
    out.data.set(this.#arena.floats.subarray(to / 8, to / 8 + span.length), span.start);
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
      const at = this.#arena.take(8 * rows * columns);
      this.#gather(matrix, at);
      const axis = (count: number, stride: number): Axis[] => [{ length: count, stride }];
      return {
        data: this.#arena.floats,
        offset: at / 8,
        rows: axis(rows, columns),
        columns: axis(columns, 1),
      };
    }
    const at = this.#arena.take(8 * length);
    this.#arena.reserve();
    this.#arena.floats.set(matrix.data.subarray(start, start + length), at / 8);
    return { ...matrix, data: this.#arena.floats, offset: at / 8 + matrix.offset - start };
  }

  /** Copies the elements alone, in row-major order, to where there is room for them. */
  #gather(matrix: MatrixView, to: number): void {
    const { data, offset, rows, columns } = matrix;
    const count = lengthOf(rows) * lengthOf(columns);
    if (isLine(matrix)) {
      this.#arena.reserve();
      this.#arena.floats.set(data.subarray(offset, offset + count), to / 8);
      return;
    }
    const places = new Int32Array(count);
    fillPlaces(places, 0, [...rows, ...columns], offset, 1, count);
    this.#arena.reserve();
    for (let i = 0; i < count; i++) this.#arena.floats[to / 8 + i] = data[places[i]!]!;
  }

  #fill(table: number, axes: readonly Axis[], start: number, count: number): void {
    this.#arena.reserve();
    fillPlaces(this.#arena.places, table / 4, axes, start, 8, count);
  }
}
