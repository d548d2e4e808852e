import { tridiagonalize } from "../../../lib/linalg/tridiagonalize.ts";
import {
  gap,
  orthogonality,
  randomSymmetric,
  times,
  transposed,
  tridiagonal,
} from "../../support/matrices.ts";

describe("tridiagonalize", () => {
  // Four rows are taken at a time: every remainder of four, and several blocks.
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 30, 61])("n = %d: A = Q·T·Qᵀ, Q orthogonal", (n) => {
    const a = randomSymmetric(n, n);
    const { diagonal, offDiagonal, orthogonal } = tridiagonalize(a.slice(), n);
    const q = orthogonal();
    const t = tridiagonal([...diagonal], [...offDiagonal]);
    expect(gap(a, times(times(q, t, n, n, n), transposed(q, n, n), n, n, n))).toBeLessThanOrEqual(
      1e-15 * Math.sqrt(n),
    );
    expect(orthogonality(q, n, n)).toBeLessThanOrEqual(1e-14);
  });

  it("reads the upper triangle alone", () => {
    const n = 9;
    const a = randomSymmetric(n, 1);
    const upper = a.map((x, at) => (Math.floor(at / n) > at % n ? NaN : x));
    expect(tridiagonalize(upper, n).diagonal).toEqual(tridiagonalize(a.slice(), n).diagonal);
  });

  it("leaves a tridiagonal matrix as it is", () => {
    const t = tridiagonal([1, 2, 3, 4, 5], [6, 7, 8, 9]);
    const { diagonal, offDiagonal } = tridiagonalize(t, 5);
    expect([...diagonal]).toEqual([1, 2, 3, 4, 5]);
    expect([...offDiagonal]).toEqual([6, 7, 8, 9]);
  });
});
