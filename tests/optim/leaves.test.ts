/**
 * A step refuses a loss of parameters that it does not know, and of values that are gone; then nothing has changed.
 */
import { add, mean, mul, square, sum, variable } from "../../autograd/index.ts";
import { Random, UserError } from "../../lib/index.ts";
import { BatchNorm1d, Linear, Module, Parameter, Pass, Sequential } from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";

const random = Random.stream(0, "leaves");
const x = generate([4, 2], () => random.normal());
const lossOf = (model: Module, pass: Pass): Tensor => mean(square(model.forward(x, pass)));
const valuesOf = (model: Module): number[] => model.parameters().flatMap((p) => [...p.elements]);

/** A model with a layer in a private field, which no walk finds. */
class Hiding extends Module {
  readonly first = new Linear(2, 2, { random });
  readonly #second: Module;

  constructor(second: Module) {
    super();
    this.#second = second;
  }

  override forward(h: Tensor, pass?: Pass): Tensor {
    return this.#second.forward(this.first.forward(h, pass), pass);
  }

  override describe(): string {
    return "Hiding";
  }
}

/** A parameter that is used by itself, without a layer of ours. */
class Scale extends Module {
  readonly gain = new Parameter("gain", tensor([2, 3]));

  override forward(h: Tensor): Tensor {
    return mul(h, this.gain.tensor);
  }

  override describe(): string {
    return "Scale";
  }
}

describe("a parameter that the optimizer was not given", () => {
  it.each([
    ["of an affine map", () => new Linear(2, 2, { random, preconditioner: bnp() }), "'weight' [2,2]"],
    ["of a normalisation", () => new BatchNorm1d(2), "'bias' [2]"],
    ["used by itself", () => new Scale(), "'gain' [2]"],
  ] as const)("%s is refused by name, unless it is frozen", (_, make, name) => {
    const second = make();
    const model = new Hiding(second);
    const before = [valuesOf(model), valuesOf(second)];
    const step = (frozen: readonly Parameter[]): void => {
      const pass = Pass.training();
      new SGD(model.parameters(), { learningRate: 0.1, frozen }).step(lossOf(model, pass), pass);
    };
    expect(() => step([])).toThrow(UserError);
    expect(() => step([])).toThrow(`the loss depends on ${name}, which the optimizer was not given`);
    expect([valuesOf(model), valuesOf(second)]).toEqual(before);
    step(second.parameters());
    expect(valuesOf(model)).not.toEqual(before[0]);
    expect(valuesOf(second)).toEqual(before[1]);
  });

  it("is no matter if the loss does not depend on it, nor are variables that are nobody's", () => {
    const [model, other] = [new Linear(2, 2, { random }), new Linear(2, 2, { random })];
    const pass = Pass.training();
    other.forward(x, pass);
    const own = variable(tensor([1, 2]));
    const loss = add(lossOf(model, pass), sum(own));
    expect(() => new SGD(model.parameters(), { learningRate: 0.1 }).step(loss, pass)).not.toThrow();
  });

  it("cannot be trained and frozen at once", () => {
    const model = new Sequential([new Linear(2, 2, { random })]);
    const parameters = model.parameters();
    expect(() => new SGD(parameters, { learningRate: 1, frozen: parameters.slice(1) })).toThrow("'0.bias'");
  });
});

describe("a value that was replaced since the forward pass", () => {
  const refused = "has since been replaced";

  it("is refused: forward A, forward B, step B, step A", () => {
    for (const preconditioner of [undefined, bnp()]) {
      const model = new Linear(2, 2, { random, ...(preconditioner && { preconditioner }) });
      const optimizer = new SGD(model.parameters(), { learningRate: 0.1 });
      const [a, b] = [Pass.training(), Pass.training()];
      const [lossA, lossB] = [lossOf(model, a), lossOf(model, b)];
      optimizer.step(lossB, b);
      const before = [valuesOf(model), model.weight.preconditioner!.state()];
      expect(() => optimizer.step(lossA, a)).toThrow(refused);
      expect([valuesOf(model), model.weight.preconditioner!.state()]).toEqual(before);
    }
  });

  it("is refused after restore, and where it is that of a frozen parameter", () => {
    const [model, other] = [new Linear(2, 2, { random }), new Scale()];
    const optimizer = new SGD(model.parameters(), { learningRate: 0.1, frozen: other.parameters() });
    const chain = new Sequential([model, other]);
    let pass = Pass.training();
    let loss = lossOf(chain, pass);
    model.restore(model.state());
    expect(() => optimizer.step(loss, pass)).toThrow(refused);
    [pass] = [Pass.training()];
    loss = lossOf(chain, pass);
    other.gain.replace(Float64Array.of(1, 1));
    expect(() => optimizer.step(loss, pass)).toThrow(`'1.gain' that ${refused}`);
  });
});
