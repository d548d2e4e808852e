/**
 * Residual: a sum of two roads, whose shapes must agree.
 */
import { add, pullback, square, sum, tanh } from "../../autograd/index.ts";
import { Random, ShapeError } from "../../lib/index.ts";
import {
  Activation,
  BatchNorm1d,
  Conv2d,
  Flatten,
  Linear,
  Pass,
  Residual,
  Sequential,
} from "../../layers/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { ones } from "../../tensor/index.ts";
import { normals } from "../support/loops.ts";
import { numbersOf } from "../support/tensors.ts";

const random = Random.stream(0, "residual");
const linear = (n: number, m = n): Linear => new Linear(m, n, { random, preconditioner: bnp() });
const x = normals(random, [4, 3]);

describe("Residual", () => {
  it("is the body of x plus x itself", () => {
    const inner = linear(3);
    const block = new Residual(new Sequential([inner, new Activation("tanh")]));
    expect(numbersOf(block.forward(x))).toEqual(numbersOf(add(tanh(inner.forward(x)), x)));
  });

  it("is the body of x plus the shortcut of x, where there is one", () => {
    const [body, shortcut] = [linear(2, 3), linear(2, 3)];
    const block = new Residual(body, shortcut);
    expect(numbersOf(block.forward(x))).toEqual(numbersOf(add(body.forward(x), shortcut.forward(x))));
  });

  it("adds up the cotangents of both roads", () => {
    const block = new Residual(new Sequential([])); // y = 2x
    const input = linear(3).weight.tensor;
    const [g] = pullback(sum(square(block.forward(input))), [input]);
    expect(numbersOf(g!)).toEqual(numbersOf(input).map((v) => 8 * v));
  });

  it("passes the pass to both roads", () => {
    const norms = [new BatchNorm1d(2), new BatchNorm1d(2)];
    const [a, b] = norms.map((norm) => new Sequential([linear(2, 3), norm]));
    const pass = Pass.training();
    new Residual(a!, b).forward(x, pass);
    expect(pass.uses).toHaveLength(2);
    expect(new Set(pass.moments.keys())).toEqual(new Set(norms));
  });

  it("names the parameters of each branch by its path", () => {
    const block = new Residual(new Sequential([linear(3), linear(3)]), linear(3));
    expect(block.parameters().map((p) => p.name)).toEqual([
      "body.0.weight",
      "body.0.bias",
      "body.1.weight",
      "body.1.bias",
      "shortcut.weight",
      "shortcut.bias",
    ]);
    const model = new Sequential([linear(3), block]);
    expect(model.parameters().at(-1)!.name).toBe("1.shortcut.bias");
  });

  it("gives a layer that stands on both roads one set of parameters", () => {
    const shared = linear(3);
    const block = new Residual(new Sequential([shared]), shared);
    expect(block.parameters().map((p) => p.name)).toEqual(["body.0.weight", "body.0.bias"]);
    expect(shared.who()).toBe("body.0 Linear(3 → 3)");
  });

  it("names itself, its path and both shapes where the roads do not meet", () => {
    const strided = new Conv2d(2, 4, 3, { random, stride: 2, padding: 1 });
    const model = new Sequential([new Activation("relu"), new Residual(strided)]);
    const forward = () => model.forward(ones([1, 2, 4, 4]));
    expect(forward).toThrow(ShapeError);
    expect(forward).toThrow(
      "1 Residual: the body gives [1,4,2,2] and the shortcut [1,2,4,4]. Give a shortcut that changes the shape in the same way.",
    );
  });

  it("does not let a shape be stretched to meet the other", () => {
    const forward = () => new Residual(linear(1, 3)).forward(x);
    expect(forward).toThrow(ShapeError);
    expect(forward).toThrow(/the body gives \[4,1\] and the shortcut \[4,3\]/);
  });

  it("describes itself, with a shortcut and without", () => {
    expect(new Residual(linear(3)).describe()).toBe("Residual");
    expect(new Residual(new Flatten(), new Flatten()).describe()).toBe("Residual with a shortcut");
  });

  it("lists what is in it before itself in a summary, also where it stands alone", () => {
    const places = (text: string): string[] => text.split("\n").slice(1, -1).map((line) => line.split(" ")[0]!); // prettier-ignore
    const block = () => new Residual(new Sequential([linear(3), linear(3)]), linear(3));
    expect(places(block().summary([3]))).toEqual(["shortcut", "body.0", "body.1", ""]);
    expect(places(new Sequential([block()]).summary([3]))).toEqual([
      "0.shortcut",
      "0.body.0",
      "0.body.1",
      "0",
    ]);
  });
});
