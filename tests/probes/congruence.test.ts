/**
 * PᵀAP against the product written out, and what is said of the cancellation in it.
 */
import { congruence } from "../../probes/congruence.ts";
import { conditionNumber } from "../../probes/condition-number.ts";
import { dense } from "../../probes/dense.ts";
import { matrixMap, matrixOperator, submatrix } from "../../probes/operator.ts";
import { spectrumOf } from "../../probes/spectrum.ts";
import { diagonal, gap, product, transposed, type Matrix } from "../preconditioners/dense.ts";
import { a, flat, p } from "./three-by-three.ts";

const whole = product(transposed(p), a, p);
const operator = congruence(matrixOperator(flat(a), 3), matrixMap(flat(p), 3));

it("is PᵀAP", () => {
  diagonal([1, 1, 1]).forEach((unit, j) => {
    expect(gap(operator.apply(Float64Array.from(unit)), whole.map((row) => row[j]!))).toBeLessThanOrEqual(1e-15); // prettier-ignore
  });
  expect(operator.stationarity).toBeUndefined();
});

it("refuses maps of another size", () => {
  expect(() => congruence(matrixOperator(flat(a), 3), matrixMap(Float64Array.of(1), 1))).toThrow(
    "matrix has size 3 and P 1",
  );
});

describe("written out", () => {
  it("is the same matrix, at one product a column", () => {
    let asked = 0;
    const counted = { ...matrixOperator(flat(a), 3), apply: (v: Float64Array) => (asked++, matrixOperator(flat(a), 3).apply(v)) }; // prettier-ignore
    const { entries, products } = dense(congruence(counted, matrixMap(flat(p), 3)));
    expect(gap(entries, whole.flat())).toBeLessThanOrEqual(1e-15);
    expect([products, asked]).toEqual([3, 3]);
  });

  it("has the norm of |P|ᵀ|A||P| as its magnitude, and a little more at most", () => {
    const magnitudes = (matrix: Matrix): Matrix => matrix.map((row) => row.map(Math.abs));
    const sums = product(transposed(magnitudes(p)), a, magnitudes(p));
    const norm = spectrumOf(dense(matrixOperator(flat(sums), 3))).eigenvalues[2]!;
    const { magnitude } = dense(operator);
    expect(magnitude! / norm).toBeGreaterThanOrEqual(1 - 1e-14);
    expect(magnitude! / norm).toBeLessThan(1.001);
  });

  it("keeps it in parts, and in a congruence of it", () => {
    const part = dense(submatrix(operator, [2, 0], "part"));
    expect(gap(part.entries, [whole[2]![2]!, whole[2]![0]!, whole[0]![2]!, whole[0]![0]!])).toBeLessThanOrEqual(1e-15); // prettier-ignore
    expect(part.magnitude).toBe(dense(operator).magnitude);
    const identity = matrixMap(flat(diagonal([1, 1, 1])), 3);
    expect(dense(congruence(operator, identity)).magnitude).toBeGreaterThanOrEqual(part.magnitude!);
  });

  it("with P = I is A to the last bit", () => {
    const through = congruence(matrixOperator(flat(a), 3), matrixMap(flat(diagonal([1, 1, 1])), 3));
    expect(dense(through).entries).toEqual(flat(a));
  });
});

it("where everything cancels, nothing is certified: the mean is 1e8 deviations", () => {
  const mean = 1e8;
  const h: Matrix = [
    [1, mean],
    [mean, mean * mean + 1],
  ];
  const u: Matrix = [
    [1, -mean],
    [0, 1],
  ];
  const found = conditionNumber(congruence(matrixOperator(flat(h), 2), matrixMap(flat(u), 2)));
  expect(found.status).toBe("ambiguous"); // PᵀHP is the identity, but h has rounded the 1 away
  expect(found).toMatchObject({ certifies: "computed matrix", asymmetry: 0 });
});
