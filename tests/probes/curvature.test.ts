/**
 * Blocks of one layer and of one neuron are the parts of the whole matrix that they say they are.
 */
import { Activation, Conv2d, Flatten, type Linear, Pass, Sequential } from "../../layers/index.ts";
import { mean, square } from "../../autograd/index.ts";
import { layerBlock, neuronBlock } from "../../probes/curvature.ts";
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
