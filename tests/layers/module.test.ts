/**
 * Module: parameters are found by walking fields, in the order in which they stand.
 */
import { add, tanh } from "../../autograd/index.ts";
import { Random } from "../../lib/index.ts";
import {
  Activation,
  BatchNorm1d,
  fieldsOf,
  Linear,
  Module,
  Parameter,
  Pass,
  Residual,
  Sequential,
} from "../../layers/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";

const random = Random.stream(0, "module");

/** A block with fields of every kind, and of kinds that are none of a module's business. */
class Block extends Module {
  readonly name = "block";
  readonly size = 3;
  readonly scale = new Parameter("scale", tensor([1, 1, 1]));
  readonly inner = new Linear(3, 3, { random });
  readonly branches = [new Linear(3, 3, { random, bias: false }), new BatchNorm1d(3)];
  readonly twin = this.inner;
  readonly options = {
    list: [new Map([["gain", new Parameter("in a map", tensor([1]))]]), { self: null as unknown }],
  };
  readonly others = new Set([3, new Parameter("in a set", tensor([1]))]);
  readonly #hidden = new Parameter("in a private field", tensor([1]));
  readonly foreign = new (class {
    readonly weight = new Parameter("in an object of another class", tensor([1]));
  })();
  readonly nothing = undefined;

  override forward(x: Tensor, pass?: Pass): Tensor {
    return this.branches.reduce((sum, b) => add(sum, b.forward(x, pass)), tanh(this.inner.forward(x, pass)));
  }

  get hidden(): Parameter {
    return this.#hidden;
  }

  override describe(): string {
    return "Block";
  }
}

describe("Module", () => {
  it("finds parameters among its fields, in modules and in lists of modules, in order, each once", () => {
    const block = new Block();
    const [first, second] = block.branches;
    expect(block.parameters()).toEqual([
      block.scale,
      block.inner.weight,
      block.inner.bias,
      ...first!.parameters(),
      ...second!.parameters(),
      ...block.parameters().slice(-2),
    ]);
    block.parameters().forEach((p, i) => expect(block.parameters()[i]).toBe(p));
    expect(block.parameters()).toHaveLength(8);
    expect(block.parameters()).not.toContain(block.hidden);
    expect(block.parameters()).not.toContain(block.foreign.weight);
  });

  it("names the fields that it walks, lists by place", () => {
    expect(fieldsOf(new Block()).map(([name]) => name)).toEqual([
      "scale",
      "inner",
      "branches.0",
      "branches.1",
      "twin",
      "options.list.0.gain",
      "others.1",
    ]);
  });

  it("names everything in it by the way to it through fields and lists", () => {
    const names = [
      "scale",
      ...["inner.weight", "inner.bias"],
      ...["branches.0.weight", "branches.1.weight", "branches.1.bias"],
      ...["options.list.0.gain", "others.1"],
    ];
    const block = new Block();
    expect(block.parameters().map((p) => p.name)).toEqual(names);
    expect(block.inner.who()).toBe("inner Linear(3 → 3)");
    block.adopt("encoder");
    expect(block.parameters().map((p) => p.name)).toEqual(names.map((name) => `encoder.${name}`));
    expect(new Sequential([block]).parameters().map((p) => p.name)).toEqual(names.map((name) => `0.${name}`));
  });

  it("finds parameters in lists, and its way out of modules that hold one another", () => {
    class Knot extends Block {
      readonly gains = [new Parameter("g", tensor([1])), new Parameter("g", tensor([2]))];
      other: Knot | undefined;
    }
    const [one, two] = [new Knot(), new Knot()];
    one.other = two;
    two.other = one;
    const names = one.parameters().map((p) => p.name);
    expect(names).toHaveLength(2 * 10);
    expect(new Set(names).size).toBe(20);
    expect(names).toContain("gains.1");
    expect(names).toContain("other.inner.bias");
  });

  it("calls itself by its path in the model, from the root inwards, or without one where it stands alone", () => {
    const layers = [0, 1, 2].map(() => new Linear(3, 3, { random }));
    expect(layers[0]!.who()).toBe("Linear(3 → 3)");
    const block = new Residual(new Sequential([layers[0]!, new Activation("relu")]), layers[1]);
    new Sequential([layers[2]!, new Sequential([block])]);
    expect(layers.map((layer) => layer.who())).toEqual([
      "1.0.body.0 Linear(3 → 3)",
      "1.0.shortcut Linear(3 → 3)",
      "0 Linear(3 → 3)",
    ]);
    expect(block.who()).toBe("1.0 Residual with a shortcut");
  });

  it("that is in several places is called by its first, and so are its parameters", () => {
    const shared = new Linear(3, 3, { random });
    const model = new Sequential([new Residual(shared), shared]);
    expect(shared.who()).toBe("0.body Linear(3 → 3)");
    expect(model.parameters().map((p) => p.name)).toEqual(["0.body.weight", "0.body.bias"]);
  });

  it("refuses two parts of one name, which could not be saved", () => {
    class Twice extends Block {
      readonly a = { "b.c": new Parameter("one", tensor([1])), b: { c: new Parameter("two", tensor([1])) } };
    }
    expect(() => new Twice().parameters()).toThrow("Block: two parts are called 'a.b.c'");
  });

  it("opens what holds itself once", () => {
    const block = new Block();
    const entry = block.options.list[1] as { self: unknown };
    entry.self = block.options;
    expect(block.parameters()).toHaveLength(8);
  });

  it("has no parameters where there are none", () => {
    expect(new Activation("relu").parameters()).toEqual([]);
  });

  it("prints as it describes itself", () => {
    expect(
      String(new Sequential([new Linear(2, 3, { random }), new Activation("relu"), new BatchNorm1d(3)])),
    ).toBe("0: Linear(2 → 3)\n1: relu\n2: BatchNorm1d(3)");
  });

  it("passes the pass on to what it is made of", () => {
    const pass = Pass.training();
    const block = new Block();
    new Sequential([block]).forward(generate([4, 3], (i) => i % 5), pass); // prettier-ignore
    expect(pass.uses.map((use) => use.weight)).toEqual([
      block.inner.weight,
      block.branches[0]!.parameters()[0],
    ]);
  });
});
