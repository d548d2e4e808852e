/**
 * resnet: 6n + 2 layers with the right strides and shortcuts, whatever the method; the same start for every method; and a
 * step that goes down.
 */
import { Random, UserError } from "../../lib/index.ts";
import { Conv2d, Linear, Residual, resnet, type Module, type ResnetOptions } from "../../layers/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { ones } from "../../tensor/index.ts";
import { everyMethod, inputsAndLabels, modulesOf, oneStep, startOf } from "./networks.ts";

const base = (options: Partial<ResnetOptions> = {}): ResnetOptions => ({
  channels: 2,
  classes: 3,
  width: 4,
  random: Random.stream(0, "weights"),
  ...options,
});
const build = (options: Partial<ResnetOptions> = {}): Module => resnet(base(options));
const maps = (model: Module): (Conv2d | Linear)[] =>
  modulesOf(model).filter((m): m is Conv2d | Linear => m instanceof Conv2d || m instanceof Linear);
/** Affine maps on the path from input to output, shortcuts left out. */
const depth = (model: Module): number =>
  maps(model).filter((map) => map instanceof Linear || map.kernel[0] === 3).length;

describe("resnet", () => {
  it.each([1, 2, 3, 5])("with %d blocks a stage has 6n + 2 layers", (blocks) => {
    const model = build({ blocks });
    expect(depth(model)).toBe(6 * blocks + 2);
    expect(modulesOf(model).filter((m) => m instanceof Residual)).toHaveLength(3 * blocks);
  });

  it("doubles its channels and halves its images at the second and third stage, with a 1×1 convolution past them", () => {
    expect(maps(build({ blocks: 2 })).map((map) => map.describe())).toEqual([
      "Conv2d(2 → 4, 3×3, padding 1)",
      ...new Array<string>(4).fill("Conv2d(4 → 4, 3×3, padding 1)"),
      ...["Conv2d(4 → 8, 3×3, stride 2, padding 1)", "Conv2d(8 → 8, 3×3, padding 1)"],
      ...["Conv2d(4 → 8, 1×1, stride 2)", "Conv2d(8 → 8, 3×3, padding 1)", "Conv2d(8 → 8, 3×3, padding 1)"],
      ...["Conv2d(8 → 16, 3×3, stride 2, padding 1)", "Conv2d(16 → 16, 3×3, padding 1)"],
      ...[
        "Conv2d(8 → 16, 1×1, stride 2)",
        "Conv2d(16 → 16, 3×3, padding 1)",
        "Conv2d(16 → 16, 3×3, padding 1)",
      ],
      "Linear(16 → 3)",
    ]);
  });

  it.each(["bn", "bn-pre", "ln", "gn", "renorm"] as const)("with %s normalises after every convolution, also on shortcuts", (normalization) => {
    const layers = modulesOf(build({ normalization })).filter((m) => !("layers" in m) && !(m instanceof Residual));
    const after = layers.flatMap((layer, i) => (layer instanceof Conv2d ? [layers[i + 1]!] : []));
    expect(after).toHaveLength(9);
    for (const layer of after) expect(layer.describe()).toMatch(/Norm|norm/);
    expect(layers.filter((layer) => /Norm|norm/.test(layer.describe()))).toHaveLength(9);
  }); // prettier-ignore

  it("has its relus inside and after blocks, one block a stage, and 16 channels unless told otherwise", () => {
    const { width: _, ...options } = base();
    const model = resnet(options);
    expect(maps(model)[0]!.outputs).toBe(16);
    expect(model.layers.map((layer) => layer.describe())).toEqual([
      ...["Conv2d(2 → 16, 3×3, padding 1)", "relu", "Residual", "relu"],
      ...["Residual with a shortcut", "relu", "Residual with a shortcut", "relu"],
      ...["GlobalAvgPool2d", "Linear(64 → 3)"],
    ]);
  });

  it("takes images of any size, down to one pixel", () => {
    for (const side of [1, 2, 5, 8]) expect(build().forward(ones([2, 2, side, side])).shape).toEqual([2, 3]);
  });

  it("starts every method from the same weights, and leaves the stream at the same place", () => {
    for (const initializer of ["xavier", "he"] as const) {
      const starts = everyMethod.map(([, method]) => {
        const options = base({ initializer, ...method });
        return [startOf(resnet(options)), options.random.state()];
      });
      expect(starts[0]![0]).toHaveLength(20);
      for (const start of starts) expect(start).toEqual(starts[0]);
    }
    expect(startOf(build())).toEqual(startOf(build({ initializer: "he" })));
  });

  it.each(everyMethod)("with %s goes down in one step", (_, method) => {
    const batch = inputsAndLabels([4, 2, 6, 6], 3);
    const [before, after] = oneStep(build(method), batch, 1e-3);
    expect(after).toBeLessThan(before);
  });

  it("gives every affine map the preconditioner, with its path in its parameters' names", () => {
    const model = build({ normalization: "gn", preconditioner: bnp() });
    const names = model.parameters().filter((p) => p.preconditioner?.name === "bnp").map((p) => p.name); // prettier-ignore
    expect(names).toHaveLength(20);
    for (const name of ["0.weight", "3.body.0.weight", "3.body.3.bias", "5.shortcut.0.weight", "10.bias"]) {
      expect([name, names.includes(name)]).toEqual([name, true]);
    }
    expect(model.parameters().map((p) => p.name)).toContain("5.shortcut.1.weight");
    expect(model.parameters()).toHaveLength(20 + 18);
  });

  it.each([
    [{ blocks: 0 }, /resnet: blocks is 0: a whole/],
    [{ width: 1.5 }, /resnet: width is 1.5: a whole/],
    [{ channels: 0 }, /resnet: channels is 0: a whole/],
    [{ classes: 0 }, /resnet: classes is 0: a whole/],
    [{ activation: "swish" as "relu" }, /'swish' is not one of relu/],
    [
      { normalization: "none" as "bn" },
      /resnet: normalization 'none' is not one of bn, bn-pre, ln, gn, renorm/,
    ],
    [{ initializer: "kaiming" as "he" }, /resnet: initializer 'kaiming' is not one of xavier, he/],
  ])("refuses %j", (options, message) => {
    const make = () => build(options);
    expect(make).toThrow(UserError);
    expect(make).toThrow(message);
  });
});
