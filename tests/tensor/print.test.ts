import { printValues } from "../../tensor/print.ts";
import { eye, full, generate, tensor } from "../../tensor/create.ts";
import { transposeValues } from "../../tensor/values.ts";

describe("printing", () => {
  it.each([
    [tensor(1.5), "1.5"],
    [tensor([1, -2, 0.1]), "[1, -2, 0.1]"],
    [
      tensor([
        [1, 2],
        [3, 4],
      ]),
      "[[1, 2], [3, 4]]",
    ],
    [tensor([]), "[]"],
    [generate([2, 0], () => 0), "[[], []]"],
    [eye(2), "[[1, 0], [0, 1]]"],
    [full([2, 1], 7), "[[7], [7]]"],
  ])("shows nested brackets: %#", (x, text) => {
    expect(printValues(x.values)).toBe(text);
  });

  it("shows six significant digits, and −0, NaN and infinities as they are", () => {
    const x = tensor([Math.PI, 1 / 3, 1e-20, 123456789, -0, NaN, -Infinity]);
    expect(printValues(x.values)).toBe("[3.14159, 0.333333, 1e-20, 123457000, -0, NaN, -Infinity]");
  });

  it("leaves out the middle of a long axis, and only there", () => {
    expect(printValues(generate([8], (i) => i).values)).toBe("[0, 1, 2, 3, 4, 5, 6, 7]");
    expect(printValues(generate([9], (i) => i).values)).toBe("[0, 1, 2, …, 6, 7, 8]");
    expect(printValues(generate([9, 1], (i) => i).values)).toBe("[[0], [1], [2], …, [6], [7], [8]]");
  });

  it("follows the strides of a view", () => {
    expect(
      printValues(
        transposeValues(
          tensor([
            [1, 2],
            [3, 4],
          ]).values,
          [1, 0],
        ),
      ),
    ).toBe("[[1, 3], [2, 4]]");
  });
});
