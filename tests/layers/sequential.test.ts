/**
 * Sequential: composition in order, and names by place.
 */
import { relu, tanh } from "../../autograd/index.ts";
import { Random } from "../../lib/index.ts";
import { Activation, Linear, Sequential } from "../../layers/index.ts";
import { generate } from "../../tensor/index.ts";

const random = Random.stream(0, "sequential");
const linear = (n = 3, m = 3): Linear => new Linear(m, n, { random });
const names = (model: Sequential): string[] => model.parameters().map((p) => p.name);

describe("Sequential", () => {
  it("is its layers one after another", () => {
    const [a, b] = [linear(4, 3), linear(2, 4)];
    const x = generate([5, 3], () => random.normal());
    const model = new Sequential([a, new Activation("tanh"), b, new Activation("relu")]);
    expect(model.forward(x).toArray()).toEqual(relu(b.forward(tanh(a.forward(x)))).toArray());
  });

  it("without layers is the identity", () => {
    const x = generate([2, 2], (i) => i);
    expect(new Sequential([]).forward(x)).toBe(x);
  });

  it("is associative: a model inside a model computes the same", () => {
    const [a, b, c] = [linear(), linear(), linear()];
    const x = generate([5, 3], () => random.normal());
    const flat = new Sequential([a, b, c]).forward(x).toArray();
    expect(new Sequential([new Sequential([a, b]), c]).forward(x).toArray()).toEqual(flat);
    expect(new Sequential([a, new Sequential([b, c])]).forward(x).toArray()).toEqual(flat);
  });

  it("names parameters by their place, through nested models", () => {
    const inner = new Sequential([linear(), new Activation("relu"), linear()]);
    const model = new Sequential([linear(), inner]);
    expect(names(model)).toEqual(["0.weight", "0.bias", "1.0.weight", "1.0.bias", "1.2.weight", "1.2.bias"]);
  });

  it("gives a layer that is used twice one set of parameters, under the name of its first place", () => {
    const shared = linear();
    const model = new Sequential([linear(), shared, new Activation("tanh"), shared]);
    expect(names(model)).toEqual(["0.weight", "0.bias", "1.weight", "1.bias"]);
  });

  it("also where the two places are on different levels", () => {
    const shared = linear();
    const inside = new Sequential([linear(), shared]);
    expect(names(new Sequential([inside, shared]))).toEqual([
      "0.0.weight",
      "0.0.bias",
      "0.1.weight",
      "0.1.bias",
    ]);
  });

  it("keeps its own list of layers", () => {
    const layers = [linear()];
    const model = new Sequential(layers);
    layers.push(linear());
    expect(model.layers).toHaveLength(1);
  });
});
