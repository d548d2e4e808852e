/**
 * Every declared operation, its derivatives of order 1 on every sample and of order 2 on every fourth, against six-point
 * differences, each sample in one memory layout (sweep.deep.ts: on all, in every layout, and to order 3). The catalogue is collected from the exports
 * (tests/support/catalogue.ts), so an operation is tested as soon as it is declared; `npm run -s sweep` prints the
 * figures.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sizeOf } from "../../tensor/index.ts";
import { catalogue, pairsOf, type Entry } from "../support/catalogue.ts";
import { drawInputs, layouts, oneLayoutEach } from "../support/inputs.ts";
import { namesOf } from "../support/samples/index.ts";
import { summaryOf, sweep } from "../support/sweep.ts";

const orderOf = (sample: number): number => (sample % 4 === 1 ? 2 : 1);
/** Derivatives of one order of an operation: one for every input and sample. */
const cellsOf = ({ samples }: Entry, order: number): number =>
  pairsOf(samples.filter((_, sample) => orderOf(sample) >= order));
const expectedCells = (order: number): number =>
  catalogue.reduce((count, operation) => count + cellsOf(operation, order), 0);

describe("the catalogue", () => {
  it("has a dozen different samples or more for every operation, and no two operations of one name", () => {
    for (const { name, samples } of catalogue) {
      const different = new Set(samples.map((sample) => JSON.stringify(sample))).size;
      expect([name, different >= 12, different]).toEqual([name, true, samples.length]);
    }
    expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
  });

  it("holds everything that is declared anywhere in the sources of the engine", () => {
    const root = join(__dirname, "..", "..");
    const names = new Set(catalogue.map(({ name }) => name));
    const declared = ["autograd/ops", "layers"].flatMap((folder) =>
      readdirSync(join(root, folder)).flatMap((file) => {
        const text = readFileSync(join(root, folder, file), "utf8");
        const declarations = text.split(/\bname: "/).slice(1); // each up to the next name
        return declarations.filter((one) => one.includes("formula: ")).map((one) => /^\w+/.exec(one)![0]);
      }),
    );
    expect(new Set(declared)).toEqual(names);
  });

  it("gives every operation inputs that no difference step carries over a kink or a tie", () => {
    for (const operation of catalogue.filter(({ kind }) => kind === "kinked")) {
      for (const sample of operation.samples) {
        const { inputs } = drawInputs(operation, sample, "contiguous", 0);
        const magnitudes = inputs.flatMap((x) => [...x.toArray()].map(Math.abs)).sort((a, b) => a - b);
        const gaps = magnitudes.map((value, i) => value - (magnitudes[i - 1] ?? 0));
        // Points of the stencil lie up to 0.018 away, of two numbers 0.036.
        expect([operation.name, Math.min(1, ...gaps) > 0.05]).toEqual([operation.name, true]);
      }
    }
  });

  it("lays inputs out in memory as the layout is named, holding the same numbers", () => {
    const matmul = catalogue.find(({ name }) => name === "matmul")!;
    const sample = matmul.samples.find(({ shapes }) => shapes.every((shape) => sizeOf(shape) > 4))!;
    const strides = layouts.map((layout) => drawInputs(matmul, sample, layout, 0).inputs[0]!.values.stride);
    const [rows, columns] = sample.shapes[0] as [number, number];
    expect(strides).toEqual([
      [columns, 1],
      [1, rows],
      [2 * columns, 2],
    ]);
  });
});

describe("the gradient sweep", () => {
  const { cells, failures } = sweep(orderOf, catalogue, 0, oneLayoutEach);

  it("finds no derivative that differs from its differences", () => expect(failures).toEqual([]));

  it("compares every derivative of the catalogue", () => {
    expect(cells.length).toBe(expectedCells(1) + expectedCells(2));
  });

  it.each([1, 2])(
    "at order %d: worst ≤ 1e-9, median ≤ 1e-12, and no residue > 1e-12 where it is zero",
    (order) => {
      const { worst, median, residue, cells: count, zeros } = summaryOf(cells, order);
      expect(worst).toBeLessThanOrEqual(1e-9);
      expect(median).toBeLessThanOrEqual(1e-12);
      expect(residue).toBeLessThanOrEqual(1e-12);
      expect(count).toBe(expectedCells(order));
      expect(count - zeros).toBeGreaterThan(count / 3);
    },
  );

  it("sees every operation, every layout and every input", () => {
    for (const entry of catalogue) {
      const { name } = entry;
      const own = cells.filter(({ operation }) => operation === name);
      expect([name, own.length]).toEqual([name, cellsOf(entry, 1) + cellsOf(entry, 2)]);
      expect([name, new Set(own.map(({ layout }) => layout)).size]).toEqual([name, layouts.length]);
    }
  });

  it("finds a first derivative that is not zero for every operation that has one", () => {
    for (const operation of catalogue) {
      const { name, kind } = operation;
      for (const input of namesOf(operation, operation.samples[0]!)) {
        const slopes = cells.filter(
          (cell) => cell.operation === name && cell.input === input && cell.order === 1 && !cell.zero,
        );
        expect([name, input, slopes.length > 0]).toEqual([name, input, kind !== "flat"]);
      }
    }
  });

  it("finds second derivatives exactly where the declared kind has them", () => {
    const curved = new Set(
      cells.filter((cell) => cell.order === 2 && !cell.zero).map(({ operation }) => operation),
    );
    const declared = catalogue.filter(({ kind }) => kind === "smooth" || kind === "bilinear");
    expect([...curved].sort()).toEqual(declared.map(({ name }) => name));
  });
});
