/**
 * Operators of explicit matrices, and their parts, against the matrices written out.
 */
import { matrixMap, matrixOperator, submatrix } from "../../probes/operator.ts";
import { normals } from "../../probes/vectors.ts";
import { gap, product, transposed, type Matrix } from "../preconditioners/dense.ts";
import { a, flat, p } from "./three-by-three.ts";
import { stream } from "./subjects.ts";

const column = (v: Iterable<number>): Matrix => [...v].map((x) => [x]);

describe("the operator of a matrix", () => {
  const operator = matrixOperator(flat(a), 3, "a");

  it("multiplies, and leaves its argument alone", () => {
    const v = normals(stream(0), 3);
    const before = v.slice();
    expect(gap(operator.apply(v), product(a, column(v)).flat())).toBeLessThanOrEqual(1e-15);
    expect(v).toEqual(before);
  });

  it("refuses a vector of another length, by its name", () => {
    expect(() => operator.apply(new Float64Array(2))).toThrow(
      "a: a vector of length 2 was given, but the matrix has size 3",
    );
  });

  it("needs a square number of entries", () => {
    expect(() => matrixOperator(new Float64Array(5), 2)).toThrow("5 entries do not fill 2 rows of 2");
  });

  it("does not ask whether its point is stationary", () => {
    expect(operator.stationarity).toBeUndefined();
  });
});

describe("the map of a matrix", () => {
  it("has the transposed matrix as its transpose", () => {
    const map = matrixMap(flat(p), 3);
    const v = normals(stream(1), 3);
    expect(gap(map.times(v), product(p, column(v)).flat())).toBeLessThanOrEqual(1e-15);
    expect(gap(map.transposeTimes(v), product(transposed(p), column(v)).flat())).toBeLessThanOrEqual(1e-15);
  });
});

describe("a submatrix", () => {
  it("has the rows and columns asked for, in the order asked for", () => {
    const part = submatrix(matrixOperator(flat(a), 3), [2, 0], "part");
    expect(part.size).toBe(2);
    expect([...part.apply(Float64Array.of(1, 0))]).toEqual([5, 0]);
    expect([...part.apply(Float64Array.of(0, 1))]).toEqual([0, 4]);
  });

  it("refuses a row that is not there", () => {
    expect(() => submatrix(matrixOperator(flat(a), 3), [0, 3], "part")).toThrow(
      "row 3 is not one of the 3 of matrix",
    );
  });

  it("takes over whether its point is stationary", () => {
    const operator = { ...matrixOperator(flat(a), 3), stationarity: () => 0.5 };
    expect(submatrix(operator, [1], "part").stationarity!()).toBe(0.5);
  });
});
