/**
 * An optimizer stopped and taken up again goes on as if it had not been stopped, to the last bit, for every rule.
 */
import { mean, square, sub } from "../../autograd/index.ts";
import { DataError, type NamedArrays, Random, readSafetensors, writeSafetensors } from "../../lib/index.ts";
import { mlp, type Parameter, Pass, type Sequential } from "../../layers/index.ts";
import { Adam, type Optimizer, RMSprop, SGD, warmup } from "../../optim/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { generate, type Tensor } from "../../tensor/index.ts";
import { optimizerClasses } from "./classes.ts";

type Make = (parameters: readonly Parameter[]) => Optimizer;
const learningRate = 0.05;
const rules: readonly [string, Make][] = [
  ...[...optimizerClasses].map(([name, Kind]): [string, Make] => [
    name,
    (p) => new Kind(p, { learningRate }),
  ]),
  [
    "SGD with momentum and warm-up",
    (p) => new SGD(p, { learningRate: warmup(8, learningRate), momentum: 0.9 }),
  ],
  ["SGD with Nesterov's momentum", (p) => new SGD(p, { learningRate, momentum: 0.9, nesterov: true })],
  ["clipped RMSprop", (p) => new RMSprop(p, { learningRate, clip: { norm: 1 } })],
  ["Adam with decay", (p) => new Adam(p, { learningRate, weightDecay: 0.01 })],
  ["Adam in z", (p) => new Adam(p, { learningRate, weightDecay: 0.01, space: "preconditioned" })],
  ["SGD with momentum in z", (p) => new SGD(p, { learningRate, momentum: 0.9, space: "preconditioned" })],
];

const model = (seed: number): Sequential =>
  mlp({
    ...{ sizes: [3, 4, 2], activation: "tanh", normalization: "bn", preconditioner: bnp() },
    random: Random.stream(seed, "weights"),
  });

/** The rows of step t, other ones at every step. */
function batch(t: number): Tensor {
  const stream = Random.stream(t, "rows");
  return generate([6, 3], () => stream.normal());
}

function train(m: Sequential, optimizer: Optimizer, from: number, to: number): void {
  for (let t = from; t < to; t++) {
    const pass = Pass.training();
    optimizer.step(mean(square(sub(m.forward(batch(t), pass), 1))), pass);
  }
}

const throughBytes = (state: NamedArrays): NamedArrays => readSafetensors(writeSafetensors(state)).arrays;
const bitsOf = (state: NamedArrays): string => Buffer.from(writeSafetensors(state)).toString("base64");

it.each(rules)("%s, stopped at any step, ends where it would have ended", (_, make) => {
  const whole = model(0);
  const unstopped = make(whole.parameters());
  train(whole, unstopped, 0, 12);
  for (const stop of [0, 1, 5, 11, 12]) {
    const [first, second] = [model(0), model(1)];
    const before = make(first.parameters());
    train(first, before, 0, stop);
    const after = make(second.parameters());
    // Of other steps, so that nothing is right by chance.
    train(second, after, 20, 23);
    second.restore(throughBytes(first.state()));
    after.restore(throughBytes(before.state()));
    expect(after.steps).toBe(stop);
    train(second, after, stop, 12);
    expect(bitsOf(second.state())).toBe(bitsOf(whole.state()));
    expect(bitsOf(after.state())).toBe(bitsOf(unstopped.state()));
  }
});

describe("the state of an optimizer", () => {
  const names = (make: Make): string[] => [...make(model(0).parameters().slice(0, 2)).state().keys()];

  it.each([
    ["SGD", ["steps"]],
    ["SGD with momentum and warm-up", ["steps", "velocity.0", "velocity.1"]],
    ["RMSprop", ["steps", "square.0", "square.1"]],
    ["AdamW", ["steps", "mean.0", "mean.1", "square.0", "square.1"]],
  ])("of %s is steps and what the rule keeps", (rule, keys) => {
    expect(names(rules.find(([name]) => name === rule)![1])).toEqual(keys);
  });

  it("is no longer touched by later steps", () => {
    const m = model(0);
    const optimizer = new Adam(m.parameters(), { learningRate });
    train(m, optimizer, 0, 2);
    const state = optimizer.state();
    const before = bitsOf(state);
    train(m, optimizer, 2, 4);
    expect(bitsOf(state)).toBe(before);
    expect(bitsOf(optimizer.state())).not.toBe(before);
    optimizer.restore(state);
    train(m, optimizer, 2, 4);
    expect(bitsOf(state)).toBe(before);
  });

  it("is refused by another rule, by other parameters, and if it cannot be; and then nothing has changed", () => {
    const m = model(0);
    const adam = new Adam(m.parameters(), { learningRate });
    train(m, adam, 0, 2);
    const before = bitsOf(adam.state());
    const momentum = new SGD(m.parameters(), { learningRate, momentum: 0.9 });
    const fewer = new Adam(m.parameters().slice(1), { learningRate });
    expect(() => adam.restore(momentum.state())).toThrow(DataError);
    expect(() => adam.restore(momentum.state(), "a.safetensors")).toThrow(
      /^a\.safetensors: "mean\.0" \[4,3\] is missing\. /,
    );
    expect(() => adam.restore(fewer.state())).toThrow('"mean.0" has shape [4], and [4,3] is wanted');
    for (const steps of [-1, 0.5, NaN]) {
      const state = new Map(adam.state()).set("steps", { shape: [], values: Float64Array.of(steps) });
      expect(() => adam.restore(state)).toThrow(`Optimizer: ${steps} steps cannot be.`);
    }
    expect(bitsOf(adam.state())).toBe(before);
  });
});
