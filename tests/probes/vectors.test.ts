/**
 * Sums over vectors: against their definitions, and where a naive norm overflows.
 */
import { addScaled, inner, norm, normals, signs } from "../../probes/vectors.ts";
import { stream } from "./subjects.ts";

describe("inner and norm", () => {
  const a = Float64Array.of(3, 4, 0);
  const b = Float64Array.of(1, -1, 7);

  it("are what they are called", () => {
    expect(inner(a, b)).toBe(-1);
    expect(norm(a)).toBe(5);
  });

  it("are of the same kind: ⟨a, a⟩ = ‖a‖²", () => {
    const v = normals(stream(0), 500);
    expect(Math.abs(norm(v) ** 2 / inner(v, v) - 1)).toBeLessThanOrEqual(1e-14);
  });

  it.each([1e200, 1e-200])("the norm of numbers near %d neither overflows nor vanishes", (size) => {
    expect(norm(Float64Array.of(3 * size, 4 * size)) / size).toBeCloseTo(5, 12);
  });

  it("the norm of zeros is 0, and that of an infinity infinite", () => {
    expect(norm(new Float64Array(3))).toBe(0);
    expect(norm(Float64Array.of(1, Infinity))).toBe(Infinity);
    expect(norm(Float64Array.of(1, NaN))).toBeNaN();
  });
});

describe("addScaled", () => {
  it("writes into its first argument alone", () => {
    const [a, b] = [Float64Array.of(1, 2), Float64Array.of(10, 20)];
    addScaled(a, -0.5, b);
    expect([...a, ...b]).toEqual([-4, -8, 10, 20]);
  });
});

describe("random directions", () => {
  it("of signs have entries ±1, about as many of each", () => {
    const s = signs(stream(1), 1000);
    expect(new Set(s)).toEqual(new Set([1, -1]));
    expect(Math.abs(s.reduce((sum, x) => sum + x, 0))).toBeLessThan(100);
  });

  it("follow their stream", () => {
    expect(normals(stream(2), 4)).toEqual(normals(stream(2), 4));
    expect(normals(stream(2), 4)).not.toEqual(normals(stream(3), 4));
  });
});
