/**
 * Gathering, place by place, in any memory layout, and that scattering is its adjoint.
 */
import fc from "fast-check";
import { ShapeError } from "../../lib/index.ts";
import { gatherValues, scatterAddValues } from "../../tensor/gather.ts";
import { elementsOf, tensor, valuesOf, type Values } from "../../tensor/index.ts";
import { firstDifference, norm } from "../support/tensors.ts";
import { elements, placesOf, randomView, seeded, shapes } from "../support/views.ts";

const x = tensor([[1, 2, 3], [4, 5, 6]]).values; // prettier-ignore

/** A view of any layout, one of its axes, and a list of places on it; the list is empty where the axis is. */
const cases = fc.tuple(shapes(4, 0, 4), fc.nat(), fc.nat(6), fc.nat()).map(([drawn, which, wanted, seed]) => {
  const shape = drawn.length === 0 ? [3] : drawn;
  const axis = which % shape.length;
  const random = seeded(seed);
  const indices = Array.from({ length: shape[axis] === 0 ? 0 : wanted }, () => random.integer(shape[axis]!));
  return { shape, axis, indices, random };
});

describe("gatherValues", () => {
  it("takes whole slices in the order of the list, some twice and some not at all", () => {
    expect(elements(gatherValues(x, [1, 1, 0], 0))).toEqual([4, 5, 6, 4, 5, 6, 1, 2, 3]);
    expect(elements(gatherValues(x, Int32Array.of(2, 0), -1))).toEqual([3, 1, 6, 4]);
    expect([...gatherValues(x, [], 1).shape]).toEqual([2, 0]);
  });

  it("has at every place what x has at the listed one, whatever the layout of x", () => {
    fc.assert(
      fc.property(cases, ({ shape, axis, indices, random }) => {
        const view = randomView(shape, random);
        const out = gatherValues(view, indices, axis);
        expect([...out.shape]).toEqual(shape.map((n, i) => (i === axis ? indices.length : n)));
        const expected = placesOf(out.shape).map((place) =>
          view.get(...place.map((p, i) => (i === axis ? indices[p]! : p))),
        );
        expect(firstDifference(elementsOf(out), expected)).toBe(-1);
      }),
    );
  });

  it("copies long slices as it copies short ones", () => {
    for (const inner of [1, 16, 17, 100]) {
      const rows = valuesOf(Float64Array.from({ length: 3 * inner }, (_, i) => i), [3, inner]); // prettier-ignore
      const expected = [2, 0, 2].flatMap((row) => Array.from({ length: inner }, (_, i) => row * inner + i));
      expect(elements(gatherValues(rows, [2, 0, 2], 0))).toEqual(expected);
    }
  });

  it("gives memory of its own", () => {
    const out = gatherValues(x, [0, 1], 0);
    expect(out.data).not.toBe(x.data);
    expect(elements(out)).toEqual(elements(x));
  });
});

describe("scatterAddValues", () => {
  it("puts slices at the listed places, sums where the list repeats one, and leaves 0 elsewhere", () => {
    expect(elements(scatterAddValues(x, [3, 0], 0, 4))).toEqual([4, 5, 6, 0, 0, 0, 0, 0, 0, 1, 2, 3]);
    expect(elements(scatterAddValues(x, [1, 1, 0], 1, 2))).toEqual([3, 3, 6, 9]);
    expect(elements(scatterAddValues(valuesOf(new Float64Array(0), [0]), [], 0, 2))).toEqual([0, 0]);
  });

  it("is the adjoint of gathering: ⟨Ax, y⟩ = ⟨x, Aᵀy⟩ to 1e-14", () => {
    const inner = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    fc.assert(
      fc.property(cases, ({ shape, axis, indices, random }) => {
        const view = randomView(shape, random);
        const image = gatherValues(view, indices, axis);
        const y = randomView([...image.shape], random);
        const [ax, aty] = [elements(image), elements(scatterAddValues(y, indices, axis, shape[axis]!))];
        const gap = Math.abs(inner(ax, elements(y)) - inner(elements(view), aty));
        expect(gap).toBeLessThanOrEqual(1e-14 * norm(ax) * norm(elements(y)));
      }),
    );
  });
});

const outside = (who: string, index: string, rest: string): string =>
  `${who}: index ${index}, number 1 of the list, is not a place on ${rest}`;
const three = "axis 1 of length 3. Use whole numbers from 0 to 2.";
const none = valuesOf(new Float64Array(0), [2, 0]);

it.each<[string, () => Values, string]>([
  ["too far", () => gatherValues(x, [0, 3], 1), outside("gather", "3", three)],
  ["before the first", () => gatherValues(x, [0, -1], -1), outside("gather", "-1", three)],
  ["between two", () => gatherValues(x, [0, 0.5], 1), outside("gather", "0.5", three)],
  ["no number", () => gatherValues(x, [0, NaN], 1), outside("gather", "NaN", three)],
  [
    "a place on an empty axis",
    () => gatherValues(none, [0], 1),
    "gather: index 0, number 0 of the list, is not a place on axis 1 of length 0. Only an empty list fits there.",
  ],
  [
    "no axis",
    () => gatherValues(x, [0], 2),
    "gather: axis 2 is not an axis of a tensor of rank 2: use -2 to 1.",
  ],
  [
    "an axis of a scalar",
    () => gatherValues(tensor(1).values, [0], 0),
    "gather: axis 0 is not an axis of a tensor of rank 0: a scalar has no axes.",
  ],
  ["too far to add to", () => scatterAddValues(x, [0, 3, 1], 1, 3), outside("scatterAdd", "3", three)],
  [
    "too few indices",
    () => scatterAddValues(x, [0], 1, 4),
    "scatterAdd: the list has 1 and axis 1 of [2,3] has 3 places. Give one index for each.",
  ],
  [
    "no length",
    () => scatterAddValues(x, [0, 1], 0, 2.5),
    "scatterAdd: [2.5,3] is not a shape: lengths are whole numbers from 0.",
  ],
])("refuses %s", (_, call, message) => {
  expect(call).toThrow(new ShapeError(message));
});
