import { descend } from "../../../lab/theory/descent.ts";
import { localModel } from "../../../lab/theory/local.ts";
import { dot, placeOf } from "../../../lab/theory/place.ts";
import { quadratic } from "../../../lab/theory/quadratic.ts";
import { smallQuadratic } from "./small.ts";

const minimum = quadratic(1, smallQuadratic);
const local = localModel(minimum);
const home = placeOf(minimum.parameters);
const start = local.largest.move.map((x) => 0.5 * x);
const alpha = 0.3 / local.largest.eigenvalue;

it("visits every point from the start to the last, where the part along an eigenvector is (1 − αλ)ᵏ", () => {
  const steps: number[] = [];
  descend(minimum, { alpha, start, steps: 5 }, ({ step, offset, loss }) => {
    steps.push(step);
    const part = dot(local.largest.reading, offset());
    expect(part).toBeCloseTo(0.5 * 0.7 ** step, 13);
    expect(loss).toBeCloseTo(0.5 * local.largest.eigenvalue * part ** 2, 13);
    return undefined;
  });
  expect(steps).toEqual([0, 1, 2, 3, 4, 5]);
  expect(placeOf(minimum.parameters)).toEqual(home);
});

it("keeps momentum: y(k+1) = (1 + β − αλ)y(k) − βy(k−1)", () => {
  const y: number[] = [];
  descend(minimum, { alpha, momentum: 0.5, start, steps: 6 }, ({ offset }) => {
    y.push(dot(local.largest.reading, offset()));
    return undefined;
  });
  for (let k = 1; k < 6; k++) expect(y[k + 1]!).toBeCloseTo(1.2 * y[k]! - 0.5 * y[k - 1]!, 13);
});

it("stops when it is told to", () => {
  let last = -1;
  descend(minimum, { alpha, start, steps: 100 }, ({ step }) => {
    last = step;
    return step === 3 ? "stop" : undefined;
  });
  expect(last).toBe(3);
});

it("ends where the loss is no longer finite, and puts the parameters back then, and after a throw", () => {
  let last = 0;
  descend(minimum, { alpha: 1e60, start, steps: 1000 }, ({ step }) => {
    last = step;
    return undefined;
  });
  expect(last).toBeLessThan(10);
  expect(placeOf(minimum.parameters)).toEqual(home);
  const fail = (): never => {
    throw new Error("planted");
  };
  expect(() => descend(minimum, { alpha, start, steps: 1 }, fail)).toThrow("planted");
  expect(placeOf(minimum.parameters)).toEqual(home);
});
