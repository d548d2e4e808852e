/**
 * Blocks of one layer and of one neuron are the parts of the whole matrix that they say they are.
 */
import { Activation, Conv2d, Flatten, Linear, Pass, Sequential } from "../../layers/index.ts";
import { mean, square } from "../../autograd/index.ts";
import { closedFormBlock } from "../../probes/closed-form.ts";
import { layerCondition } from "../../probes/condition-number.ts";
import { layerBlock, neuronBlock, useOf } from "../../probes/curvature.ts";
import { dense } from "../../probes/dense.ts";
import { hessian } from "../../probes/hessian.ts";
import { gap } from "../preconditioners/dense.ts";
import { normal, stream, subject } from "./subjects.ts";

/** The rows and columns of a matrix at some places. */
const cut = (entries: Float64Array, size: number, places: readonly number[]): Float64Array =>
  Float64Array.from(places.flatMap((i) => places.map((j) => entries[i * size + j]!)));

describe("the block of a layer", () => {
  const { model, loss } = subject();
  const h = hessian(loss, model.parameters(), Pass.training());
  const layer = model.layers[2] as Linear;

  it("is the Hessian by its weight and bias", () => {
    const block = layerBlock(h, layer);
    expect(block.layout.parameters).toEqual([layer.weight, layer.bias]);
    const places = Array.from({ length: block.size }, (_, i) => h.layout.offsetOf(layer.weight) + i);
    expect(gap(dense(block).entries, cut(dense(h).entries, h.size, places))).toBeLessThanOrEqual(1e-14);
  });

  it("may be that of several layers, and not of one without parameters", () => {
    expect(layerBlock(h, model).size).toBe(h.size);
    expect(() => layerBlock(h, new Activation("relu"))).toThrow("layerBlock: relu has no parameters");
  });
});

describe("a layer is meant by itself, by its parameters, or by a use of it", () => {
  const { model, x, loss } = subject({ normalization: "bn" });
  const h = hessian(loss, model.parameters(), Pass.evaluation());
  const layer = model.layers[0] as Linear;
  const { weight, bias } = layer;
  const use = h.pass.uses[0]!;

  it("to the same block", () => {
    const blocks = [layer, { weight, bias }, use].map((meant) => [
      ...[layerBlock(h, meant), neuronBlock(h, meant, 1)].map((block) => dense(block).entries),
      ...[closedFormBlock(h, meant, 1), layerCondition(h, meant)],
    ]);
    expect(blocks[1]).toEqual(blocks[0]);
    expect(blocks[2]).toEqual(blocks[0]);
    expect(useOf("who", h, layer)).toBe(use);
  });

  it("and else is refused with what to give", () => {
    const advice = "Give a Linear or a convolution, such as model.layers[0].";
    expect(() => neuronBlock(h, model, 0)).toThrow(
      /^neuronBlock: .* has no weight of its own\. Give a Linear/s,
    );
    expect(() => layerCondition(h, model.layers[1]!)).toThrow(
      `layerCondition: 1 tanh has no weight of its own. ${advice}`,
    );
    expect(() => closedFormBlock(h, undefined!)).toThrow(`closedFormBlock: no layer was given. ${advice}`);
    expect(() => layerBlock(h, undefined!)).toThrow(`layerBlock: no layer was given. ${advice}`);
    expect(() => layerCondition(h, model.layers[2]!)).toThrow(
      "layerCondition: the pass of this operator met no affine map with this '2.weight'.",
    );
  });

  it("and not one of another model", () => {
    const other = subject({ normalization: "bn" }).model.layers[0]!;
    const message =
      /^Layout: this '0\.weight' belongs to another model than the '0\.weight' that is looked at/;
    expect(() => layerBlock(h, other)).toThrow(message);
    expect(() => neuronBlock(h, other, 0)).toThrow(message);
    expect(() => layerCondition(h, other)).toThrow("met no affine map with this '0.weight'");
  });

  it("that is used twice is its first use, whose closed form does not hold", () => {
    const linear = new Linear(3, 3, { random: stream(2) });
    const twice = new Sequential([linear, new Activation("tanh"), linear]);
    const a = hessian((pass) => mean(square(twice.forward(x, pass))), twice.parameters(), Pass.training());
    expect(a.pass.uses).toHaveLength(2);
    expect(useOf("who", a, linear)).toBe(a.pass.uses[0]);
    expect(closedFormBlock(a, linear).reason).toMatch(/^rows are coupled/);
  });
});

describe("the block of a neuron", () => {
  it("is in the order [b, w]", () => {
    const { model, loss } = subject();
    const h = hessian(loss, model.parameters(), Pass.training());
    const layer = model.layers[0] as Linear;
    const block = neuronBlock(h, layer, 2);
    const w = h.layout.offsetOf(layer.weight) + 2 * 3;
    const places = [h.layout.offsetOf(layer.bias!) + 2, w, w + 1, w + 2];
    expect(gap(dense(block).entries, cut(dense(h).entries, h.size, places))).toBeLessThanOrEqual(1e-14);
    expect(block.description).toContain("neuron 2");
    expect(() => neuronBlock(h, layer, 4)).toThrow("has neurons 0 to 3, not 4");
  });

  it("of a convolution is that of one kernel, with no bias where there is none", () => {
    const random = stream(1);
    const convolution = new Conv2d(2, 3, 2, { random, bias: false });
    const model = new Sequential([convolution, new Activation("tanh"), new Flatten()]);
    const x = normal(random, [3, 2, 3, 3]);
    const h = hessian((pass) => mean(square(model.forward(x, pass))), model.parameters(), Pass.training());
    const block = neuronBlock(h, convolution, 1);
    const places = Array.from({ length: 8 }, (_, i) => 8 + i);
    expect(gap(dense(block).entries, cut(dense(h).entries, h.size, places))).toBeLessThanOrEqual(1e-14);
  });
});
