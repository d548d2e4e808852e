import { centredMoments, variance } from "../../../autograd/ops/moments.ts";
import { grad } from "../../../autograd/index.ts";
import { tensor } from "../../../tensor/index.ts";
import { normal, numbersOf, relativeDistance } from "../../support/tensors.ts";

const x = normal([3, 4], 0);

describe("variance", () => {
  it("with ddof is an estimate with divisor n − ddof", () => {
    const n = 4;
    const unbiased = numbersOf(variance(x, { axes: [1], ddof: 1 }));
    const biased = numbersOf(variance(x, { axes: [1] }));
    const expected = biased.map((v) => (v * n) / (n - 1));
    expect(relativeDistance(unbiased, expected)).toBeLessThan(1e-15);
  });

  it("does not cancel: a large mean leaves it right", () => {
    expect(variance(tensor([2 ** 40 - 1, 2 ** 40 + 1])).item()).toBe(1);
  });

  it("of equal numbers is exactly 0, and so is its gradient", () => {
    for (const value of [0.1, 1e16 / 3, 1.5e308, -7e-300, Number.MAX_VALUE]) {
      const same = tensor(Array<number>(60).fill(value));
      expect(variance(same).item()).toBe(0);
      expect(numbersOf(grad(variance)(same)).every((g) => g === 0)).toBe(true);
    }
  });

  it("is right up to the largest number, and the largest number beyond it", () => {
    expect(variance(tensor([1e154, -1e154])).item() / 1e308).toBeCloseTo(1, 14);
    expect(variance(tensor([1e160, -1e160])).item()).toBe(Number.MAX_VALUE);
    expect(numbersOf(grad(variance)(tensor([1e160, -1e160])))).toEqual([0, 0]);
  });
});

describe("centredMoments", () => {
  it("shifts and scales the groups that need it, and no others", () => {
    const rows = tensor([
      [1, 2, 4],
      [1e6, 1e6 + 1, 1e6 + 2],
      [1e160, -1e160, 0],
      [0.1, 0.1, 0.1],
      [0, 0, 0],
      [NaN, 1, 2],
    ]);
    const { scale, mean, centred } = centredMoments(rows, [1], 1e-5);
    expect(numbersOf(scale!)).toEqual([1, 0.5, 2 ** -533, 1, 1, 1]);
    const [ordinary, shifted, large, ...rest] = numbersOf(mean);
    expect(ordinary).toBeCloseTo(7 / 3, 14);
    expect(shifted).toBe(1e6 + 1);
    expect(Math.abs(large!) / 1e160).toBeLessThan(1e-15);
    expect(rest).toEqual([0.1, 0, NaN]);
    expect(numbersOf(centred).slice(9, 15)).toEqual([0, 0, 0, 0, 0, 0]);
    const first = tensor([[1, 2, 4]]);
    expect(numbersOf(centred).slice(0, 3)).toEqual(numbersOf(centredMoments(first, [1], 1e-5).centred));
    expect(centredMoments(first, [1], 1e-5).scale).toBe(undefined);
  });
});
