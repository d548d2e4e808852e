/**
 * LayerNorm: its definition, example by example, on inputs of any rank.
 */
import { Random, ShapeError } from "../../lib/index.ts";
import { LayerNorm, Pass, type Module } from "../../layers/index.ts";
import { generate } from "../../tensor/index.ts";
import { worst } from "../preconditioners/cases.ts";
import { gap } from "../preconditioners/dense.ts";

describe("LayerNorm", () => {
  it.each([[[5]], [[4, 5]], [[2, 3, 5]], [[1, 5]], [[0, 5]]])(
    "standardises each example of shape %j over its last axis",
    (shape) => {
      const error = worst(10, "ln", (random) => {
        const norm = new LayerNorm(5, { eps: 0.01 });
        norm.weight.replace(Float64Array.from({ length: 5 }, () => random.normal()));
        norm.bias.replace(Float64Array.from({ length: 5 }, () => random.normal()));
        const x = generate(shape, () => 3 + 2 * random.normal());
        const elements = [...x.toArray()];
        const expected = elements.map((value, i) => {
          const example = elements.slice(i - (i % 5), i - (i % 5) + 5);
          const mean = example.reduce((a, b) => a + b, 0) / 5;
          const variance = example.reduce((a, b) => a + (b - mean) ** 2, 0) / 5;
          return (
            ((value - mean) / Math.sqrt(variance + 0.01)) * norm.weight.elements[i % 5]! +
            norm.bias.elements[i % 5]!
          );
        });
        const y = norm.forward(x);
        expect(y.shape).toEqual(shape);
        return gap(y.toArray(), expected);
      });
      expect(error).toBeLessThanOrEqual(1e-13);
    },
  );

  it("sees each example alone, so that batch size 1 is no special case", () => {
    const random = Random.stream(0, "alone");
    const norm = new LayerNorm(4);
    const x = generate([3, 4], () => random.normal());
    const first = generate([1, 4], (i) => x.at(0, i));
    expect(norm.forward(first).toArray()).toEqual(norm.forward(x).toArray().slice(0, 4));
  });

  it("starts with γ = 1, β = 0, ε = 1e-5", () => {
    const norm = new LayerNorm(2);
    expect(norm.parameters().map((p) => [p.name, ...p.elements])).toEqual([["weight", 1, 1], ["bias", 0, 0]]); // prettier-ignore
    expect(norm.eps).toBe(1e-5);
    expect(norm.describe()).toBe("LayerNorm(2)");
  });

  it("is the same in training, and records nothing", () => {
    const x = generate([2, 4], (i) => i * i);
    const pass = Pass.training();
    const norm: Module = new LayerNorm(4);
    expect(norm.forward(x, pass).toArray()).toEqual(norm.forward(x).toArray());
    expect([...pass.moments, ...pass.uses]).toEqual([]);
  });

  it.each([[[]], [[4]], [[5, 4]]])("refuses an input of shape %j", (shape) => {
    const forward = () => new LayerNorm(5).forward(generate(shape, () => 1));
    expect(forward).toThrow(ShapeError);
    expect(forward).toThrow(/LayerNorm\(5\) got an input of shape .* last axis must be 5/);
  });
});
