import fc from "fast-check";
import { norm, reflector } from "../../../lib/linalg/householder.ts";

/** Evenly from −1 to 1, as fc.double is not. */
const fraction = fc.maxSafeInteger().map((k) => k / Number.MAX_SAFE_INTEGER);

/** Vectors of any size, whose components differ by many orders of magnitude, zeros among them. */
const vectors = fc.integer({ min: -320, max: 307 }).chain((largest) =>
  fc.array(
    fc.oneof(
      fc.constant(0),
      fc.tuple(fraction, fc.integer({ min: -320, max: largest })).map(([x, decade]) => x * 10 ** decade),
    ),
    { minLength: 1, maxLength: 20 },
  ),
);

describe("norm", () => {
  it("is right from the least to the largest numbers", () => {
    for (const unit of [5e-324, 1e-310, 1e-200, 1, 1e200, 1e307]) {
      expect(norm(Float64Array.of(3 * unit, NaN, 4 * unit), 0, 2, 2)).toBeCloseTo(5 * unit, 10);
      expect(norm(Float64Array.of(3 * unit, 4 * unit), 0, 1, 2) / unit).toBeCloseTo(5, 10);
    }
    expect(norm(new Float64Array(3), 0, 1, 3)).toBe(0);
    expect(norm(new Float64Array(3), 0, 1, 0)).toBe(0);
  });
});

describe("reflector", () => {
  it("is orthogonal and maps x onto β·e₁, wherever x lies and however large it is", () => {
    fc.assert(
      fc.property(vectors, fc.integer({ min: 1, max: 3 }), fc.nat(4), (x, stride, offset) => {
        const data = new Float64Array(offset + stride * x.length).fill(NaN);
        x.forEach((value, i) => (data[offset + i * stride] = value));
        const { beta, tau } = reflector(data, offset, stride, x.length);
        const u = x.map((_, i) => data[offset + i * stride]!);
        expect(u[0]).toBe(1);
        const most = Math.max(...x.map(Math.abs)) || 1;
        // (I − τuuᵀ)² = I says τ(2 − τ‖u‖²) = 0.
        const squares = u.reduce((sum, value) => sum + value * value, 0);
        expect(Math.abs(tau * (2 - tau * squares))).toBeLessThan(1e-14);
        const along = tau * u.reduce((sum, value, i) => sum + value * (x[i]! / most), 0);
        const tolerance = 1e-14 + 1e-322 / most;
        x.forEach((value, i) => {
          const image = value / most - along * u[i]!;
          expect(Math.abs(image - (i === 0 ? beta / most : 0))).toBeLessThan(tolerance);
        });
      }),
    );
  });

  it("does nothing to what is a multiple of e₁ already", () => {
    const x = Float64Array.of(-7, 0, 0);
    expect(reflector(x, 0, 1, 3)).toEqual({ beta: -7, tau: 0 });
    expect([...x]).toEqual([1, 0, 0]);
  });

  it("keeps the digits of a small rest beside a large first component", () => {
    const x = Float64Array.of(1, 1e-12);
    const { beta, tau } = reflector(x, 0, 1, 2);
    expect(beta).toBe(-1);
    expect(tau * x[1]!).toBeCloseTo(1e-12, 26);
  });
});
