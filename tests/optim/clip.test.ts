/**
 * Clipping: never beyond the bound, never another direction, and nothing below the bound.
 */
import fc from "fast-check";
import { UserError } from "../../lib/index.ts";
import { clipGradients } from "../../optim/index.ts";
import { gap } from "../preconditioners/dense.ts";

type Lists = readonly (readonly number[])[];
const numbers = fc.array(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }); // prettier-ignore
const bounds = fc.double({ min: 1e-6, max: 1e4, noNaN: true });

const clipped = (lists: Lists, clip: Parameters<typeof clipGradients>[1]): number[] => {
  const gradients = new Map(lists.map((list, i) => [i, Float64Array.from(list)]));
  clipGradients(gradients, clip);
  return [...gradients.values()].flatMap((list) => [...list]);
};

describe("clipping by norm", () => {
  it("bounds the norm of all gradients together and keeps their direction", () => {
    fc.assert(
      fc.property(numbers, bounds, (lists, norm) => {
        const [before, after] = [lists.flat(), clipped(lists, { norm })];
        const size = Math.hypot(...before);
        expect(Math.hypot(...after)).toBeLessThanOrEqual(norm * (1 + 1e-14));
        if (size <= norm) expect(after).toEqual(before);
        else expect(gap(after, before.map((g) => g * (norm / size)))).toBeLessThanOrEqual(1e-14); // prettier-ignore
      }),
    );
  });

  it("does nothing to what is already clipped", () => {
    fc.assert(
      fc.property(numbers, bounds, (lists, norm) => {
        const once = clipped(lists, { norm });
        expect(gap(clipped([once], { norm }), once)).toBeLessThanOrEqual(1e-15);
      }),
    );
  });

  it("works where the squares overflow", () => {
    expect(gap(clipped([[3e200], [-4e200]], { norm: 5 }), [3, -4])).toBeLessThanOrEqual(1e-14);
    expect(gap(clipped([[3e300, 4e300]], { norm: 1e300 }), [6e299, 8e299])).toBeLessThanOrEqual(1e-14);
  });

  it("leaves zeros alone, and hides neither NaN nor infinity", () => {
    expect(clipped([[0, 0]], { norm: 1 })).toEqual([0, 0]);
    expect(clipped([[NaN, 1]], { norm: 1 })).toEqual([NaN, NaN]);
    expect(clipped([[Infinity, 1]], { norm: 1 }).every(Number.isFinite)).toBe(false);
  });
});

describe("clipping by value", () => {
  it("bounds every element by itself, and leaves the others", () => {
    fc.assert(
      fc.property(numbers, bounds, (lists, value) => {
        clipped(lists, { value }).forEach((g, i) => {
          const before = lists.flat()[i]!;
          expect(g).toBe(Math.abs(before) <= value ? before : Math.sign(before) * value);
        });
      }),
    );
  });

  it("keeps NaN", () => {
    expect(clipped([[NaN, 9]], { value: 1 })).toEqual([NaN, 1]);
  });

  it("comes before the norm where both are asked for", () => {
    expect(gap(clipped([[30, 4]], { value: 3, norm: 1 }), [Math.SQRT1_2, Math.SQRT1_2])).toBeLessThanOrEqual(
      1e-15,
    );
  });
});

describe("clipping", () => {
  it.each([0, -1, NaN])("refuses the bound %d", (bound) => {
    for (const clip of [{ norm: bound }, { value: bound }]) {
      expect(() => clipped([[1]], clip)).toThrow(UserError);
      expect(() => clipped([[1]], clip)).toThrow(/a number above 0 is needed/);
    }
  });

  it("without a bound does nothing", () => {
    expect(clipped([[1e9, -1e9]], {})).toEqual([1e9, -1e9]);
  });
});
