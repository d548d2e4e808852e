/**
 * The Lanczos process: orthonormal bases, T = VᵀAV, and the ways in which a space is exhausted.
 */
import { tridiagonalize } from "../../probes/krylov.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { inner, normals } from "../../probes/vectors.ts";
import { gap } from "../preconditioners/dense.ts";
import { stream, withSpectrum } from "./subjects.ts";

/** max |⟨vᵢ, vⱼ⟩ − [i = j]| */
const disorder = (basis: readonly Float64Array[]): number =>
  Math.max(...basis.flatMap((v, i) => basis.map((w, j) => Math.abs(inner(v, w) - (i === j ? 1 : 0)))));

const operatorWith = (eigenvalues: readonly number[], seed = 0) =>
  matrixOperator(withSpectrum(stream(seed), eigenvalues), eigenvalues.length);

describe("the basis", () => {
  it("is orthonormal, also where one eigenvalue stands far out, which is what makes plain Lanczos see ghosts", () => {
    const n = 120;
    const a = operatorWith(Array.from({ length: n }, (_, i) => (i === 0 ? 100 : i / n)));
    const { basis, diagonal, offDiagonal } = tridiagonalize(a, normals(stream(1), n), 100);
    expect([basis.length, diagonal.length, offDiagonal.length]).toEqual([100, 100, 99]);
    expect(disorder(basis)).toBeLessThanOrEqual(1e-13);
  });

  it("stays so on clusters, where one pass of Gram and Schmidt fails", () => {
    const n = 60;
    const a = operatorWith(Array.from({ length: n }, (_, i) => (i < 30 ? 1 : 2) + 1e-10 * i));
    const { basis } = tridiagonalize(a, normals(stream(1), n), n);
    expect(disorder(basis)).toBeLessThanOrEqual(1e-13);
  });

  it("has T = VᵀAV", () => {
    const n = 30;
    const a = operatorWith(Array.from({ length: n }, (_, i) => Math.cos(i)));
    const { basis, diagonal, offDiagonal } = tridiagonalize(a, normals(stream(2), n), 20);
    const t = basis.flatMap((v) => basis.map((w) => inner(v, a.apply(w))));
    const expected = basis.flatMap((_, i) =>
      basis.map((_unused, j) =>
        i === j ? diagonal[i]! : Math.abs(i - j) === 1 ? offDiagonal[Math.min(i, j)]! : 0,
      ),
    );
    expect(gap(t, expected)).toBeLessThanOrEqual(1e-13);
  });
});

describe("a space that is exhausted", () => {
  it.each([1, 1e-30, 1e30])("ends T there, whatever the size of A: %d", (size) => {
    const a = operatorWith([1, 1, 1, 2, 2, 5].map((x) => size * x));
    const { diagonal, exhausted } = tridiagonalize(a, normals(stream(3), 6), 6);
    expect([diagonal.length, exhausted]).toEqual([3, true]);
  });

  it("by the zero matrix is so at once", () => {
    const { diagonal, exhausted } = tridiagonalize(operatorWith([0, 0, 0]), normals(stream(0), 3), 3);
    expect([[...diagonal], exhausted]).toEqual([[0], true]);
  });

  it("by an eigenvector is so at once, and that eigenvalue is all that is seen", () => {
    const { diagonal, exhausted } = tridiagonalize(
      matrixOperator(Float64Array.of(3, 0, 0, 7), 2),
      Float64Array.of(0, 1e-5),
      2,
    );
    expect([[...diagonal], exhausted]).toEqual([[7], true]);
  });

  it("by steps is not exhausted, and by as many as there are rows is", () => {
    const a = operatorWith([1, 2, 3, 4]);
    const ends = [3, 4].map((steps) => tridiagonalize(a, normals(stream(4), 4), steps).exhausted);
    expect(ends).toEqual([false, true]);
  });
});

describe("it refuses", () => {
  const a = operatorWith([1, 2]);
  it("no steps, a start without direction, and products that are no numbers", () => {
    expect(() => tridiagonalize(a, Float64Array.of(1, 1), 0)).toThrow("0 steps");
    expect(() => tridiagonalize(a, new Float64Array(2), 1)).toThrow("length 0, and so no direction");
    expect(() => tridiagonalize(a, Float64Array.of(NaN, 1), 1)).toThrow("no direction");
    expect(() => tridiagonalize({ ...a, apply: (v) => v.map(() => NaN) }, Float64Array.of(1, 1), 1)).toThrow(
      "is not finite",
    );
  });
});
