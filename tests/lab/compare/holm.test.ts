import fc from "fast-check";
import { holm } from "../../../lab/compare/holm.ts";

const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });

it("is Holm's step-down: it rejects as long as the i-th smallest is at most level / (m − i + 1)", () => {
  fc.assert(
    fc.property(ps, fc.double({ min: 0.001, max: 0.5, noNaN: true }), (values, level) => {
      const sorted = [...values].sort((a, b) => a - b);
      const stop = sorted.findIndex((p, i) => p * (sorted.length - i) >= level);
      const rejected = stop < 0 ? sorted.length : stop;
      expect(holm(values).filter((p) => p < level)).toHaveLength(rejected);
    }),
  );
});

it("keeps the order, never lowers a value, and leaves a single one as it is", () => {
  fc.assert(
    fc.property(ps, (values) => {
      const adjusted = holm(values);
      values.forEach((p, i) => {
        expect(adjusted[i]!).toBeGreaterThanOrEqual(p);
        expect(adjusted[i]!).toBeLessThanOrEqual(1);
        values.forEach((q, j) => {
          if (p <= q) expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!);
        });
      });
    }),
  );
  expect([holm([0.03]), holm([])]).toEqual([[0.03], []]);
});

it("gives a textbook's values", () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
});
