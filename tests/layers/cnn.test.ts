/**
 * cnn: five layers, whatever the method; the same start for every method; and a step that goes down.
 */
import { Random, UserError } from "../../lib/index.ts";
import { cnn, Conv2d, Linear, type CnnOptions } from "../../layers/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { ones } from "../../tensor/index.ts";
import { everyMethod, inputsAndLabels, modulesOf, oneStep, startOf } from "./networks.ts";

const base = (options: Partial<CnnOptions> = {}): CnnOptions => ({
  shape: [2, 8, 8],
  classes: 3,
  widths: [4, 4, 6, 6],
  activation: "relu",
  random: Random.stream(0, "weights"),
  ...options,
});
const lines = (options: Partial<CnnOptions>): string[] =>
  cnn(base(options)).layers.map((layer) => layer.describe());
const convolution = (from: number, to: number): string => `Conv2d(${from} → ${to}, 3×3, padding 1)`;

describe("cnn", () => {
  it("is two convolutions, a pooling, two more, a pooling, and an affine map", () => {
    expect(lines({})).toEqual([
      ...[convolution(2, 4), "relu", convolution(4, 4), "relu", "MaxPool2d(2, stride 2)"],
      ...[convolution(4, 6), "relu", convolution(6, 6), "relu", "MaxPool2d(2, stride 2)"],
      ...["Flatten", "Linear(24 → 3)"],
    ]);
  });

  it.each([
    ["bn", ["relu", "BatchNorm2d(4)"]],
    ["bn-pre", ["BatchNorm2d(4)", "relu"]],
    ["ln", ["relu", "GroupNorm(4, 1 group)"]],
    ["gn", ["relu", "GroupNorm(4, 2 groups)"]],
    ["renorm", ["relu", "BatchRenorm(4)"]],
  ] as const)("with %s has its normalisation at every activation, none at the input", (normalization, around) => {
    const found = lines({ normalization });
    expect(found.slice(0, 6)).toEqual([convolution(2, 4), ...around, convolution(4, 4), ...around]);
    expect(found.filter((line) => /Norm|norm/.test(line))).toHaveLength(4);
  }); // prettier-ignore

  it("has five affine maps, and the widths of the paper unless told otherwise", () => {
    const { widths: _, ...options } = base();
    const maps = modulesOf(cnn(options)).filter((m) => m instanceof Conv2d || m instanceof Linear);
    expect(maps.map(({ outputs }) => outputs)).toEqual([32, 32, 64, 64, 3]);
  });

  it("starts every method from the same weights, and leaves the stream at the same place", () => {
    for (const initializer of ["xavier", "he"] as const) {
      const starts = everyMethod.map(([, method]) => {
        const options = base({ initializer, ...method });
        return [startOf(cnn(options)), options.random.state()];
      });
      expect(starts[0]![0]).toHaveLength(10);
      for (const start of starts) expect(start).toEqual(starts[0]);
    }
  });

  it.each(everyMethod)("with %s goes down in one step", (_, method) => {
    const batch = inputsAndLabels([6, 2, 8, 8], 3);
    const [before, after] = oneStep(cnn(base(method)), batch, 1e-3);
    expect(after).toBeLessThan(before);
  });

  it("gives every convolution and the affine map the preconditioner, beside any normalisation", () => {
    const model = cnn(base({ normalization: "gn", preconditioner: bnp() }));
    const names = model.parameters().map((p) => p.preconditioner?.name ?? "-");
    const block = ["bnp", "bnp", "-", "-"];
    expect(names).toEqual([...block, ...block, ...block, ...block, "bnp", "bnp"]);
  });

  it("leaves out an odd last row or column when it pools", () => {
    expect(cnn(base({ shape: [2, 7, 11] })).forward(ones([5, 2, 7, 11])).shape).toEqual([5, 3]);
    expect(cnn(base({ shape: [2, 4, 4] })).forward(ones([5, 2, 4, 4])).shape).toEqual([5, 3]);
  });

  it("names the first layer for images of other channels, and the last for images of another size", () => {
    const model = cnn(base());
    expect(() => model.forward(ones([1, 3, 8, 8]))).toThrow(
      "0 Conv2d(2 → 4, 3×3, padding 1) got an input of shape [1,3,8,8]: expected [N, 2, H, W].",
    );
    expect(() => model.forward(ones([1, 2, 12, 8]))).toThrow(
      "11 Linear(24 → 3) got an input of shape [1,36]: its last axis must be 24.",
    );
  });

  it.each([
    [{ shape: [2, 3, 8] as const }, /cnn: height is 3: a whole number from 4 is needed/],
    [{ shape: [2, 8, 8.5] as const }, /cnn: width is 8.5: a whole number from 4 is needed/],
    [{ shape: [0, 8, 8] as const }, /cnn: channels is 0: a whole/],
    [{ classes: 0 }, /cnn: classes is 0: a whole/],
    [{ widths: [4, 0, 4, 4] as const }, /Conv2d: outputs is 0: a whole/],
    [{ activation: "swish" as "relu" }, /'swish' is not one of relu/],
    [{ normalization: "none" as "bn" }, /cnn: normalization 'none' is not one of bn, bn-pre, ln, gn, renorm/],
    [{ initializer: "kaiming" as "he" }, /cnn: initializer 'kaiming' is not one of xavier, he/],
  ])("refuses %j", (options, message) => {
    const make = () => cnn(base(options));
    expect(make).toThrow(UserError);
    expect(make).toThrow(message);
  });
});
