/**
 * Assembling a matrix from its products: the matrix itself, and what is measured of its asymmetry.
 */
import { columnsOf, dense } from "../../probes/dense.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { stream, withSpectrum } from "./subjects.ts";

describe("a matrix assembled from products", () => {
  it("is the matrix, where it is symmetric", () => {
    const a = withSpectrum(stream(0), [1, 2, 3, 4]);
    const { entries, asymmetry, products, description } = dense(matrixOperator(a, 4, "a"));
    expect(entries).toEqual(a);
    expect([asymmetry, products, description]).toEqual([0, 4, "a"]);
  });

  it("is its symmetric half where it is not, and says how far it was from it", () => {
    const { entries, asymmetry } = dense(matrixOperator(Float64Array.of(1, 2, 4, 3), 2));
    expect([...entries]).toEqual([1, 3, 3, 3]);
    expect(asymmetry).toBeCloseTo(Math.SQRT2, 15); // [0 −1; 1 0]
  });

  it("keeps entries whose sum is beyond the largest number", () => {
    expect([...dense(matrixOperator(Float64Array.of(1, 1e308, 1e308, 1), 2)).entries][1]).toBe(1e308);
  });

  it("asks for each column once, with a unit vector", () => {
    const asked: number[][] = [];
    columnsOf(2, (v) => {
      asked.push([...v]);
      return v;
    });
    expect(asked).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it("refuses entries that are no numbers", () => {
    expect(() => dense(matrixOperator(Float64Array.of(1, NaN, NaN, 1), 2, "a"))).toThrow(
      "the matrix of a has an entry NaN",
    );
  });

  it("passes on whether its point is stationary, and only then", () => {
    const operator = matrixOperator(Float64Array.of(1), 1);
    expect("stationarity" in dense(operator)).toBe(false);
    expect(dense({ ...operator, stationarity: () => 0.25 }).stationarity!()).toBe(0.25);
  });
});
