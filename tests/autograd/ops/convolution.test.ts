/**
 * conv2d and conv1d against the seven loops of the definition; what derivatives they have is the sweep's business.
 */
import { conv1d, conv2d, pullback, sum, variable } from "../../../autograd/index.ts";
import { ShapeError, UserError } from "../../../lib/index.ts";
import { generate, ones, zeros } from "../../../tensor/index.ts";
import { worst } from "../../preconditioners/cases.ts";
import { gap } from "../../preconditioners/dense.ts";
import { convolvedByLoops, normals, randomConvolution } from "../../support/loops.ts";
import { numbersOf } from "../../support/tensors.ts";

describe("conv2d", () => {
  it("is its definition, with any stride, padding, dilation, groups and kernel", () => {
    const seen = new Set<string>();
    const error = worst(150, "definition", (random) => {
      const { x, weight, bias, laid } = randomConvolution(random);
      const exact = convolvedByLoops(x, weight, numbersOf(bias), laid);
      const y = conv2d(x, weight, bias, laid);
      expect(y.shape).toEqual(exact.shape);
      for (const [name, value] of Object.entries(laid)) seen.add(`${name} ${String(value)}`);
      return gap(y.toArray(), exact.data);
    });
    expect(error).toBeLessThanOrEqual(1e-13);
    for (const which of ["stride 2,3", "padding 0,2", "dilation 1,2", "groups 1", "groups 3"]) {
      expect([which, seen.has(which)]).toEqual([which, true]);
    }
  });

  it("without a bias adds none", () => {
    const error = worst(20, "no bias", (random) => {
      const { x, weight, laid } = randomConvolution(random);
      return gap(conv2d(x, weight, undefined, laid).toArray(), convolvedByLoops(x, weight, [], laid).data);
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("takes one number for both directions, and has stride 1, no padding, no dilation and one group unless told", () => {
    worst(5, "defaults", (random) => {
      const [x, w] = [normals(random, [2, 2, 5, 6]), normals(random, [3, 2, 2, 2])];
      const by = { stride: [2, 2], padding: [1, 1], dilation: [2, 2] } as const;
      const once = conv2d(x, w, undefined, { stride: 2, padding: 1, dilation: 2 });
      expect(numbersOf(once)).toEqual(numbersOf(conv2d(x, w, undefined, by)));
      const bare = { stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 } as const;
      expect(numbersOf(conv2d(x, w))).toEqual(numbersOf(conv2d(x, w, undefined, bare)));
      return 0;
    });
  });

  it("does not turn the kernel round: a kernel with a single 1 picks that neighbour", () => {
    const x = generate([1, 1, 3, 3], (i) => i);
    const pick = generate([1, 1, 2, 2], (i) => (i === 1 ? 1 : 0));
    expect(numbersOf(conv2d(x, pick))).toEqual([1, 2, 4, 5]);
  });

  it("of no images gives no images, and gradients of 0", () => {
    const [x, w, b] = [zeros([0, 2, 4, 4]), ones([3, 2, 3, 3]), ones([3])].map(variable);
    const y = conv2d(x!, w!, b, { padding: 1 });
    expect(y.shape).toEqual([0, 3, 4, 4]);
    const gradients = pullback(sum(y), [w!, b!]).map(numbersOf);
    expect(gradients.flat().every((g) => g === 0)).toBe(true);
  });

  const x = zeros([2, 4, 5, 5]);
  it.each([
    [() => conv2d(zeros([4, 5, 5]), zeros([3, 4, 2, 2])), "x [4,5,5], weight [3,4,2,2] in 1 group"],
    [() => conv2d(x, zeros([3, 4, 2])), "x [2,4,5,5], weight [3,4,2] in 1 group"],
    [() => conv2d(x, zeros([3, 2, 2, 2])), "x [2,4,5,5], weight [3,2,2,2] in 1 group"],
    [() => conv2d(x, zeros([3, 2, 2, 2]), undefined, { groups: 2 }), "weight [3,2,2,2] in 2 groups"],
    [() => conv2d(x, zeros([3, 4, 2, 2]), zeros([2])), "weight [3,4,2,2] and bias [2] in 1 group"],
    [() => conv2d(x, zeros([3, 4, 2, 2]), zeros([1, 3])), "weight [3,4,2,2] and bias [1,3] in 1 group"],
    [() => conv2d(x, zeros([4, 4, 2, 2]), undefined, { groups: 0 }), "in 0 groups"],
    [() => conv2d(zeros([1, 3, 5, 5]), zeros([3, 2, 2, 2]), undefined, { groups: 1.5 }), "in 1.5 groups"],
  ])("names the shapes that do not fit: %#", (call, message) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(message);
    expect(call).toThrow(/conv2d: .* do not fit: expected x \[N, C, H, W\], weight \[O, C\/groups, kh, kw\]/);
  });

  it("says so where the kernel is larger than the image", () => {
    const call = () => conv2d(x, zeros([1, 4, 3, 6]));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(/conv2d: a kernel of 3×6 with dilation 1×1 does not fit an image of 5×5/);
  });

  it.each([
    [{ stride: 0 }, "conv2d: stride 0×0: whole numbers from 1 are needed."],
    [{ stride: [1, 1.5] as const }, "conv2d: stride 1×1.5: whole numbers from 1 are needed."],
    [{ padding: -1 }, "conv2d: padding -1×-1: whole numbers from 0 are needed."],
    [{ dilation: [0, 1] as const }, "conv2d: dilation 0×1: whole numbers from 1 are needed."],
  ])("refuses %j", (options, message) => {
    expect(() => conv2d(x, zeros([1, 4, 2, 2]), undefined, options)).toThrow(new UserError(message));
  });
});

describe("conv1d", () => {
  it("is its definition along the one axis", () => {
    const error = worst(60, "one axis", (random) => {
      const groups = 1 + random.integer(2);
      const [stride, padding, dilation] = [1 + random.integer(3), random.integer(3), 1 + random.integer(2)];
      const x = normals(random, [2, 2 * groups, 5 + random.integer(4)]);
      const weight = normals(random, [3 * groups, 2, 1 + random.integer(3)]);
      const bias = normals(random, [3 * groups]);
      const y = conv1d(x, weight, bias, { stride, padding, dilation, groups });
      const [n, o, length] = y.shape as [number, number, number];
      const exact = Array.from({ length: n * o * length }, (_, at) => {
        const [i, out, p] = [Math.floor(at / (o * length)), Math.floor(at / length) % o, at % length];
        const first = Math.floor(out / 3) * 2;
        let sum = bias.at(out);
        for (let c = 0; c < 2; c++) {
          for (let k = 0; k < weight.shape[2]!; k++) {
            const place = p * stride + k * dilation - padding;
            if (place >= 0 && place < x.shape[2]!) sum += weight.at(out, c, k) * x.at(i, first + c, place);
          }
        }
        return sum;
      });
      return gap(y.toArray(), exact);
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("sees as many places as there are: its output has the length of the definition", () => {
    expect(conv1d(zeros([1, 1, 7]), zeros([1, 1, 3])).shape).toEqual([1, 1, 5]);
    expect(conv1d(zeros([1, 1, 7]), zeros([1, 1, 3]), undefined, { stride: 3, padding: 1 }).shape).toEqual([
      1, 1, 3,
    ]);
  });

  it.each([
    [() => conv1d(zeros([2, 5]), zeros([1, 2, 3])), "x [2,5], weight [1,2,3] in 1 group do not fit"],
    [() => conv1d(zeros([2, 5, 5]), zeros([2, 3])), "x [2,5,5], weight [2,3] in 1 group do not fit"],
    [() => conv1d(zeros([2, 3, 5]), zeros([1, 2, 3])), "x [2,3,5], weight [1,2,3] in 1 group do not fit"],
    [() => conv1d(zeros([2, 3, 5]), zeros([1, 3, 3]), zeros([2])), "weight [1,3,3] and bias [2] in 1 group"],
    [
      () => conv1d(zeros([2, 3, 5]), zeros([1, 3, 3]), zeros([1, 1])),
      "expected x [N, C, L], weight [O, C/groups, k]",
    ],
    [
      () => conv1d(zeros([2, 2, 2]), zeros([1, 2, 3])),
      "a kernel of 1×3 with dilation 1×1 does not fit an image of 1×2",
    ],
  ])("names itself and the shapes that do not fit: %#", (call, message) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(/^conv1d: /);
    expect(call).toThrow(message);
  });
});
