/**
 * The pooling layers and Flatten: each is its operation, and names itself and its path where it cannot be.
 */
import { avgPool2d, globalAvgPool2d, maxPool2d, pullback, sum, variable } from "../../autograd/index.ts";
import { Random, ShapeError, UserError } from "../../lib/index.ts";
import {
  AvgPool2d,
  Flatten,
  GlobalAvgPool2d,
  MaxPool2d,
  Pass,
  Sequential,
  type Module,
} from "../../layers/index.ts";
import { zeros } from "../../tensor/index.ts";
import { normals } from "../support/loops.ts";
import { numbersOf } from "../support/tensors.ts";

const images = normals(Random.stream(0, "pooling"), [2, 3, 6, 5]);

describe.each([
  ["MaxPool2d", MaxPool2d, maxPool2d],
  ["AvgPool2d", AvgPool2d, avgPool2d],
] as const)("%s", (name, Pool, operation) => {
  it("is its operation, in training as in evaluation", () => {
    for (const options of [{}, { stride: 1 }, { stride: [2, 1], padding: [0, 1] }] as const) {
      const layer: Module = new Pool([3, 2], options);
      const expected = numbersOf(operation(images, { kernel: [3, 2], ...options }));
      expect(numbersOf(layer.forward(images))).toEqual(expected);
      expect(numbersOf(layer.forward(images, Pass.training()))).toEqual(expected);
    }
  });

  it("has no parameters, and describes its windows", () => {
    expect(new Pool(2).parameters()).toEqual([]);
    expect(new Pool(2).describe()).toBe(`${name}(2, stride 2)`);
    expect(new Pool([3, 2]).describe()).toBe(`${name}(3×2, stride 3×2)`);
    expect(new Pool(3, { stride: 2, padding: 1 }).describe()).toBe(`${name}(3, stride 2, padding 1)`);
    expect(new Pool([2, 2], { stride: [2, 2], padding: [0, 0] }).describe()).toBe(`${name}(2, stride 2)`);
  });

  it("names itself and its path in errors about its input", () => {
    const model = new Sequential([new Sequential([]), new Sequential([new Pool(4)])]);
    for (const shape of [[], [4], [3, 4, 4]]) {
      const forward = () => model.forward(zeros(shape));
      expect(forward).toThrow(ShapeError);
      expect(forward).toThrow(
        `1.0 ${name}(4, stride 4) got an input of shape [${shape.join(",")}]: expected [N, C, H, W].`,
      );
    }
    const small = () => model.forward(zeros([1, 1, 3, 9]));
    expect(small).toThrow(ShapeError);
    expect(small).toThrow(
      `1.0 ${name}(4, stride 4): a kernel of 4×4 with dilation 1×1 does not fit an image of 3×9`,
    );
  });

  it.each([
    [0, {}, "kernel 0×0: whole numbers from 1 are needed."],
    [2, { stride: 0 }, "stride 0×0: whole numbers from 1 are needed."],
    [2, { padding: -1 }, "padding -1×-1: whole numbers from 0 are needed."],
    [3, { padding: 2 }, "padding 2×2 is more than half of the kernel 3×3."],
  ])("refuses a kernel %j with %j when it is made", (kernel, options, message) => {
    expect(() => new Pool(kernel, options)).toThrow(new UserError(`${name}: ${message}`));
  });
});

describe("GlobalAvgPool2d", () => {
  it("is the mean of every channel, whatever the size of the image", () => {
    expect(numbersOf(new GlobalAvgPool2d().forward(images))).toEqual(numbersOf(globalAvgPool2d(images)));
    expect(new GlobalAvgPool2d().describe()).toBe("GlobalAvgPool2d");
  });

  it("names itself and its path in errors about its input", () => {
    const forward = () => new Sequential([new GlobalAvgPool2d()]).forward(zeros([2, 3]));
    expect(forward).toThrow(ShapeError);
    expect(forward).toThrow("0 GlobalAvgPool2d got an input of shape [2,3]: expected [N, C, H, W].");
  });
});

describe("Flatten", () => {
  const flatten = new Flatten();

  it.each([
    [[2, 3, 6, 5], [2, 90]],
    [[4], [4, 1]],
    [[3, 2], [3, 2]],
    [[0, 3, 4, 4], [0, 48]],
    [[2, 0, 4], [2, 0]],
    [[1, 1, 1, 1], [1, 1]],
  ])("makes rows of %j: %j", (shape, expected) => {
    const y = flatten.forward(zeros(shape));
    expect(y.shape).toEqual(expected);
  }); // prettier-ignore

  it("keeps every number in its place, and passes cotangents straight back", () => {
    const x = variable(images);
    const y = flatten.forward(x);
    expect(numbersOf(y)).toEqual(numbersOf(images));
    expect(numbersOf(pullback(sum(y), [x])[0]!).every((g) => g === 1)).toBe(true);
    expect(flatten.describe()).toBe("Flatten");
  });

  it("refuses a scalar, by its path", () => {
    const forward = () => new Sequential([flatten]).forward(zeros([]));
    expect(forward).toThrow(new ShapeError("0 Flatten got an input of shape []: expected [N, …]."));
  });
});
