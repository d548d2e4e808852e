/**
 * Gradients that are not finite while the loss is: found before anything changes, wherever they come from.
 */
import { add, mean, mul, sqrt, square, sub, sum } from "../../autograd/index.ts";
import { DivergenceError, Random } from "../../lib/index.ts";
import { Conv2d, Linear, mlp, Parameter, Pass, type Module } from "../../layers/index.ts";
import { Adam, SGD, type Move, type Optimizer } from "../../optim/index.ts";
import { bnp, identity } from "../../preconditioners/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";
import { optimizerClasses } from "./classes.ts";

const random = (): Random => Random.stream(0, "finite");
const linear = (preconditioner = identity()): Linear =>
  new Linear(2, 3, { random: random(), preconditioner });
const inputs = tensor([[1, 2], [3, -4]]); // prettier-ignore
/** A root at 0 inside a finite loss: its derivative is ∞, and ∞·0 is NaN further down. */
const rooted = (x: Tensor): Tensor => sum(sqrt(mul(x, 0)));

interface Case {
  readonly model: Module;
  readonly loss: (pass: Pass) => Tensor;
  readonly named: RegExp;
}

const whole = (preconditioner = identity()): Case => {
  const model = mlp({ sizes: [2, 4, 3], activation: "tanh", random: random(), normalization: "bn", preconditioner });
  return { model, loss: (pass) => rooted(model.forward(inputs, pass)), named: /'\w+\.weight'/ };
}; // prettier-ignore

/** Only the last element of the gradient overflows, 1e200·1e200; both factors, the bias's gradient and the loss are fine. */
const overflowing = (): Case => {
  const model = linear();
  for (const parameter of model.parameters()) parameter.replace(parameter.elements.map(() => 0));
  const scale = tensor([1, 1, 1e200]);
  const x = tensor([[1, 1e200]]);
  return { model, loss: (pass) => sum(mul(model.forward(x, pass), scale)), named: /'weight' has an element Infinity/ };
}; // prettier-ignore

const penalty = (): Case => {
  const model = linear();
  model.weight.replace(model.weight.elements.map((w, i) => (i === 4 ? 0 : Math.abs(w))));
  const loss = (pass: Pass): Tensor => add(mean(square(model.forward(inputs, pass))), sum(sqrt(model.weight.tensor)));
  return { model, loss, named: /'weight' has an element Infinity/ };
}; // prettier-ignore

/** Without any damping BNP divides by the variance of an input that never changes. */
const undamped = (): Case => {
  const model = linear(bnp({ eps1: 0, eps2: 0 }));
  const x = tensor([[1, 2], [3, 2]]); // prettier-ignore
  return { model, loss: (pass) => mean(square(model.forward(x, pass))), named: /'weight' has an element/ };
};

const convolution = (): Case => {
  const model = new Conv2d(1, 2, 2, { random: random(), preconditioner: bnp() });
  const x = generate([1, 1, 3, 3], (i) => i);
  return { model, loss: (pass) => rooted(model.forward(x, pass)), named: /'weight'/ };
};

const cases: Readonly<Record<string, () => Case>> = {
  "of a whole network, BN and all": whole,
  "of a whole network under BNP": () => whole(bnp()),
  "that overflows in one element": overflowing,
  "of a penalty": penalty,
  "that a preconditioner makes": undamped,
  "of a convolution": convolution,
};

type Make = (parameters: readonly Parameter[]) => Optimizer;
const optimizers: Readonly<Record<string, Make>> = {
  ...Object.fromEntries([...optimizerClasses].map(([name, Kind]): [string, Make] => [name, (p) => new Kind(p, { learningRate: 0.1 })])), // prettier-ignore
  momentum: (p) => new SGD(p, { learningRate: 0.1, momentum: 0.9, weightDecay: 0.1, clip: { value: 1 } }),
  "clipped Adam": (p) => new Adam(p, { learningRate: 0.1, clip: { norm: 1 } }),
};

/** Everything that a step may change. */
const everything = (model: Module, optimizer: Optimizer): string =>
  JSON.stringify([
    [...model.state()].map(([name, { values }]) => [name, [...values]]),
    [...optimizer.state()].map(([name, { values }]) => [name, [...values]]),
    model.parameters().map((p) => p.preconditioner?.state()),
  ]);

describe.each(Object.entries(cases))("a gradient %s that is not finite", (_, make) => {
  it.each(Object.entries(optimizers))("is refused by %s before anything changes", (__, optimizerOf) => {
    const { model, loss, named } = make();
    const optimizer = optimizerOf(model.parameters());
    const pass = Pass.training();
    const value = loss(pass);
    expect(Number.isFinite(value.item())).toBe(true);
    const before = everything(model, optimizer);
    const step = (): void => {
      optimizer.step(value, pass);
    };
    expect(step).toThrow(DivergenceError);
    expect(step).toThrow(named);
    expect(step).toThrow(/ at step 0, though the loss is finite\. Nothing was changed\./);
    expect(everything(model, optimizer)).toBe(before);
    expect(optimizer.steps).toBe(0);
  });
});

it("is found in a parameter of no layer, with the number of the step", () => {
  const w = new Parameter("scale", tensor([1, 4]));
  const optimizer = new SGD([w], { learningRate: 1 });
  optimizer.step(sum(mul(w.tensor, 0)), Pass.training());
  const refused = (): void => {
    optimizer.step(sum(sqrt(sub(w.tensor, 1))), Pass.training());
  };
  expect(refused).toThrow(/gradient of 'scale' has an element Infinity at step 1,/);
  try {
    refused();
  } catch (error) {
    expect((error as DivergenceError).step).toBe(1);
  }
  expect([...w.elements]).toEqual([1, 4]);
});

it("is no matter in a parameter that is not trained", () => {
  const { model, loss } = overflowing();
  const bias = model.parameters().filter(({ name }) => name === "bias");
  const pass = Pass.training();
  const frozen = model.parameters().filter((parameter) => !bias.includes(parameter));
  new SGD(bias, { learningRate: 0.5, frozen }).step(loss(pass), pass);
  expect([...bias[0]!.elements]).toEqual([-0.5, -0.5, -0.5e200]);
});

it("after a refused step goes on as if that step had not been tried", () => {
  const [model, other] = [whole(bnp()), whole(bnp())];
  const [a, b] = [model, other].map((c) => new Adam(c.model.parameters(), { learningRate: 0.1 }));
  const good = ({ model: m }: Case, optimizer: Optimizer): void => {
    const pass = Pass.training();
    optimizer.step(mean(square(m.forward(inputs, pass))), pass);
  };
  const pass = Pass.training();
  expect(() => {
    a!.step(model.loss(pass), pass);
  }).toThrow(DivergenceError);
  for (let i = 0; i < 3; i++) {
    good(model, a!);
    good(other, b!);
  }
  expect(everything(model.model, a!)).toBe(everything(other.model, b!));
});

describe.each([0, 1, 3])("a step whose rule throws at parameter %d", (place) => {
  class Stumbling extends SGD {
    stumbles = true;
    protected override update(parameter: Parameter, move: Move): Float64Array {
      if (this.stumbles && parameter === this.parameters[place]) throw new RangeError("no memory left");
      return super.update(parameter, move);
    }
  }

  it("has changed nothing, and can be taken again as if it had not been tried", () => {
    const [{ model }, other] = [whole(bnp()), whole(bnp())];
    const options = { learningRate: 0.1, clip: { norm: 1 } };
    const optimizer = new Stumbling(model.parameters(), options);
    const [before, pass] = [everything(model, optimizer), Pass.training()];
    const loss = mean(square(model.forward(inputs, pass)));
    const step = (): void => {
      optimizer.step(loss, pass);
    };
    expect(step).toThrow("no memory left");
    expect(everything(model, optimizer)).toBe(before);
    optimizer.stumbles = false;
    step();
    const [plain, again] = [new SGD(other.model.parameters(), options), Pass.training()];
    plain.step(mean(square(other.model.forward(inputs, again))), again);
    expect(everything(model, optimizer)).toBe(everything(other.model, plain));
  });
});
