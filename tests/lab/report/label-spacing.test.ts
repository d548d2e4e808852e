/** Labels are moved apart as far as needed, in their order, and no further. */
import * as fc from "fast-check";
import { spacedLabels } from "../../../lab/report/label-spacing.ts";

const wanted = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 8 });
const cost = (places: readonly number[], wishes: readonly number[]): number =>
  places.reduce((sum, place, i) => sum + (place - wishes[i]!) ** 2, 0);

describe("spacedLabels", () => {
  it("keeps places a gap apart, in order, between the limits", () => {
    fc.assert(
      fc.property(wanted, (wishes) => {
        const places = spacedLabels(wishes, 14, 0, 200);
        const ascending = [...places].sort((a, b) => a - b);
        ascending.forEach((place, i) => {
          if (i > 0) expect(place - ascending[i - 1]!).toBeGreaterThanOrEqual(14 - 1e-9);
        });
        expect(ascending[0]).toBeGreaterThanOrEqual(-1e-9);
        expect(ascending.at(-1)).toBeLessThanOrEqual(200 + 1e-9);
        wishes.forEach((a, i) =>
          wishes.forEach((b, j) => {
            if (a < b) expect(places[i]).toBeLessThan(places[j]!);
          }),
        );
      }),
    );
  });

  it("leaves alone what is apart already", () => {
    expect(spacedLabels([150, 20, 60], 14, 0, 200)).toEqual([150, 20, 60]);
  });

  it("moves less, squared and summed, than any other places that are far enough apart", () => {
    fc.assert(
      fc.property(
        wanted,
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 8, maxLength: 8 }),
        (wishes, steps) => {
          // Any other such places: ascending in the order of the wishes, by the gap and something more.
          const order = wishes.map((_, i) => i).sort((a, b) => wishes[a]! - wishes[b]! || a - b);
          const other = Array<number>(wishes.length);
          order.reduce((at, index, rank) => (other[index] = at + (rank > 0 ? 14 : 0) + steps[rank]!), 0);
          expect(cost(spacedLabels(wishes, 14, -1e6, 1e6), wishes)).toBeLessThanOrEqual(
            cost(other, wishes) + 1e-6,
          );
        },
      ),
    );
  });
});
