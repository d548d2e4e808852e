/**
 * What layers publish of a use, and what a preconditioner observes of it.
 */
import { linear, matmul, mul, reshape, sum, transpose } from "../../autograd/index.ts";
import { Conv2d, Linear, observationOf, Parameter, Pass, type AffineUse } from "../../layers/index.ts";
import { checkUse } from "../../layers/affine-use.ts";
import { ContractError, Random } from "../../lib/index.ts";
import { elementsOf, generate, type Tensor } from "../../tensor/index.ts";
import { pullback } from "../../autograd/index.ts";
import { gap } from "../preconditioners/dense.ts";

const random = Random.stream(0, "uses");
const normals = (...shape: number[]): Tensor => generate(shape, () => random.normal());

describe("an observation", () => {
  it("of several uses is all their rows as one batch", () => {
    const layer = new Linear(3, 2, { random });
    const pass = Pass.training();
    const inputs = [normals(4, 3), normals(2, 3)];
    for (const x of inputs) layer.forward(x, pass);
    const cotangents = [normals(4, 2), undefined];
    const seen = observationOf(pass.uses, cotangents);
    expect(seen.rows).toBe(6);
    const rows = inputs.flatMap((x) => [...elementsOf(x.values)]);
    for (const values of [seen.input, seen.channels]) expect([...elementsOf(values)]).toEqual(rows);
    // A use on which the loss does not depend has the cotangent 0.
    const expected = [...elementsOf(cotangents[0]!.values), 0, 0, 0, 0];
    expect([...elementsOf(seen.cotangents!)]).toEqual(expected);
  });

  it("has no cotangents unless they are given", () => {
    const pass = Pass.training();
    new Linear(3, 2, { random }).forward(normals(4, 3), pass);
    expect(observationOf(pass.uses).cotangents).toBeUndefined();
  });

  it("of a convolution has patches and cotangents in the same order of rows: δᵀH is the weight's gradient", () => {
    const layer = new Conv2d(2, 3, 2, { random, stride: 2, padding: 1 });
    const pass = Pass.training();
    const y = layer.forward(normals(2, 2, 5, 4), pass);
    const delta = normals(...y.shape);
    const [gradient] = pullback(sum(mul(y, delta)), [layer.weight.tensor]);
    const { rows, channels, input, cotangents } = observationOf(pass.uses, [delta]);
    expect([rows, channels.shape, input.shape]).toEqual([cotangents!.shape[0], [40, 2], [rows, 8]]);
    const [d, h] = [elementsOf(cotangents!), elementsOf(input)];
    const product = Array.from({ length: 24 }, (_, at) => {
      const [o, c] = [Math.floor(at / 8), at % 8];
      let total = 0;
      for (let j = 0; j < rows; j++) total += d[j * 3 + o]! * h[j * 8 + c]!;
      return total;
    });
    expect(gap(product, [...elementsOf(gradient!.values)])).toBeLessThanOrEqual(1e-14);
  });
});

describe("a use with a factored gradient", () => {
  const weight = new Parameter("weight", normals(2, 3));
  const input = normals(4, 3);
  const use = (output: Tensor, gradient: AffineUse["gradient"]): AffineUse => ({
    ...{ weight, bias: undefined, rows: 4, input, channels: input, output, gradient },
  });

  it("is refused where the pullback would count its gradient again", () => {
    const composed = matmul(input, transpose(weight.tensor));
    expect(() => {
      checkUse(use(composed, "factored"));
    }).toThrow(ContractError);
    expect(() => {
      Pass.training().recordUse(use(composed, "factored"));
    }).toThrow(
      /gradient of 'weight' is to be factored, but its tensor is no input of the operation .* "dense"/,
    );
    checkUse(use(composed, "dense"));
    checkUse(use(reshape(linear(input, weight.tensor), [4, 2]), "dense"));
    checkUse(use(linear(input, weight.tensor), "factored"));
  });
});
