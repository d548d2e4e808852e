/**
 * Batch size 1, where batch normalisation has no variance to divide by: BNP trains there, and BN says why it cannot.
 */
import { Random, UserError } from "../../lib/index.ts";
import { crossEntropy, mlp, Pass, type ActivationName, type MlpOptions } from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import { bnp, type StatisticsPolicy } from "../../preconditioners/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";

const [count, features] = [200, 4];

/** Two classes on either side of a curve, seen in features of different means and scales. */
function task(): { readonly rows: readonly (readonly number[])[]; readonly labels: readonly number[] } {
  const random = Random.stream(0, "task");
  const white = Array.from({ length: count }, () => Array.from({ length: features }, () => random.normal()));
  return {
    rows: white.map((z) => z.map((x, c) => (x + [3, -2, 0, 1][c]!) * [5, 0.3, 1, 0.5][c]!)),
    labels: white.map(([a, b, c]) => (a! * a! + b! * c! > 0.6 ? 1 : 0)),
  };
}

const { rows, labels } = task();
const all = tensor(rows);

const network = (activation: ActivationName, options: Partial<MlpOptions> = {}) =>
  mlp({ sizes: [features, 10, 10, 2], activation, random: Random.stream(0, "weights"), ...options });

/** The loss over all examples before and after a number of steps of one example each. */
function train(model: ReturnType<typeof network>, learningRate: number, steps: number): [number, number] {
  const order = Random.stream(0, "order");
  const loss = (): number => crossEntropy(model.forward(all), labels).item();
  const optimizer = new SGD(model.parameters(), { learningRate });
  const before = loss();
  for (let step = 0; step < steps; step++) {
    const i = order.integer(count);
    const pass = Pass.training();
    optimizer.step(crossEntropy(model.forward(tensor([rows[i]!]), pass), [labels[i]!]), pass);
  }
  return [before, loss()];
}

describe("at batch size 1", () => {
  const cases: [StatisticsPolicy, ActivationName, number][] = [
    ["ramp", "relu", 0.05],
    ["total", "relu", 0.05],
    ["ramp", "sigmoid", 0.3],
    ["total", "sigmoid", 0.3],
  ];
  it.each(cases)("BNP with %s statistics lowers the loss of a %s network", (statistics, activation, rate) => {
    const model = network(activation, { preconditioner: bnp({ statistics }) });
    const [before, after] = train(model, rate, 1500);
    expect(after).toBeLessThan(0.7 * before);
  });

  it("`paper` statistics have died out after some time, and with them what bounds the step", () => {
    const model = network("sigmoid", { preconditioner: bnp({ statistics: "paper" }) });
    const [, after] = train(model, 0.3, 1500);
    const [, ramp] = train(network("sigmoid", { preconditioner: bnp() }), 0.3, 1500);
    expect(after).toBeGreaterThan(2 * ramp);
  });

  it("BN refuses to train, and says what to do", () => {
    for (const normalization of ["bn", "bn-pre"] as const) {
      const model = network("relu", { normalization });
      const forward = () => model.forward(tensor([rows[0]!]), Pass.training());
      expect(forward).toThrow(UserError);
      expect(forward).toThrow(/BatchNorm1d\(10\): a batch of 1 has no variance.*at least 2 examples, or BNP/);
      expect(() => model.forward(tensor([rows[0]!]))).not.toThrow(); // evaluation is another matter
    }
  });

  it("layer normalisation trains too", () => {
    const [before, after] = train(network("relu", { normalization: "ln" }), 0.01, 600);
    expect(after).toBeLessThan(before);
  });
});

it("the task is one that a linear classifier cannot do", () => {
  const random = Random.stream(0, "weights");
  const whitened = mlp({ sizes: [features, 2], activation: "relu", random, preconditioner: bnp() });
  const optimizer = new SGD(whitened.parameters(), { learningRate: 0.5 });
  const x: Tensor = generate([count, features], (i) => rows[Math.floor(i / features)]![i % features]!);
  for (let step = 0; step < 300; step++) {
    const pass = Pass.training();
    optimizer.step(crossEntropy(whitened.forward(x, pass), labels), pass);
  }
  expect(crossEntropy(whitened.forward(x), labels).item()).toBeGreaterThan(0.55);
});
