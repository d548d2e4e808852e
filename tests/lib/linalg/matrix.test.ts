import { ShapeError, UserError } from "../../../lib/errors.ts";
import { checkMatrix, largest, scaleOf } from "../../../lib/linalg/matrix.ts";

describe("checkMatrix", () => {
  it("takes what is a matrix, the empty one too", () => {
    checkMatrix("f", Float64Array.of(1, 2, 3, 4, 5, 6), 2, 3);
    checkMatrix("f", new Float64Array(0), 0, 3);
  });

  it("names who was given what, and where", () => {
    expect(() => checkMatrix("f", new Float64Array(5), 2, 3)).toThrow(
      new ShapeError("f: 5 numbers are no 2 × 3 matrix. Give 6 numbers, row by row."),
    );
    expect(() => checkMatrix("f", new Float64Array(0), -1, 0)).toThrow(ShapeError);
    expect(() => checkMatrix("f", new Float64Array(0), 0.5, 0)).toThrow(ShapeError);
    for (const bad of [NaN, Infinity, -Infinity]) {
      expect(() => checkMatrix("f", Float64Array.of(1, 2, 3, 4, bad, 6), 2, 3)).toThrow(
        new UserError(`f: element (1, 1) is ${bad}. Give finite numbers only.`),
      );
    }
  });
});

describe("scaleOf", () => {
  it.each([5e-324, 1e-310, 1e-300, 1e-10, 0.7, 1, 3, 1e10, 1e300, Number.MAX_VALUE])(
    "brings %d near 1 by a power of two that can be undone",
    (most) => {
      const scale = scaleOf(most);
      expect(Number.isInteger(Math.log2(scale))).toBe(true);
      expect((most * scale) / scale).toBe(most);
      const ends = most < 2 ** -1000 || most > 2 ** 1000;
      expect(most * scale).toBeGreaterThan(ends ? 2 ** -75 : 0.49);
      expect(most * scale).toBeLessThanOrEqual(ends ? 2 ** 24 : 1);
    },
  );

  it("leaves zeros alone", () => {
    expect(scaleOf(largest(new Float64Array(3)))).toBe(1);
    expect(largest(Float64Array.of(1, -7, 3))).toBe(7);
    expect(largest(new Float64Array(0))).toBe(0);
  });
});
