/**
 * GroupNorm and InstanceNorm: the definition, number by number, and what does not change what they give.
 */
import { add, mul } from "../../autograd/index.ts";
import { Random, ShapeError, UserError } from "../../lib/index.ts";
import {
  GroupNorm,
  groupNorm,
  InstanceNorm,
  LayerNorm,
  Pass,
  Sequential,
  type Module,
} from "../../layers/index.ts";
import { generate, ones, tensor, zeros, type Shape, type Tensor } from "../../tensor/index.ts";
import { worst } from "../preconditioners/cases.ts";
import { gap } from "../preconditioners/dense.ts";
import { numbersOf } from "../support/tensors.ts";

const drawn = (random: Random, shape: Shape): Tensor => generate(shape, () => 3 + 2 * random.normal());

/** A layer with γ and β of its own. */
function layerOf(random: Random, groups: number, features: number, eps = 1e-5): GroupNorm {
  const layer = new GroupNorm(groups, features, { eps });
  for (const p of layer.parameters()) p.replace(p.elements.map(() => random.normal()));
  return layer;
}

/** γ·(x − mean)/√(variance + ε) + β over each group of channels and all positions of each example. */
function byDefinition(x: Tensor, { groups, features, eps, weight, bias }: GroupNorm): number[] {
  const numbers = numbersOf(x);
  const positions = numbers.length / (x.shape[0]! * features);
  const members = (features / groups) * positions;
  return numbers.map((value, at) => {
    const group = numbers.slice(at - (at % members), at - (at % members) + members);
    const mean = group.reduce((s, v) => s + v, 0) / members;
    const variance = group.reduce((s, v) => s + (v - mean) ** 2, 0) / members;
    const channel = Math.floor(at / positions) % features;
    return ((value - mean) / Math.sqrt(variance + eps)) * weight.elements[channel]! + bias.elements[channel]!;
  });
}

describe("GroupNorm", () => {
  it.each([
    [[3, 6], 2],
    [[2, 4, 5], 2],
    [[2, 6, 3, 4], 3],
    [[1, 4, 2, 2], 1],
    [[2, 3, 2, 3], 3],
    [[0, 4, 2, 2], 2],
  ] as const)("standardises each example of shape %j over each of %d groups, then scales and shifts channels", (shape, groups) => {
    const error = worst(10, "definition", (random) => {
      const layer = layerOf(random, groups, shape[1], 0.01);
      const x = drawn(random, shape);
      const y = layer.forward(x);
      expect(y.shape).toEqual(shape);
      return gap(y.toArray(), byDefinition(x, layer));
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  }); // prettier-ignore

  it("with one group is a layer normalisation over channels and positions", () => {
    const error = worst(10, "one group", (random) => {
      const x = drawn(random, [3, 4, 2, 2]);
      const rows = new LayerNorm(16).forward(tensor(x.toArray(), [3, 16]));
      return gap(new GroupNorm(1, 4).forward(x).toArray(), rows.toArray());
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("with a group for every channel is InstanceNorm", () => {
    const random = Random.stream(0, "instance");
    const x = drawn(random, [3, 4, 5, 2]);
    expect(numbersOf(new GroupNorm(4, 4).forward(x))).toEqual(numbersOf(new InstanceNorm(4).forward(x)));
  });

  it("does not see scale and shift of a group, of either sign, up to ε", () => {
    const error = worst(20, "invariance", (random) => {
      const layer = new GroupNorm(2, 4, { eps: 0 });
      const x = drawn(random, [2, 4, 3, 2]);
      const [scale, shift] = [0, 1].map(() =>
        Array.from({ length: 4 }, (_unused, i) => (i % 2 === 0 ? 1 : -1) * random.between(0.5, 2)),
      );
      // One number for each of the 2 · 2 groups, of 12 elements each.
      const spread = (numbers: readonly number[]): Tensor =>
        generate(x.shape, (i) => numbers[Math.floor(i / 12)]!);
      const moved = layer.forward(add(mul(x, spread(scale!)), spread(shift!)));
      const expected = mul(layer.forward(x), spread(scale!.map(Math.sign)));
      return gap(moved.toArray(), expected.toArray());
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("sees each example alone, so that batch size 1 is no special case", () => {
    const random = Random.stream(0, "alone");
    const layer = layerOf(random, 2, 4);
    const x = drawn(random, [3, 4, 2, 2]);
    const last = tensor(x.toArray().slice(32), [1, 4, 2, 2]);
    expect(numbersOf(layer.forward(last))).toEqual(numbersOf(layer.forward(x)).slice(32));
  });

  it("is the same in training, and records nothing", () => {
    const layer: Module = new GroupNorm(2, 4);
    const x = drawn(Random.stream(0, "training"), [2, 4, 3]);
    const pass = Pass.training();
    expect(numbersOf(layer.forward(x, pass))).toEqual(numbersOf(layer.forward(x)));
    expect([...pass.moments, ...pass.uses]).toEqual([]);
  });

  it("starts with γ = 1, β = 0, ε = 1e-5", () => {
    const layer = new GroupNorm(1, 2);
    expect(layer.parameters().map((p) => [p.name, ...p.elements])).toEqual([["weight", 1, 1], ["bias", 0, 0]]); // prettier-ignore
    expect(layer.eps).toBe(1e-5);
    expect(layer.describe()).toBe("GroupNorm(2, 1 group)");
    expect(new GroupNorm(2, 4).describe()).toBe("GroupNorm(4, 2 groups)");
  });

  it.each([
    [3, 4],
    [0, 4],
    [1.5, 3],
    [-1, 4],
    [8, 4],
    [1, 0],
    [1, NaN],
  ])("refuses %d groups of %d channels", (groups, features) => {
    const make = () => new GroupNorm(groups, features);
    expect(make).toThrow(UserError);
    expect(make).toThrow(
      /^GroupNorm: (.* channels cannot be divided into .* groups|(groups|features) is .* is needed)\.$/,
    );
  });

  it.each([[[]], [[4]], [[2, 3]], [[2, 3, 4, 4]]])("names itself and its path for an input of shape %j", (shape) => {
    const forward = () => new Sequential([new GroupNorm(2, 4)]).forward(zeros(shape));
    expect(forward).toThrow(ShapeError);
    expect(forward).toThrow(
      `0 GroupNorm(4, 2 groups) got an input of shape [${shape.join(",")}]: expected [N, 4, …].`,
    );
  }); // prettier-ignore
});

describe("InstanceNorm", () => {
  it("standardises every channel of every example over its positions", () => {
    const error = worst(10, "instances", (random) => {
      const x = drawn(random, [2, 3, 4, 2]);
      const y = numbersOf(new InstanceNorm(3, { eps: 0 }).forward(x));
      const planes = Array.from({ length: 6 }, (_, i) => y.slice(8 * i, 8 * (i + 1)));
      return Math.max(
        ...planes.map((plane) => {
          const mean = plane.reduce((s, v) => s + v, 0) / 8;
          const square = plane.reduce((s, v) => s + v * v, 0) / 8;
          return Math.max(Math.abs(mean), Math.abs(square - 1));
        }),
      );
    });
    expect(error).toBeLessThanOrEqual(1e-14);
    expect(new InstanceNorm(3).describe()).toBe("InstanceNorm(3)");
  });

  it("has γ and β for every channel, and its ε from its options", () => {
    const layer = new InstanceNorm(3, { eps: 0.5 });
    expect(layer.parameters().map((p) => [p.name, p.shape])).toEqual([["weight", [3]], ["bias", [3]]]); // prettier-ignore
    expect([layer.groups, layer.eps]).toEqual([3, 0.5]);
  });
});

describe("groupNorm", () => {
  it.each([
    [[4], 2],
    [[2, 4], 3],
    [[2, 4, 3], 0],
    [[2, 3], 1.5],
  ])("names the shape %j that does not fit %d groups", (shape, groups) => {
    const call = () => groupNorm(zeros(shape), ones([4]), zeros([4]), { groups });
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(
      `groupNorm: x [${shape.join(",")}] in ${groups} groups: expected [N, C, …] with C divisible by the groups.`,
    );
  });
});
