/**
 * identity(): the plain gradient by another name.
 */
import { toDense, identity } from "../../preconditioners/index.ts";
import { elementsOf } from "../../tensor/index.ts";
import { fromNeurons, neurons, normals, plainGradient, seen, worst, observationOfRows } from "./cases.ts";
import { matrixGap } from "./dense.ts";

describe("identity", () => {
  it("has gradients(H, δ) = δᵀ[H, 1]", () => {
    const error = worst(100, "identity", (random) => {
      const { preconditioner, input, cotangent } = seen(random, identity());
      return matrixGap(
        neurons(toDense(preconditioner.gradients(input, cotangent))),
        plainGradient(input, cotangent),
      );
    });
    expect(error).toBeLessThanOrEqual(1e-15);
  });

  it("has apply, P and Pᵀ that change nothing", () => {
    const error = worst(20, "identity", (random) => {
      const { preconditioner, inputs, outputs } = seen(random, identity());
      const g = normals(random, outputs, inputs + 1);
      const { times, transposeTimes } = preconditioner.factor();
      const maps = [times, transposeTimes, preconditioner.apply.bind(preconditioner)];
      return Math.max(...maps.map((map) => matrixGap(neurons(map(fromNeurons(g))), g)));
    });
    expect(error).toBe(0);
  });

  it("does without a bias", () => {
    const preconditioner = identity().create({ inputs: 2, outputs: 1, bias: false, layer: "layer" });
    const { weight } = fromNeurons([[0, 1, 2]]);
    expect(preconditioner.apply({ weight })).not.toHaveProperty("bias");
    const gradients = toDense(preconditioner.gradients(weight, fromNeurons([[0, 3]]).weight));
    expect(gradients).not.toHaveProperty("bias");
    expect([...elementsOf(gradients.weight)]).toEqual([3, 6]);
  });

  it("gives arrays that the caller may overwrite", () => {
    const preconditioner = identity().create({ inputs: 2, outputs: 1, bias: true, layer: "layer" });
    const g = fromNeurons([[1, 2, 3]]);
    const one = fromNeurons([[0, 4, 5]]).weight; // one row: its sum over rows is itself
    for (const result of [preconditioner.apply(g), toDense(preconditioner.gradients(g.weight, one))]) {
      result.weight.data.fill(NaN);
      result.bias!.data.fill(NaN);
    }
    expect([...elementsOf(g.weight), ...elementsOf(g.bias!), ...elementsOf(one)]).toEqual([2, 3, 1, 4, 5]);
  });

  it("learns nothing and has nothing to remember", () => {
    const preconditioner = identity().create({ inputs: 2, outputs: 1, bias: true, layer: "layer" });
    preconditioner.observe?.(observationOfRows(fromNeurons([[1, 2, 3]]).weight));
    expect(preconditioner.state()).toEqual({});
    expect(() => preconditioner.load({})).not.toThrow();
  });
});
