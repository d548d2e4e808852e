import fc from "fast-check";
import { applyMap, placement, type PlaneMap, rotation } from "../../../lab/data/geometry.ts";

const real = fc.double({ min: -5, max: 5, noNaN: true });
const close = (a: readonly number[], b: readonly number[]) =>
  a.forEach((x, k) => expect(Math.abs(x - b[k]!)).toBeLessThan(1e-12));

describe("plane maps", () => {
  it("rotate as the complex numbers do, in double precision", () => {
    fc.assert(
      fc.property(real, real, real, (angle, x, y) => {
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        close(applyMap(rotation(angle), x, y), [c * x - s * y, s * x + c * y]);
      }),
    );
  });

  it("shift after they turn", () => {
    close(applyMap(rotation(Math.PI / 2, [10, 20]), 1, 0), [10, 21]);
  });

  it("place: the centre goes to its new place, the area by the product of the scales", () => {
    fc.assert(
      fc.property(real, real, real, fc.tuple(real, real), (angle, shear, size, [x, y]) => {
        const map: PlaneMap = placement({ centre: [x, y], scale: [size, 2], shear, angle, to: [3, 4] });
        close(applyMap(map, x, y), [3, 4]);
        expect(map[0] * map[3] - map[1] * map[2]).toBeCloseTo(2 * size, 9);
      }),
    );
  });

  it("place: scale first, then shear along x, then rotate", () => {
    const map = placement({ centre: [0, 0], scale: [2, 3], shear: 0.5, angle: Math.PI / 2, to: [0, 0] });
    // (0, 1) → scale (0, 3) → shear (1.5, 3) → turn (−3, 1.5).
    close(applyMap(map, 0, 1), [-3, 1.5]);
    close(applyMap(map, 1, 0), [0, 2]);
  });
});
