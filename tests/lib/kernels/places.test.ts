import { Random } from "../../../lib/random.ts";
import { fillPlaces, lengthOf, spanOf } from "../../../lib/kernels/places.ts";
import { elements, layouts, matrix } from "../../support/matrix-views.ts";

describe("places", () => {
  it("of all axes together are those of the elements, then the last again", () => {
    for (const layout of layouts) {
      const view = matrix(6, 4, layout, "normal", Random.stream(0, layout));
      const axes = [...view.rows, ...view.columns];
      expect(lengthOf(axes)).toBe(24);
      const table = new Int32Array(30).fill(-1);
      fillPlaces(table, 2, axes, view.offset, 1, 26);
      expect([...table.subarray(2, 26)].map((place) => view.data[place])).toEqual(elements(view));
      expect([...table.subarray(26)]).toEqual([table[25], table[25], -1, -1]);
      expect([table[0], table[1]]).toEqual([-1, -1]);
    }
  });

  it("are counted in any unit, from any start", () => {
    const table = new Int32Array(6);
    fillPlaces(
      table,
      0,
      [
        { length: 2, stride: 10 },
        { length: 3, stride: -1 },
      ],
      100,
      8,
      6,
    );
    expect([...table]).toEqual([100, 92, 84, 180, 172, 164]);
  });

  it("lie in the span, and reach both its ends", () => {
    for (const layout of layouts) {
      const view = matrix(6, 4, layout, "normal", Random.stream(0, layout));
      const places = new Int32Array(24);
      fillPlaces(places, 0, [...view.rows, ...view.columns], view.offset, 1, 24);
      const { start, length } = spanOf(view);
      expect([Math.min(...places), Math.max(...places)]).toEqual([start, start + length - 1]);
    }
  });
});
