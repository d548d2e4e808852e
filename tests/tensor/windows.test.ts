import { ShapeError } from "../../lib/index.ts";
import { windowCounts, type Windows } from "../../tensor/windows.ts";

const plain: Windows = { kernel: [2, 2], stride: [1, 1], padding: [0, 0], dilation: [1, 1] };

describe("the number of windows", () => {
  it("counts whole windows, and leaves over what is too short for another", () => {
    expect(windowCounts("x", 5, 4, plain)).toEqual([4, 3]);
    expect(windowCounts("x", 5, 4, { ...plain, stride: [2, 3] })).toEqual([2, 1]);
    expect(windowCounts("x", 2, 2, { ...plain, padding: [1, 0] })).toEqual([3, 1]);
    expect(windowCounts("x", 5, 5, { ...plain, dilation: [4, 3] })).toEqual([1, 2]);
  });

  it("is refused to be none, in whichever direction", () => {
    expect(() => windowCounts("2 Conv2d", 1, 4, plain)).toThrow(
      new ShapeError(
        "2 Conv2d: a kernel of 2×2 with dilation 1×1 does not fit an image of 1×4 with padding 0×0. Use a smaller kernel or more padding.",
      ),
    );
    expect(() => windowCounts("x", 4, 1, plain)).toThrow(ShapeError);
    expect(() => windowCounts("x", 4, 4, { ...plain, dilation: [1, 4] })).toThrow(ShapeError);
  });
});
