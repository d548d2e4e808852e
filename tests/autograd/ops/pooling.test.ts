/**
 * Pooling against direct loops, NaN and ties included.
 */
import { avgPool2d, globalAvgPool2d, maxPool2d, pullback, sum, variable } from "../../../autograd/index.ts";
import { ShapeError, UserError, type Random } from "../../../lib/index.ts";
import { full, generate, ones, tensor, zeros, type Tensor } from "../../../tensor/index.ts";
import { worst } from "../../preconditioners/cases.ts";
import { gap } from "../../preconditioners/dense.ts";
import { normals, pooledByLoops } from "../../support/loops.ts";
import { numbersOf } from "../../support/tensors.ts";

/** A pooling of random sizes, overlapping and padded as it comes. */
function drawn(random: Random) {
  const kernel = [1 + random.integer(3), 1 + random.integer(3)] as const;
  const stride = [1 + random.integer(3), 1 + random.integer(3)] as const;
  const padding = [
    random.integer(1 + Math.floor(kernel[0] / 2)),
    random.integer(1 + Math.floor(kernel[1] / 2)),
  ] as const;
  const x = normals(random, [2, 2, kernel[0] + random.integer(4), kernel[1] + random.integer(4)]);
  const overlapping = stride[0] < kernel[0] || stride[1] < kernel[1];
  return { x, kernel, stride, padding, overlapping, padded: padding[0] + padding[1] > 0 };
}

describe.each([
  ["maxPool2d", maxPool2d, (inside: readonly number[]) => Math.max(...inside)],
  [
    "avgPool2d",
    avgPool2d,
    (inside: readonly number[], size: number) => inside.reduce((s, x) => s + x, 0) / size,
  ],
] as const)("%s", (name, pool, reduce) => {
  it("is its definition, with windows that overlap, leave gaps, or reach over the edge", () => {
    const kinds = new Set<string>();
    const error = worst(120, name, (random) => {
      const { x, kernel, stride, padding, overlapping, padded } = drawn(random);
      kinds.add(`${String(overlapping)} ${String(padded)}`);
      const exact = pooledByLoops(x, kernel, { stride, padding }, reduce);
      const y = pool(x, { kernel, stride, padding });
      expect(y.shape).toEqual(exact.shape);
      return gap(y.toArray(), exact.data);
    });
    expect(error).toBeLessThanOrEqual(1e-14);
    expect(kinds.size).toBe(4);
  });

  it("has windows side by side, without padding, by default", () => {
    worst(3, "defaults", (random) => {
      const x = normals(random, [1, 2, 7, 6]);
      const full = { kernel: [3, 2], stride: [3, 2], padding: [0, 0] } as const;
      expect(numbersOf(pool(x, { kernel: [3, 2] }))).toEqual(numbersOf(pool(x, full)));
      const square = pool(x, { kernel: [2, 2], stride: [2, 2] });
      expect(numbersOf(pool(x, { kernel: 2 }))).toEqual(numbersOf(square));
      return 0;
    });
  });

  it("passes NaN on to every window that holds it, and to no other", () => {
    const x = generate([1, 1, 4, 4], (i) => (i === 5 ? NaN : -i));
    const y = numbersOf(pool(x, { kernel: 2, stride: 1 })).map(Number.isNaN);
    expect(y).toEqual([true, true, false, true, true, false, false, false, false]);
    const padded = numbersOf(pool(x, { kernel: 2, padding: 1 })).map(Number.isNaN);
    expect(padded).toEqual([false, false, false, false, true, false, false, false, false]);
  });

  it("of no images gives none", () => {
    expect(pool(zeros([0, 3, 4, 4]), { kernel: 2 }).shape).toEqual([0, 3, 2, 2]);
  });

  it("refuses what are no images, and windows larger than them", () => {
    for (const shape of [[], [4], [3, 4, 4], [1, 1, 1, 4, 4]]) {
      const call = () => pool(zeros(shape), { kernel: 2 });
      expect(call).toThrow(ShapeError);
      expect(call).toThrow(`${name}: x [${shape.join(",")}]: expected [N, C, H, W].`);
    }
    const large = () => pool(zeros([1, 1, 2, 4]), { kernel: 3 });
    expect(large).toThrow(ShapeError);
    expect(large).toThrow(`${name}: a kernel of 3×3 with dilation 1×1 does not fit an image of 2×4`);
  });

  it.each([
    [{ kernel: 0 }, "kernel 0×0: whole numbers from 1 are needed."],
    [{ kernel: 2, stride: 0 }, "stride 0×0: whole numbers from 1 are needed."],
    [{ kernel: 2, padding: -1 }, "padding -1×-1: whole numbers from 0 are needed."],
    [{ kernel: [4, 2] as const, padding: 2 }, "padding 2×2 is more than half of the kernel 4×2."],
  ])("refuses %j", (options, message) => {
    expect(() => pool(ones([1, 1, 6, 6]), options)).toThrow(new UserError(`${name}: ${message}`));
  });
});

describe("maxPool2d", () => {
  const gradient = (x: Tensor, options: Parameters<typeof maxPool2d>[1]): number[] => {
    const input = variable(x);
    return numbersOf(pullback(sum(maxPool2d(input, options)), [input])[0]!);
  };

  it("shares a cotangent evenly between the tied elements of a window, and adds up over windows", () => {
    const x = tensor([[[[3, 1, 5], [3, 2, 5]]]]); // prettier-ignore
    expect(gradient(x, { kernel: 2, stride: 1 })).toEqual([0.5, 0, 0.5, 0.5, 0, 0.5]);
    expect(gradient(full([1, 1, 2, 2], 7), { kernel: 2 })).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(gradient(tensor([[[[1, 9, 1]]]]), { kernel: [1, 2], stride: 1 })).toEqual([0, 2, 0]);
  });

  it("is never won by the padding, also where everything inside is negative, and leaves it no share", () => {
    const x = full([1, 1, 3, 3], -2);
    expect(numbersOf(maxPool2d(x, { kernel: 2, padding: 1 }))).toEqual([-2, -2, -2, -2]);
    const g = gradient(x, { kernel: 2, padding: 1 });
    expect(g).toEqual([1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.5, 0.25, 0.25]);
  });

  it("keeps infinities", () => {
    const x = tensor([[[[Infinity, 1], [-Infinity, -Infinity]]]]); // prettier-ignore
    expect(numbersOf(maxPool2d(x, { kernel: [1, 2] }))).toEqual([Infinity, -Infinity]);
  });
});

describe("globalAvgPool2d", () => {
  it("is the mean of every channel", () => {
    const error = worst(10, "global", (random) => {
      const x = normals(random, [3, 2, 1 + random.integer(4), 1 + random.integer(4)]);
      const exact = [0, 1, 2].flatMap((n) =>
        [0, 1].map((c) => {
          let total = 0;
          for (let i = 0; i < x.shape[2]!; i++)
            for (let j = 0; j < x.shape[3]!; j++) total += x.at(n, c, i, j);
          return total / (x.shape[2]! * x.shape[3]!);
        }),
      );
      const y = globalAvgPool2d(x);
      expect(y.shape).toEqual([3, 2]);
      return gap(y.toArray(), exact);
    });
    expect(error).toBeLessThanOrEqual(1e-14);
  });

  it("refuses what are no images", () => {
    for (const shape of [
      [3, 4],
      [3, 4, 4],
      [1, 1, 1, 4, 4],
    ]) {
      expect(() => globalAvgPool2d(zeros(shape))).toThrow(
        new ShapeError(`globalAvgPool2d: x [${shape.join(",")}]: expected [N, C, H, W].`),
      );
    }
  });
});
