/**
 * Linear: y = h·Wᵀ + b on inputs of any rank, and what it tells the pass and its preconditioner.
 */
import { Random, ShapeError, UserError } from "../../lib/index.ts";
import { he, Linear, Pass, Sequential, xavier } from "../../layers/index.ts";
import { bnp, identity } from "../../preconditioners/index.ts";
import { generate, type Tensor } from "../../tensor/index.ts";
import { matrixOf, valuesOfMatrix, worst } from "../preconditioners/cases.ts";
import { gap, product, transposed } from "../preconditioners/dense.ts";

const random = (): Random => Random.stream(0, "linear");
const drawn = (stream: Random, shape: readonly number[]): Tensor => generate(shape, () => stream.normal());

describe("Linear", () => {
  it.each([[[4, 3]], [[1, 3]], [[3]], [[2, 5, 3]], [[2, 1, 2, 3]]])(
    "is h·Wᵀ + b for an input of shape %j",
    (shape) => {
      const error = worst(10, "forward", (stream) => {
        const layer = new Linear(3, 2, { random: stream });
        layer.bias!.replace(Float64Array.of(0.5, -2));
        const x = drawn(stream, shape);
        const y = layer.forward(x);
        expect(y.shape).toEqual([...shape.slice(0, -1), 2]);
        const rows = matrixOf(valuesOfMatrix([[...x.toArray()]]))[0]!;
        const h = Array.from({ length: rows.length / 3 }, (_, i) => [...rows.slice(3 * i, 3 * i + 3), 1]);
        const w = matrixOf(layer.weight.tensor.values).map((row, i) => [...row, layer.bias!.elements[i]!]);
        return gap(y.toArray(), product(h, transposed(w)).flat());
      });
      expect(error).toBeLessThanOrEqual(1e-14);
    },
  );

  it("without bias is h·Wᵀ, with one parameter", () => {
    const layer = new Linear(3, 2, { random: random(), bias: false });
    expect(layer.parameters().map((p) => p.name)).toEqual(["weight"]);
    const x = drawn(random(), [4, 3]);
    const exact = product(matrixOf(x.values), transposed(matrixOf(layer.weight.tensor.values)));
    expect(gap(layer.forward(x).toArray(), exact.flat())).toBeLessThanOrEqual(1e-15);
  });

  it("starts from its initialiser, xavier unless given, with a bias of 0", () => {
    const weights = (options: object): Float64Array =>
      new Linear(30, 20, { random: random(), ...options }).weight.elements;
    expect(weights({})).toEqual(xavier(20, 30, random()).toArray());
    expect(weights({ initializer: he })).toEqual(he(20, 30, random()).toArray());
    const { bias } = new Linear(3, 2, { random: random() });
    expect([...bias!.elements]).toEqual([0, 0]);
  });

  it("draws the same weights whatever the preconditioner and the bias", () => {
    const weights = (options: object): Float64Array =>
      new Linear(5, 4, { random: random(), ...options }).weight.elements;
    expect(weights({ preconditioner: bnp() })).toEqual(weights({}));
    expect(weights({ bias: false })).toEqual(weights({}));
  });

  it("gives weight and bias one preconditioner, and every layer its own", () => {
    const choice = bnp();
    const [a, b] = [0, 1].map(() => new Linear(3, 2, { random: random(), preconditioner: choice }));
    expect(a!.weight.preconditioner!.name).toBe("bnp");
    expect(a!.bias!.preconditioner).toBe(a!.weight.preconditioner);
    expect(b!.weight.preconditioner).not.toBe(a!.weight.preconditioner);
    expect(new Linear(3, 2, { random: random() }).weight.preconditioner!.name).toBe("identity");
    expect(identity().name).toBe("identity");
  });

  it("tells a training pass its input and output as rows, whatever their rank, and an evaluation nothing", () => {
    const layer = new Linear(3, 2, { random: random() });
    const pass = Pass.training();
    const [x, y] = [drawn(random(), [4, 3]), drawn(random(), [2, 5, 3])];
    const output = layer.forward(x, pass);
    layer.forward(y, pass);
    expect(pass.uses.map((use) => [use.input.shape, use.output.shape])).toEqual([[[4, 3], [4, 2]], [[10, 3], [10, 2]]]); // prettier-ignore
    expect(pass.uses.map(({ rows }) => rows)).toEqual([4, 10]);
    expect(pass.uses[0]!.input).toBe(x);
    expect(pass.uses[0]!.output).toBe(output);
    expect(pass.uses.every((use) => use.weight === layer.weight && use.bias === layer.bias)).toBe(true);
    const evaluation = Pass.evaluation();
    layer.forward(x, evaluation);
    expect(evaluation.uses).toEqual([]);
  });

  it("has the same output in training and in evaluation, with BNP and without: it leaves no trace in the model", () => {
    const x = drawn(random(), [4, 3]);
    const outputs = [bnp(), identity()].flatMap((preconditioner) => {
      const layer = new Linear(3, 2, { random: random(), preconditioner });
      return [layer.forward(x), layer.forward(x, Pass.training())].map((t) => [...t.toArray()]);
    });
    for (const output of outputs) expect(output).toEqual(outputs[0]);
  });

  it("names itself and its place in errors about the input", () => {
    const model = new Sequential([new Linear(3, 2, { random: random() })]);
    for (const shape of [[4, 2], [2], [], [3, 4]]) {
      const forward = () => model.forward(generate(shape, () => 1));
      expect(forward).toThrow(ShapeError);
      expect(forward).toThrow(/^0 Linear\(3 → 2\) got an input of shape .* last axis must be 3/);
    }
  });

  it.each([
    [0, 2],
    [2, -1],
    [1.5, 2],
    [NaN, 1],
  ])("refuses %d inputs and %d outputs", (inputs, outputs) => {
    const make = () => new Linear(inputs, outputs, { random: random() });
    expect(make).toThrow(UserError);
    expect(make).toThrow(/Linear: (inputs|outputs) is .*: a whole number from 1 is needed/);
  });

  it("with bnp() and no bias is an error that names the layer", () => {
    const make = () => new Linear(3, 2, { random: random(), bias: false, preconditioner: bnp() });
    expect(make).toThrow(UserError);
    expect(make).toThrow(/Linear\(3 → 2\): bnp\(\) needs a bias/);
  });
});
