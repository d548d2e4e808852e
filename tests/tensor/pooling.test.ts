/**
 * Pooling by shares: what a window gives and gets back.
 */
import { Random } from "../../lib/index.ts";
import {
  maxPoolValues,
  maxShares,
  meanShares,
  poolValues,
  unpoolValues,
  type Shares,
} from "../../tensor/pooling.ts";
import { tensor, type Values } from "../../tensor/index.ts";
import type { Windows } from "../../tensor/windows.ts";
import { norm } from "../support/tensors.ts";
import { elements, randomView } from "../support/views.ts";

const two: Windows = { kernel: [2, 2], stride: [2, 2], padding: [0, 0], dilation: [1, 1] };
const image = (rows: readonly (readonly number[])[]): Values => tensor([[rows]]).values;

/** [place, share] of each element of window p. */
const windowOf = ({ starts, places, shares }: Shares, p: number): number[][] =>
  Array.from(places.subarray(starts[p], starts[p + 1]), (place, k) => [place, shares[starts[p]! + k]!]);

describe("shares", () => {
  it("of a maximum are the largest elements', evenly, and NaN for a window with a NaN", () => {
    const x = image([
      [1, 3, 5, NaN],
      [3, 2, 4, 6],
    ]);
    const largest = maxPoolValues(x, two);
    expect(elements(largest)).toEqual([3, NaN]);
    const shares = maxShares(x, largest, two);
    expect(windowOf(shares, 0)).toEqual([[1, 0.5], [4, 0.5]]); // prettier-ignore
    expect(windowOf(shares, 1)).toEqual([[2, NaN], [3, NaN], [6, NaN], [7, NaN]]); // prettier-ignore
  });

  it("of a mean are 1/kernel size, also of windows that reach over the edge", () => {
    const shares = meanShares([1, 1, 2, 2], { ...two, padding: [1, 1] });
    expect([0, 1, 2, 3].map((p) => windowOf(shares, p))).toEqual([[[0, 0.25]], [[1, 0.25]], [[2, 0.25]], [[3, 0.25]]]); // prettier-ignore
  });
});

describe("pooling by shares", () => {
  it("has its handing out as adjoint: ⟨Ax, y⟩ = ⟨x, Aᵀy⟩ to 1e-14, whatever the layout of the views", () => {
    for (let seed = 0; seed < 100; seed++) {
      const random = Random.stream(seed, "pool");
      const side = (): number => 1 + random.integer(3);
      const kernel = [side(), side()] as const;
      const windows: Windows = {
        kernel,
        stride: [side(), side()],
        padding: [random.integer(1 + (kernel[0] >> 1)), random.integer(1 + (kernel[1] >> 1))],
        dilation: [1, 1],
      };
      const x = randomView(
        [1 + random.integer(2), 2, kernel[0] + random.integer(4), kernel[1] + random.integer(4)],
        random,
      );
      const largest = maxPoolValues(x, windows);
      const y = randomView([...largest.shape], random);
      for (const shares of [maxShares(x, largest, windows), meanShares(x.shape, windows)]) {
        const [ax, aty] = [elements(poolValues(x, shares)), elements(unpoolValues(y, shares))];
        const inner = (a: readonly number[], b: readonly number[]): number =>
          a.reduce((sum, value, i) => sum + value * b[i]!, 0);
        const gap = Math.abs(inner(ax, elements(y)) - inner(elements(x), aty));
        expect([seed, gap <= 1e-14 * norm(ax) * norm(elements(y))]).toEqual([seed, true]);
      }
      // The shares of a maximum, given the image that they were found on, are the maximum again.
      const again = elements(poolValues(x, maxShares(x, largest, windows)));
      again.forEach((value, p) => expect(value).toBeCloseTo(elements(largest)[p]!, 12));
    }
  });
});
