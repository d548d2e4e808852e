/**
 * A model as a table. The numbers in the expected text are those of a network small enough to count by hand.
 */
import { Random, ShapeError } from "../../lib/index.ts";
import {
  Activation,
  BatchNorm2d,
  Conv2d,
  Dropout,
  Flatten,
  Linear,
  MaxPool2d,
  Module,
  Residual,
  resnet,
  Sequential,
} from "../../layers/index.ts";
import { summaryText } from "../../layers/summary.ts";
import type { Tensor } from "../../tensor/index.ts";
import { bnp } from "../../preconditioners/index.ts";

const random = Random.stream(0, "summary");
const numbersIn = (text: string): string[][] => text.split("\n").map((line) => line.split(/ {2,}/));

describe("a summary", () => {
  const conv = new Conv2d(2, 2, 3, { random, padding: 1, preconditioner: bnp() });
  const model = new Sequential([
    new Conv2d(1, 2, 3, { random }),
    new Residual(new Sequential([conv, new BatchNorm2d(2)])),
    new Activation("relu"),
    new MaxPool2d(2),
    new Flatten(),
    new Dropout(0.5),
    new Linear(8, 130, { random, preconditioner: bnp() }),
  ]);

  it("lists layers with their paths, shapes after them, parameters and preconditioners, and the total", () => {
    expect(model.summary([1, 6, 6])).toBe(
      `
place     layer                          shape    parameters  preconditioner
0         Conv2d(1 → 2, 3×3)             [2,4,4]          20  identity
1.body.0  Conv2d(2 → 2, 3×3, padding 1)  [2,4,4]          38  bnp
1.body.1  BatchNorm2d(2)                 [2,4,4]           4
1         Residual                       [2,4,4]          42
2         relu                           [2,4,4]           0
3         MaxPool2d(2, stride 2)         [2,2,2]           0
4         Flatten                        [8]               0
5         Dropout(0.5)                   [8]               0
6         Linear(8 → 130)                [130]         1,170  bnp
1,232 parameters`.trim(),
    );
  });

  it("lists the children of a module of one's own, wherever it keeps them, and leaves no trace on them", () => {
    class Two extends Module {
      readonly branches = new Map([["a", new Linear(3, 2, { random })]]);
      readonly last = new Linear(2, 1, { random });
      override forward(x: Tensor): Tensor {
        return this.last.forward(this.branches.get("a")!.forward(x));
      }
      override describe(): string {
        return "Two";
      }
    }
    const two = new Two();
    const rows = numbersIn(two.summary([3])).map((row) => row.slice(0, 4));
    expect(rows.slice(1)).toEqual([
      ["branches.a", "Linear(3 → 2)", "[2]", "8"],
      ["last", "Linear(2 → 1)", "[1]", "3"],
      ["", "Two", "[1]", "11"],
      ["11 parameters"],
    ]);
    expect(() => two.summary([5])).toThrow(ShapeError);
    for (const module of [two, two.last]) expect(Object.keys(module)).not.toContain("forward");
    expect(Object.hasOwn(two.last, "forward")).toBe(false);
  });

  it("leaves the model as it was", () => {
    const before = model.parameters().map((p) => [...p.elements]);
    model.summary([1, 6, 6]);
    expect(model.parameters().map((p) => [...p.elements])).toEqual(before);
    expect(conv.weight.preconditioner!.state()["steps"]).toBe(0);
  });

  it("counts shared parameters once in the total", () => {
    const shared = new Linear(3, 3, { random });
    const text = new Sequential([shared, new Activation("tanh"), shared]).summary([3]);
    expect(numbersIn(text).map((row) => row.at(-2))).toEqual(["parameters", "12", "[3]", "12", undefined]);
    expect(text.endsWith("\n12 parameters")).toBe(true);
  });

  it("of one layer alone has one row without a path", () => {
    const rows = numbersIn(new Linear(3, 2, { random }).summary([3]));
    expect(rows.slice(1)).toEqual([["", "Linear(3 → 2)", "[2]", "8", "identity"], ["8 parameters"]]);
  });

  it("has a row for everything inside a resnet, paths and all", () => {
    const text = resnet({ channels: 3, classes: 10, random, width: 2, normalization: "gn" }).summary([
      3, 8, 8,
    ]);
    const rows = new Map(numbersIn(text).map((row) => [row[0], row]));
    expect(rows.get("5.body.3")?.slice(1, 4)).toEqual(["Conv2d(4 → 4, 3×3, padding 1)", "[4,4,4]", "148"]);
    expect(rows.get("5.shortcut.0")?.slice(1, 4)).toEqual(["Conv2d(2 → 4, 1×1, stride 2)", "[4,4,4]", "12"]);
    expect(rows.get("7")?.slice(1, 3)).toEqual(["Residual with a shortcut", "[8,2,2]"]);
  });

  it("says which layer an example of another shape does not fit", () => {
    expect(() => model.summary([3, 6, 6])).toThrow(ShapeError);
    expect(() => model.summary([3, 6, 6])).toThrow(
      /^0 Conv2d\(1 → 2, 3×3\) got an input of shape \[1,3,6,6\]/,
    );
    expect(() => model.summary([1, 8, 8])).toThrow(/^6 Linear\(8 → 130\) got an input of shape \[1,18\]/);
  });
});

describe("summaryText", () => {
  it("of no rows is the heads and the total", () => {
    expect(summaryText([], 0)).toBe("place  layer  shape  parameters  preconditioner\n0 parameters");
  });
});
