import fc from "fast-check";
import { Random } from "../../lib/random.ts";
import { columnMoments, pairwiseSum } from "../../lib/statistics.ts";
import * as exact from "../support/exact.ts";

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("pairwiseSum", () => {
  it("is the sum of a strided run, within the error bound of pairwise summation", () => {
    fc.assert(
      fc.property(
        fc.array(finite, { maxLength: 700 }),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(5),
        (numbers, stride, offset) => {
          const data = new Float64Array(offset + stride * numbers.length + 1).fill(NaN);
          numbers.forEach((x, i) => (data[offset + i * stride] = x));
          const computed = exact.exactly(pairwiseSum(data, offset, stride, numbers.length));
          const error = Math.abs(exact.toNumber(computed - exact.exactSum(numbers)));
          const magnitude = numbers.reduce((sum, x) => sum + Math.abs(x), 0);
          // 64 additions in a block, and log₂(n/64) levels above it.
          expect(error).toBeLessThanOrEqual(68 * 2 ** -53 * magnitude);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps the digits that one running sum loses", () => {
    const n = 1_000_000;
    const data = new Float64Array(n).fill(0.1);
    const sum = BigInt(n) * exact.exactly(0.1);
    const error = (x: number): number => Math.abs(exact.toNumber(exact.exactly(x) - sum));
    const running = data.reduce((total, x) => total + x, 0);
    const paired = pairwiseSum(data, 0, 1, n);
    // Equal terms are the worst case: within a block, every rounding goes the same way.
    expect(error(paired)).toBeLessThanOrEqual(64 * exact.spacing(paired));
    expect(error(running)).toBeGreaterThan(1000 * error(paired));
  });

  it("runs backwards and in place by its stride", () => {
    const data = Float64Array.from({ length: 300 }, (_, i) => i);
    expect(pairwiseSum(data, 299, -1, 300)).toBe((299 * 300) / 2);
    expect(pairwiseSum(data, 7, 0, 300)).toBe(2100);
    expect(pairwiseSum(data, 0, 1, 0)).toBe(0);
  });
});

describe("columnMoments", () => {
  it("are the mean and the biased variance of every column", () => {
    const random = Random.stream(0, "moments");
    const [rows, columns] = [37, 5];
    const data = Float64Array.from({ length: rows * columns }, () => 3 + random.normal());
    const { mean, variance } = columnMoments(data, rows, columns);
    for (let c = 0; c < columns; c++) {
      const column = Array.from({ length: rows }, (_, r) => data[r * columns + c]!);
      const m = exact.exactSum(column) / BigInt(rows);
      const squares = column.reduce((sum, x) => {
        const d = exact.exactly(x) - m;
        return sum + exact.times(d, d);
      }, 0n);
      expect(mean[c]).toBeCloseTo(exact.toNumber(m), 13);
      expect(variance[c]).toBeCloseTo(exact.toNumber(squares / BigInt(rows)), 13);
    }
  });

  it("do not cancel: a large mean leaves a small variance right", () => {
    const offset = 2 ** 40;
    const data = Float64Array.from({ length: 1000 }, (_, i) => offset + (i % 2 === 0 ? -0.5 : 0.5));
    expect(columnMoments(data, 1000, 1).variance[0]).toBe(0.25);
  });

  it.each([0, 1, 3, 10, 99])(
    "lose a factor 1 + z², and no more, where the first row lies z = %d deviations out",
    (z) => {
      // A first row z deviations out, and ±a in turn: mean, variance and z follow from a = 1 by hand.
      const n = 10_001;
      const out = Math.sqrt((z * z * n) / Math.max(n - 1 - z * z, 1));
      const data = Float64Array.from({ length: n }, (_, i) => (i === 0 ? out : i % 2 === 0 ? 1 : -1));
      const expected = (n - 1 + (out * out * (n - 1)) / n) / n;
      const { mean, variance } = columnMoments(data, n, 1);
      const rounding = 2 ** -53 * n * (1 + z * z);
      expect(Math.abs(out - mean[0]!) / Math.sqrt(variance[0]!)).toBeCloseTo(z, 2);
      expect(Math.abs(variance[0]! / expected - 1)).toBeLessThanOrEqual(rounding);
      expect(Math.abs(mean[0]! - out / n)).toBeLessThanOrEqual(2 ** -53 * n * (1 + z));
    },
  );

  it("of a constant column are its value and 0, exactly, and never below 0", () => {
    const random = Random.stream(0, "constant");
    for (let i = 0; i < 200; i++) {
      const value = random.normal() * Math.exp(random.between(-20, 20));
      const { mean, variance } = columnMoments(new Float64Array(77).fill(value), 11, 7);
      expect([...mean, ...variance]).toEqual([
        ...new Array<number>(7).fill(value),
        ...new Array<number>(7).fill(0),
      ]);
      const near = Float64Array.from({ length: 5 }, () => value * (1 + 2 ** -52 * random.integer(3)));
      expect(columnMoments(near, 5, 1).variance[0]).toBeGreaterThanOrEqual(0);
    }
  });

  it("of a column with NaN are NaN", () => {
    expect(columnMoments(Float64Array.of(1, NaN, 2), 3, 1)).toEqual({
      mean: Float64Array.of(NaN),
      variance: Float64Array.of(NaN),
    });
  });

  it("of one row are the row and zeros", () => {
    expect(columnMoments(Float64Array.of(Infinity, NaN, -0), 1, 3)).toEqual({ mean: Float64Array.of(NaN, NaN, 0), variance: Float64Array.of(NaN, NaN, 0) }); // prettier-ignore
    const { mean, variance } = columnMoments(Float64Array.of(1, -2, 3), 1, 3);
    expect([...mean]).toEqual([1, -2, 3]);
    expect([...variance]).toEqual([0, 0, 0]);
  });
});
