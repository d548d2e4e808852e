/**
 * What a step does besides the update rule: its order, its refusals, and that a refused step has changed nothing.
 */
import { mean, mul, reciprocal, square, sub, sum } from "../../autograd/index.ts";
import { DivergenceError, Random, UserError } from "../../lib/index.ts";
import { BatchNorm1d, Linear, mlp, Parameter, Pass, type Sequential } from "../../layers/index.ts";
import { Adam, AdamW, Optimizer, SGD, type Move, type OptimizerOptions } from "../../optim/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";
import { gap } from "../preconditioners/dense.ts";
import { optimizerClasses } from "./classes.ts";

const random = (): Random => Random.stream(0, "optimizer");
const model = (): Sequential =>
  mlp({ sizes: [3, 4, 2], activation: "tanh", random: random(), normalization: "bn", preconditioner: bnp() });
const inputs = (): Tensor => {
  const stream = Random.stream(0, "inputs");
  return generate([6, 3], () => stream.normal());
};

const lossOf = (m: Sequential, pass: Pass): Tensor => mean(square(sub(m.forward(inputs(), pass), 1)));

/** Everything that a step may change. */
const everything = (m: Sequential): string =>
  JSON.stringify([
    m.parameters().map((p) => [...p.elements, p.preconditioner?.state()]),
    m.layers.map((layer) =>
      layer instanceof BatchNorm1d ? Object.values(layer.running).map((a) => [...a]) : 0,
    ),
  ]);

/** An optimizer whose rule only records what it is given. */
class Recorder extends Optimizer {
  readonly given: { readonly gradient: number[]; readonly rate: number; readonly shrink: number }[] = [];
  protected override update(_: Parameter, { weight, gradient, rate, shrink }: Move): Float64Array {
    this.given.push({ gradient: [...gradient.toDense().data], rate, shrink });
    return weight.slice();
  }
}

describe("a step", () => {
  it("changes parameters, preconditioners and running statistics", () => {
    const m = model();
    const before = everything(m);
    const pass = Pass.training();
    const optimizer = new SGD(m.parameters(), { learningRate: 0.1 });
    optimizer.step(lossOf(m, pass), pass);
    expect(everything(m)).not.toBe(before);
    expect(optimizer.steps).toBe(1);
    expect(m.parameters().map((p) => p.preconditioner?.state()["steps"])).toEqual([
      1,
      1,
      undefined,
      undefined,
      1,
      1,
    ]);
  });

  it("replaces tensors and writes into none: what was made before keeps its numbers", () => {
    const m = model();
    const pass = Pass.training();
    const loss = lossOf(m, pass);
    const old = m.parameters().map((p) => p.tensor);
    const [numbers, value] = [old.map((t) => t.toArray()), loss.item()];
    new Adam(m.parameters(), { learningRate: 0.1 }).step(loss, pass);
    expect(old.map((t) => t.toArray())).toEqual(numbers);
    expect(loss.item()).toBe(value);
    m.parameters().forEach((p, i) => expect(p.tensor).not.toBe(old[i]));
  });

  it("asks the schedule for the rate of its own number, from 0", () => {
    const asked: number[] = [];
    const m = model();
    const learningRate = (step: number): number => (asked.push(step), 0.1 / (step + 1));
    const optimizer = new Recorder(m.parameters().slice(0, 1), {
      learningRate,
      frozen: m.parameters().slice(1),
    });
    for (let i = 0; i < 3; i++) {
      const pass = Pass.training();
      optimizer.step(lossOf(m, pass), pass);
    }
    expect(asked).toEqual([0, 1, 2]);
    expect(optimizer.given.map((g) => g.rate)).toEqual([0.1, 0.05, 0.1 / 3]);
  });

  it("clips what is preconditioned, and adds coupled decay after that", () => {
    const [norm, weightDecay] = [1e-3, 0.5];
    const gradientsOf = (options: Omit<OptimizerOptions, "learningRate">): number[] => {
      const layer = new Linear(3, 2, { random: random(), preconditioner: bnp() });
      layer.bias!.replace(Float64Array.of(1, -1));
      const optimizer = new Recorder(layer.parameters(), { learningRate: 1, ...options });
      const pass = Pass.training();
      optimizer.step(sum(square(layer.forward(inputs(), pass))), pass);
      return optimizer.given.flatMap((g) => g.gradient);
    };
    const weights = [...new Linear(3, 2, { random: random() }).weight.elements, 1, -1];
    const free = gradientsOf({});
    expect(Math.hypot(...free)).toBeGreaterThan(norm);
    const clipped = gradientsOf({ clip: { norm } });
    expect(gap(clipped, free.map((g) => (g * norm) / Math.hypot(...free)))).toBeLessThanOrEqual(1e-14); // prettier-ignore
    const both = gradientsOf({ clip: { norm }, weightDecay });
    expect(gap(both, clipped.map((g, i) => g + weightDecay * weights[i]!))).toBeLessThanOrEqual(1e-14); // prettier-ignore
    // So decay is neither preconditioned nor clipped: it is λw to the last bit of what was there before.
    expect(Math.hypot(...both)).toBeGreaterThan(100 * norm);
    const decoupled = gradientsOf({ clip: { norm }, weightDecay, decoupled: true });
    expect(decoupled).toEqual(clipped);
  });

  it("decays every parameter it was given, biases and norms too", () => {
    const m = model();
    const optimizer = new AdamW(m.parameters(), { learningRate: 0, weightDecay: 1 });
    expect(optimizer.decoupled && optimizer.weightDecay).toBe(1);
    const shrinks = new Recorder(m.parameters(), { learningRate: 0.1, weightDecay: 1, decoupled: true });
    const pass = Pass.training();
    shrinks.step(lossOf(m, pass), pass);
    expect(shrinks.given.map((g) => g.shrink)).toEqual(m.parameters().map(() => 0.9));
  });

  it("of a subset leaves the other parameters alone, to the last bit, and updates what is shared once", () => {
    const m = model();
    const [frozen, trained] = [m.parameters().slice(0, 4), m.parameters().slice(4)];
    const before = frozen.map((p) => p.tensor);
    const pass = Pass.training();
    new SGD(trained, { learningRate: 0.1, frozen }).step(lossOf(m, pass), pass);
    expect(frozen.map((p) => p.tensor)).toEqual(before);
    frozen.forEach((p, i) => expect(p.tensor).toBe(before[i]));
    trained.forEach((p) =>
      expect([...p.elements]).not.toEqual([
        ...model()
          .parameters()
          .find((q) => q.name === p.name)!.elements,
      ]),
    );
  });

  it("keeps its state by parameter: a model under two optimizers mixes nothing", () => {
    const m = [new Parameter("a", tensor([1])), new Parameter("b", tensor([1]))];
    const optimizer = new SGD(m, { learningRate: 0.1, momentum: 0.9 });
    const alone = new Parameter("a", tensor([1]));
    const other = new SGD([alone], { learningRate: 0.1, momentum: 0.9 });
    for (let i = 0; i < 5; i++) {
      optimizer.step(sum(mul(square(m[0]!.tensor), square(square(m[1]!.tensor)))), Pass.training());
      other.step(sum(square(alone.tensor)), Pass.training());
    }
    expect(m[0]!.elements[0]).not.toBe(m[1]!.elements[0]);
    const again = new Parameter("a", tensor([1]));
    const third = new SGD([again], { learningRate: 0.1, momentum: 0.9 });
    for (let i = 0; i < 5; i++) third.step(sum(square(again.tensor)), Pass.training());
    expect(again.elements[0]).toBe(alone.elements[0]);
  });
});

/** Expects the step to throw, and everything to be as before. */
function expectNoChange(
  m: Sequential,
  optimizer: Optimizer,
  act: () => void,
  kind: typeof UserError | typeof DivergenceError,
  message: RegExp,
): void {
  const [before, steps] = [everything(m), optimizer.steps];
  expect(act).toThrow(kind);
  expect(act).toThrow(message);
  expect(everything(m)).toBe(before);
  expect(optimizer.steps).toBe(steps);
}

describe("a step that is refused has changed nothing", () => {
  const sgd = (m: Sequential): SGD => new SGD(m.parameters(), { learningRate: 0.1 });

  it.each([NaN, Infinity, -Infinity])("for a loss of %d, and says at which step", (value) => {
    const m = model();
    const optimizer = sgd(m);
    const first = Pass.training();
    optimizer.step(lossOf(m, first), first);
    const pass = Pass.training();
    const loss = mul(lossOf(m, pass), value);
    expectNoChange(m, optimizer, () => optimizer.step(loss, pass), DivergenceError, /loss is .* at step 1/);
    try {
      optimizer.step(loss, pass);
    } catch (error) {
      expect((error as DivergenceError).step).toBe(1);
    }
  });

  it("for a loss that is no scalar", () => {
    const m = model();
    const pass = Pass.training();
    const output = m.forward(inputs(), pass);
    const optimizer = sgd(m);
    expectNoChange(m, optimizer, () => optimizer.step(output, pass), UserError, /shape \[6,2\]/);
  });

  it("for a pass of evaluation", () => {
    const m = model();
    const pass = Pass.evaluation();
    const loss = lossOf(m, pass);
    const optimizer = sgd(m);
    expectNoChange(
      m,
      optimizer,
      () => optimizer.step(loss, pass),
      UserError,
      /for evaluation.*Pass\.training\(\)/,
    );
  });

  it("for a pass that a step was already taken on", () => {
    const m = model();
    const pass = Pass.training();
    const loss = lossOf(m, pass);
    const optimizer = sgd(m);
    optimizer.step(loss, pass);
    expectNoChange(
      m,
      optimizer,
      () => optimizer.step(loss, pass),
      UserError,
      /already taken.*Make a new one/,
    );
  });

  it("for a parameter out of reach", () => {
    const m = model();
    const optimizer = new SGD([...m.parameters(), new Parameter("idle", tensor([1]))], { learningRate: 0.1 });
    const pass = Pass.training();
    const loss = lossOf(m, pass);
    expectNoChange(m, optimizer, () => optimizer.step(loss, pass), UserError, /'idle'/);
    // And the pass can still be used by an optimizer that asks for less.
    sgd(m).step(loss, pass);
  });

  it("for a rule that throws: what preconditioners observed is forgotten too", () => {
    class Failing extends Optimizer {
      protected override update(): Float64Array {
        throw new UserError("no step");
      }
    }
    const [m, pass] = [model(), Pass.training()];
    const failing = new Failing(m.parameters(), { learningRate: 0.1 });
    expectNoChange(m, failing, () => failing.step(lossOf(m, pass), pass), UserError, /no step/);
  });

  it("for a rate that the schedule cannot say", () => {
    const m = model();
    const optimizer = new SGD(m.parameters(), {
      learningRate: () => {
        throw new UserError("schedule: out of rates.");
      },
    });
    const pass = Pass.training();
    const loss = lossOf(m, pass);
    expectNoChange(m, optimizer, () => optimizer.step(loss, pass), UserError, /out of rates/);
  });
});

describe("an optimizer refuses at once", () => {
  const one = (): Parameter => new Parameter("w", tensor([1]));
  const makers = [...optimizerClasses];
  it.each(makers)("%s: no parameters, one twice, bad rates, decays and bounds", (_, Kind) => {
    const twice = one();
    expect(() => new Kind([], { learningRate: 1 })).toThrow(/no parameters to train/);
    expect(() => new Kind([twice, twice], { learningRate: 1 })).toThrow(/given twice/);
    for (const bad of [-1, NaN, Infinity]) {
      expect(() => new Kind([one()], { learningRate: bad })).toThrow(
        /learningRate is .*: a finite number from 0/,
      );
    }
    expect(() => new Kind([one()], { learningRate: 1, weightDecay: -1 })).toThrow(/weightDecay is -1/);
    for (const clip of [{ norm: 0 }, { value: -1 }, { norm: NaN }]) {
      expect(() => new Kind([one()], { learningRate: 1, clip })).toThrow(
        /clip: (norm|value) is .*: a number above 0/,
      );
    }
  });

  it.each(makers)("%s: a model in place of its parameters, and no rate", (_, Kind) => {
    const untyped = (x: unknown): never => x as never;
    for (const wrong of [model(), undefined, [one().tensor], one()]) {
      const list = "Optimizer: what is to be trained is no list of parameters. Give model.parameters().";
      expect(() => new Kind(untyped(wrong), { learningRate: 1 })).toThrow(new UserError(list));
    }
    const cases = [[undefined, "there is no learningRate"], [{}, "there is no learningRate"], [{ learningRate: "0.1" }, 'learningRate is "0.1"']] as const; // prettier-ignore
    for (const [options, found] of cases) {
      expect(() => new Kind([one()], untyped(options))).toThrow(
        new UserError(`Optimizer: ${found}. Give a number, as { learningRate: 0.1 }, or a schedule.`),
      );
    }
  });

  it("but takes a loss whose gradient is fine though a part of the graph is not used", () => {
    const w = one();
    reciprocal(sub(w.tensor, 1)); // infinite, and of no account
    expect(() =>
      new SGD([w], { learningRate: 1 }).step(sum(square(w.tensor)), Pass.training()),
    ).not.toThrow();
  });
});
