/**
 * PᵀHP for the preconditioners that parameters carry: their factors as one matrix, frozen; nothing for none.
 */
import { mean, square } from "../../autograd/index.ts";
import { Activation, Conv2d, Flatten, Linear, Pass, Sequential } from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { layerBlock, neuronBlock } from "../../probes/curvature.ts";
import { columnsOf, dense } from "../../probes/dense.ts";
import { hessian } from "../../probes/hessian.ts";
import { changeOfVariables, preconditioned } from "../../probes/preconditioned.ts";
import { inner, normals } from "../../probes/vectors.ts";
import { gap, product, transposed, type Matrix } from "../preconditioners/dense.ts";
import { matrixOfMap } from "../preconditioners/cases.ts";
import { normal, stream, subject } from "./subjects.ts";

const rowsOf = (entries: Float64Array, n: number): Matrix =>
  Array.from({ length: n }, (_, i) => [...entries.slice(i * n, (i + 1) * n)]);
const written = (n: number, map: (v: Float64Array) => Float64Array): Matrix =>
  transposed(rowsOf(columnsOf(n, map), n));

/** Unfolded windows are rows of an affine map too: a convolution with what it has seen. */
function images() {
  const random = stream(7);
  const model = new Sequential([
    new Conv2d(2, 2, 2, { random, preconditioner: bnp() }),
    new Activation("tanh"),
    new Flatten(),
    new Linear(8, 1, { random, preconditioner: bnp() }),
  ]);
  const x = normal(random, [4, 2, 3, 3]);
  const loss = (pass: Pass) => mean(square(model.forward(x, pass)));
  const pass = Pass.training();
  new SGD(model.parameters(), { learningRate: 0.1 }).step(loss(pass), pass);
  return { model, loss };
}

describe.each([
  ["mlp", () => subject({ preconditioner: bnp(), normalization: "bn" })],
  ["cnn", images],
])("PᵀHP of a BNP-preconditioned %s", (_, make) => {
  const { model, loss } = make();
  const h = hessian(loss, model.parameters(), Pass.training());
  const p = changeOfVariables(model.parameters());

  it("is PᵀHP", () => {
    const matrix = written(h.size, (v) => p.times(v));
    const whole = product(transposed(matrix), rowsOf(dense(h).entries, h.size), matrix);
    expect(gap(dense(preconditioned(h)).entries, whole.flat())).toBeLessThanOrEqual(1e-12);
    expect(gap(dense(h).entries, whole.flat())).toBeGreaterThan(1e-2);
  });

  it("has in P the factor of each layer, the same for each neuron, and ones for other parameters", () => {
    const layer = model.layers[0] as Linear | Conv2d;
    const inputs = layer.weight.tensor.size / layer.weight.shape[0]!;
    const factor = matrixOfMap(inputs + 1, layer.weight.preconditioner!.factor().times);
    const places = [
      h.layout.offsetOf(layer.bias!) + 1,
      ...Array.from({ length: inputs }, (_unused, i) => h.layout.offsetOf(layer.weight) + inputs + i),
    ];
    const matrix = written(h.size, (v) => p.times(v));
    const block = places.map((i) => places.map((j) => matrix[i]![j]!));
    expect(gap(block.flat(), factor.flat())).toBeLessThanOrEqual(1e-15);
    for (const parameter of model.parameters().filter((one) => one.preconditioner === undefined)) {
      const at = h.layout.offsetOf(parameter);
      expect(matrix[at]!.map((value, j) => value - (j === at ? 1 : 0)).every((value) => value === 0)).toBe(
        true,
      );
    }
  });

  it("has the transpose as its transpose", () => {
    const [u, v] = [1, 2].map((seed) => normals(stream(seed), h.size));
    const difference = inner(u!, p.times(v!)) - inner(p.transposeTimes(u!), v!);
    expect(Math.abs(difference)).toBeLessThanOrEqual(1e-13 * Math.abs(inner(u!, p.times(v!))));
  });

  it("of a layer or neuron is the block of PᵀHP", () => {
    const layer = model.layers[0] as Linear | Conv2d;
    const block = layerBlock(preconditioned(h), layer);
    const other = preconditioned(layerBlock(h, layer));
    expect(dense(block).entries).toEqual(dense(other).entries);
    const [neuron, cut] = [neuronBlock(preconditioned(h), layer, 1), dense(block)];
    const inputs = neuron.size - 1;
    const bias = block.layout.offsetOf(layer.bias!) + 1;
    const first = block.layout.offsetOf(layer.weight) + inputs;
    expect(dense(neuron).entries[0]).toBeCloseTo(cut.entries[bias * cut.size + bias]!, 12);
    expect(dense(neuron).entries[1]).toBeCloseTo(cut.entries[bias * cut.size + first]!, 12);
  });
});

describe("a change of variables", () => {
  it("that changes nothing gives H to the last bit", () => {
    const { model, loss } = subject({ normalization: "bn" });
    const h = hessian(loss, model.parameters(), Pass.training());
    expect(dense(preconditioned(h)).entries).toEqual(dense(h).entries);
  });

  it("is that of its time, whatever the preconditioners learn later", () => {
    const { model, loss } = subject({ preconditioner: bnp() });
    const p = changeOfVariables(model.parameters());
    const v = normals(stream(0), p.size);
    const before = p.times(v);
    const pass = Pass.training();
    new SGD(model.parameters(), { learningRate: 0.1 }).step(loss(pass), pass);
    expect(p.times(v)).toEqual(before);
    expect(changeOfVariables(model.parameters()).times(v)).not.toEqual(before);
  });

  it("names what it is made of", () => {
    const { model, loss } = subject({ preconditioner: bnp() });
    const h = hessian(loss, model.parameters(), Pass.evaluation());
    expect(preconditioned(h).description).toBe(`PᵀHP of H = ${h.description} and P = P of bnp`);
    expect(preconditioned(h).mode).toBe("eval mode (running statistics)");
    expect(preconditioned(h).stationarity!()).toBe(h.stationarity());
  });

  it("refuses one half of what is changed together, and another list of parameters", () => {
    const { model, loss } = subject({ preconditioner: bnp() });
    const [weight, bias] = model.parameters();
    expect(() => changeOfVariables([weight!])).toThrow(
      "bnp changes '0.weight' together with the bias of its layer",
    );
    expect(() => changeOfVariables([bias!])).toThrow(
      "bnp changes '0.bias' together with the weight of its layer",
    );
    const h = hessian(loss, [weight!, bias!], Pass.training());
    expect(() => preconditioned(h, changeOfVariables([bias!, weight!]))).toThrow(
      "Make both of one list of parameters",
    );
  });

  it("takes a weight alone where there is no bias", () => {
    const layer = new Linear(2, 3, { random: stream(0), bias: false });
    const v = normals(stream(1), 6);
    expect(changeOfVariables([layer.weight]).times(v)).toEqual(v);
  });
});
