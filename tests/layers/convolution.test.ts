/**
 * Conv2d: the definition, what it tells the pass and its preconditioner, and how it names itself.
 */
import { pullback, square, sum } from "../../autograd/index.ts";
import { Random, ShapeError, UserError } from "../../lib/index.ts";
import {
  Conv2d,
  Flatten,
  he,
  Linear,
  Pass,
  Residual,
  Sequential,
  xavier,
  type ConvOptions,
  type Module,
} from "../../layers/index.ts";
import { bnp, identity } from "../../preconditioners/index.ts";
import { unfoldValues, zeros } from "../../tensor/index.ts";
import { matrixOf, worst } from "../preconditioners/cases.ts";
import { gap, product, transposed } from "../preconditioners/dense.ts";
import { convolvedByLoops, normals, randomConvolution } from "../support/loops.ts";
import { numbersOf } from "../support/tensors.ts";

const random = (): Random => Random.stream(0, "convolution");
const conv = (options: Partial<ConvOptions> = {}): Conv2d =>
  new Conv2d(2, 4, [3, 2], { random: random(), ...options });

/** A layer with drawn sizes and weights, and an image for it. */
function drawn(stream: Random, bias = true) {
  const { x, weight, laid } = randomConvolution(stream);
  const [outputs, , ...kernel] = weight.shape as [number, number, number, number];
  const layer = new Conv2d(x.shape[1]!, outputs, kernel, { random: stream, bias, ...laid });
  layer.bias?.replace(layer.bias.elements.map(() => stream.normal()));
  return { x, layer, laid };
}

describe("Conv2d", () => {
  it.each([true, false])(
    "is the convolution by its weight, with bias %s, in any number of groups",
    (bias) => {
      const error = worst(60, "forward", (stream) => {
        const { x, layer, laid } = drawn(stream, bias);
        const exact = convolvedByLoops(x, layer.weight.tensor, [...(layer.bias?.elements ?? [])], laid);
        const y = layer.forward(x);
        expect(y.shape).toEqual(exact.shape);
        return gap(y.toArray(), exact.data);
      });
      expect(error).toBeLessThanOrEqual(1e-13);
    },
  );

  it("has gradients that those of its definition by rows have, in one group and in several", () => {
    worst(10, "groups", (stream) => {
      const grouped = new Conv2d(4, 6, 2, { random: stream, groups: 2 });
      const x = normals(stream, [2, 4, 3, 3]);
      const w = grouped.weight.elements;
      // The same map as one group: zeros where an output does not see a channel.
      const whole = new Conv2d(4, 6, 2, { random: stream });
      const place = (o: number, c: number, k: number): number | undefined =>
        Math.floor(o / 3) === Math.floor(c / 2) ? (o * 2 + (c % 2)) * 4 + k : undefined;
      const places = whole.weight.elements.map((_, at) => place(Math.floor(at / 16), Math.floor(at / 4) % 4, at % 4) ?? -1); // prettier-ignore
      whole.weight.replace(places.map((at) => (at === -1 ? 0 : w[at]!)));
      const gradients = [grouped, whole].map((layer) =>
        pullback(sum(square(layer.forward(x))), [layer.weight.tensor])[0]!.toArray(),
      );
      places.forEach((at, i) => {
        if (at !== -1) expect(gradients[0]![at]).toBeCloseTo(gradients[1]![i]!, 10);
      });
      return 0;
    });
  });

  it("is the product of its unfolded image with its weight as a matrix", () => {
    const error = worst(20, "rows", (stream) => {
      const layer = conv({ random: stream, padding: 1, stride: 2 });
      const x = normals(stream, [2, 2, 5, 4]);
      const windows = { kernel: [3, 2], stride: [2, 2], padding: [1, 1], dilation: [1, 1] } as const;
      const rows = matrixOf(unfoldValues(x.values, windows));
      const w = [0, 1, 2, 3].map((o) => [...layer.weight.elements.subarray(12 * o, 12 * (o + 1))]);
      const pass = Pass.training();
      const y = layer.forward(x, pass);
      expect(matrixOf(pass.uses[0]!.input.values)).toEqual(rows);
      const [n, o, down, across] = y.shape as [number, number, number, number];
      const byRows = product(rows, transposed(w));
      const expected = Array.from({ length: y.size }, (_, at) => {
        const [image, out, position] = [
          Math.floor(at / (o * down * across)),
          Math.floor(at / (down * across)) % o,
          at % (down * across),
        ];
        return byRows[image * down * across + position]![out]!;
      });
      expect(n * down * across).toBe(rows.length);
      return gap(y.toArray(), expected);
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("starts from its initialiser with fan-in and fan-out of its kernel, xavier unless given, and a bias of 0", () => {
    const weights = (options: Partial<ConvOptions>): Float64Array => conv(options).weight.elements;
    expect(weights({})).toEqual(xavier(4, 2 * 6, random(), 4 * 6).toArray());
    expect(weights({ initializer: he })).toEqual(he(4, 2 * 6, random()).toArray());
    expect(weights({ groups: 2 })).toEqual(xavier(4, 6, random(), 2 * 6).toArray());
    expect(conv().weight.shape).toEqual([4, 2, 3, 2]);
    expect(conv({ groups: 2 }).weight.shape).toEqual([4, 1, 3, 2]);
    expect([...conv().bias!.elements]).toEqual([0, 0, 0, 0]);
    expect(conv({ bias: false }).parameters().map((p) => p.name)).toEqual(["weight"]); // prettier-ignore
  });

  it("draws the same weights whatever the preconditioner, the bias, and how the kernel is laid", () => {
    for (const options of [
      { preconditioner: bnp() },
      { bias: false },
      { stride: 2, padding: 3, dilation: 2 },
    ]) {
      expect(conv(options).weight.elements).toEqual(conv().weight.elements);
    }
  });

  it("gives weight and bias one preconditioner, and every layer its own", () => {
    const choice = bnp();
    const [a, b] = [0, 1].map(() => conv({ preconditioner: choice }));
    expect(a!.weight.preconditioner!.name).toBe("bnp");
    expect(a!.bias!.preconditioner).toBe(a!.weight.preconditioner);
    expect(b!.weight.preconditioner).not.toBe(a!.weight.preconditioner);
    expect(conv().weight.preconditioner!.name).toBe("identity");
  });

  it("tells a training pass its rows, its output, and the values of its channels; an evaluation nothing", () => {
    const layer = conv({ padding: 1 });
    const x = normals(random(), [2, 2, 5, 4]);
    const pass = Pass.training();
    const y = layer.forward(x, pass);
    expect(pass.uses).toHaveLength(1);
    const { weight, bias, rows, input, output, channels } = pass.uses[0]!;
    expect([weight, bias]).toEqual([layer.weight, layer.bias]);
    const positions = y.shape[2]! * y.shape[3]!;
    expect(rows).toBe(2 * positions);
    expect(output).toBe(y);
    expect([input, channels].map((t) => t.shape)).toEqual([
      [rows, 12],
      [2 * 5 * 4, 2],
    ]);
    const channel = (c: number): number[] => matrixOf(channels.values).map((row) => row[c]!).sort(); // prettier-ignore
    for (const c of [0, 1]) {
      const own = numbersOf(x).filter((_, i) => Math.floor(i / 20) % 2 === c);
      expect(channel(c)).toEqual(own.sort());
    }
    const evaluation = Pass.evaluation();
    layer.forward(x, evaluation);
    expect(evaluation.uses).toEqual([]);
  });

  it("has the same output in training and in evaluation, with BNP and without: it leaves no trace in the model", () => {
    const x = normals(random(), [2, 2, 5, 4]);
    const outputs = [bnp(), identity()].flatMap((preconditioner) => {
      const layer = conv({ preconditioner });
      return [layer.forward(x), layer.forward(x, Pass.training())].map(numbersOf);
    });
    for (const output of outputs) expect(output).toEqual(outputs[0]);
  });

  it("describes itself with what is not as usual", () => {
    expect(conv().describe()).toBe("Conv2d(2 → 4, 3×2)");
    expect(conv({ stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 }).describe()).toBe("Conv2d(2 → 4, 3×2)"); // prettier-ignore
    expect(conv({ stride: 2, padding: [1, 1], dilation: 3, groups: 2 }).describe()).toBe(
      "Conv2d(2 → 4, 3×2, stride 2, padding 1, dilation 3, 2 groups)",
    );
    expect(conv({ stride: [2, 1], padding: [0, 1] }).describe()).toBe(
      "Conv2d(2 → 4, 3×2, stride 2×1, padding 0×1)",
    );
  });

  describe("in errors about its input", () => {
    const inModel = (layer: Module): Module =>
      new Sequential([new Sequential([]), new Residual(new Sequential([layer]))]);

    it.each([[[1, 3, 5, 5]], [[2, 5, 5]], [[]], [[1, 1, 2, 5, 5]]])("of shape %j names itself and its path", (shape) => {
      const forward = () => inModel(conv()).forward(zeros(shape));
      expect(forward).toThrow(ShapeError);
      expect(forward).toThrow(
        `1.body.0 Conv2d(2 → 4, 3×2) got an input of shape [${shape.join(",")}]: expected [N, 2, H, W].`,
      );
    }); // prettier-ignore

    it.each([1, 2])("too small for its kernel too, in %d groups", (groups) => {
      const forward = () => inModel(conv({ groups })).forward(zeros([1, 2, 2, 5]));
      expect(forward).toThrow(ShapeError);
      expect(forward).toThrow(/^1\.body\.0 Conv2d\(2 → 4, 3×2.*: a kernel of 3×2 .* does not fit an image of 2×5/);
    }); // prettier-ignore

    it("is met where a model for images is given images of another size", () => {
      const model = new Sequential([
        new Conv2d(1, 2, 3, { random: random() }),
        new Flatten(),
        new Linear(8, 2, { random: random() }),
      ]);
      expect(model.forward(zeros([5, 1, 4, 4])).shape).toEqual([5, 2]);
      expect(() => model.forward(zeros([5, 1, 5, 5]))).toThrow(
        new ShapeError("2 Linear(8 → 2) got an input of shape [5,18]: its last axis must be 8."),
      );
    });
  });

  it.each([
    [0, 2, 1],
    [2, -1, 1],
    [1.5, 2, 1],
    [NaN, 1, 1],
    [4, 2, 4],
    [2, 4, 4],
    [2, 4, 0],
    [3, 3, 1.5],
  ])("refuses %d inputs and %d outputs in %d groups", (inputs, outputs, groups) => {
    const make = () => new Conv2d(inputs, outputs, 3, { random: random(), groups });
    expect(make).toThrow(UserError);
    expect(make).toThrow(
      /Conv2d: .* (is .*: a whole number from 1 is|numbers that the groups divide are) needed/,
    );
  });

  it.each([
    [0, {}, "kernel 0×0"],
    [[2, 1.5] as const, {}, "kernel 2×1.5"],
    [2, { stride: 0 }, "stride 0×0"],
    [2, { padding: [0, -1] as const }, "padding 0×-1"],
    [2, { dilation: NaN }, "dilation NaN×NaN"],
  ])("refuses a kernel %j laid as %j when it is made", (kernel, options, message) => {
    const make = () => new Conv2d(1, 1, kernel, { random: random(), ...options });
    expect(make).toThrow(UserError);
    expect(make).toThrow(message);
  });

  it("with bnp() and no bias, or in groups, is an error that names the layer and says what to do", () => {
    const bare = () => conv({ bias: false, preconditioner: bnp() });
    expect(bare).toThrow(UserError);
    expect(bare).toThrow(/^Conv2d\(2 → 4, 3×2\): bnp\(\) needs a bias/);
    const grouped = () => conv({ groups: 2, preconditioner: bnp() });
    expect(grouped).toThrow(UserError);
    expect(grouped).toThrow(
      /^Conv2d\(2 → 4, 3×2, 2 groups\): bnp\(\) is defined for one group.*Use groups 1, or identity\(\)/,
    );
    expect(conv({ groups: 2, preconditioner: identity() }).weight.preconditioner!.name).toBe("identity");
  });
});
