/**
 * How many steps optimizers take. One row a method and problem, with a budget; where theory has a number, the number;
 * and where one method is meant to beat another, it has to beat it, not merely arrive.
 */
import { affine, mean, mul, pullback, square, sub, sum } from "../../autograd/index.ts";
import { Random } from "../../lib/index.ts";
import { Linear, mseLoss, Parameter, Pass } from "../../layers/index.ts";
import {
  Adam,
  AdamW,
  cosine,
  RMSprop,
  SGD,
  warmup,
  type Optimizer,
  type OptimizerOptions,
} from "../../optim/index.ts";
import { bnp, identity, type PreconditionerChoice } from "../../preconditioners/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";
import { matrixOfMap, momentsOf, valuesOfMatrix, observationOfRows } from "../preconditioners/cases.ts";
import { product, scaled, symmetricEigenvalues, transposed, type Matrix } from "../preconditioners/dense.ts";

type Problem = (w: Tensor) => Tensor;
type Make = (parameters: readonly Parameter[]) => Optimizer;

/** ½·Σ λᵢ·wᵢ². */
const quadratic = (...curvatures: readonly number[]): Problem => (w) => mul(0.5, sum(mul(tensor(curvatures), square(w)))); // prettier-ignore
const round = quadratic(1, 2, 3);
const narrow = quadratic(1, 10, 100);

/** Steps until the loss is a millionth of what it was; Infinity if `most` do not do. */
function stepsNeeded(make: Make, problem: Problem, most = 5000): number {
  const w = new Parameter("w", tensor([1, 1, 1]));
  const optimizer = make([w]);
  const goal = problem(w.tensor).item() * 1e-6;
  for (let step = 0; step < most; step++) {
    const loss = problem(w.tensor);
    if (loss.item() <= goal) return step;
    optimizer.step(loss, Pass.training());
  }
  return Infinity;
}

// Budgets are about a fifth above what is measured.
const table: [string, Make, Problem, number][] = [
  ["SGD on a round quadratic", (w) => new SGD(w, { learningRate: 2 / (1 + 3) }), round, 12],
  ["SGD on a narrow one", (w) => new SGD(w, { learningRate: 2 / (1 + 100) }), narrow, 414],
  ["momentum on a narrow one", (w) => new SGD(w, { learningRate: 0.03, momentum: 0.67 }), narrow, 47],
  [
    "Nesterov on a narrow one",
    (w) => new SGD(w, { learningRate: 0.01, momentum: 0.8, nesterov: true }),
    narrow,
    90,
  ],
  [
    "RMSprop on a narrow one",
    (w) => new RMSprop(w, { learningRate: cosine(0.05, { steps: 150 }) }),
    narrow,
    100,
  ],
  ["Adam on a narrow one", (w) => new Adam(w, { learningRate: cosine(0.1, { steps: 150 }) }), narrow, 39],
  ["AdamW on a narrow one", (w) => new AdamW(w, { learningRate: cosine(0.1, { steps: 150 }) }), narrow, 89],
  ["warmed-up momentum", (w) => new SGD(w, { learningRate: warmup(20, 0.03), momentum: 0.67 }), narrow, 57],
];

describe("convergence", () => {
  it.each(table)("%s is within its budget", (_, make, problem, budget) => {
    const steps = stepsNeeded(make, problem);
    expect(steps).toBeLessThanOrEqual(budget);
    expect(steps).toBeGreaterThan(1);
  });

  it("of SGD at its best rate is as theory has it: (κ − 1)/(κ + 1) a step", () => {
    for (const kappa of [3, 10, 100]) {
      const steps = stepsNeeded((w) => new SGD(w, { learningRate: 2 / (1 + kappa) }), quadratic(1, 1, kappa));
      // The loss is a sum of squares: twice the rate. All three coordinates shrink alike at this rate.
      const predicted = Math.log(1e-6) / (2 * Math.log((kappa - 1) / (kappa + 1)));
      expect(Math.abs(steps - Math.ceil(predicted))).toBeLessThanOrEqual(1);
    }
  });

  it("of momentum beats SGD's as √κ beats κ", () => {
    const [root, kappa] = [Math.sqrt(100), 100];
    const momentum = ((root - 1) / (root + 1)) ** 2;
    const rate = 4 / (1 + root) ** 2;
    const heavy = stepsNeeded((w) => new SGD(w, { learningRate: rate, momentum }), narrow);
    const plain = stepsNeeded((w) => new SGD(w, { learningRate: 2 / (1 + kappa) }), narrow);
    expect(heavy).toBeLessThan(plain / 5);
  });

  it("stops at 2/λ_max for SGD", () => {
    expect(stepsNeeded((w) => new SGD(w, { learningRate: 0.99 * (2 / 100) }), narrow)).toBeLessThan(Infinity);
    expect(stepsNeeded((w) => new SGD(w, { learningRate: 1.01 * (2 / 100) }), narrow, 2000)).toBe(Infinity);
  });
});

describe("linear regression on badly scaled inputs", () => {
  const random = Random.stream(0, "regression");
  const scales = [5, 1, 2, 0.7];
  const rows: Matrix = Array.from({ length: 60 }, () =>
    scales.map((s, c) => s * (random.normal() + [1, -1, 0.5, 1][c]!)),
  );
  const x = tensor(rows);
  const y = generate([60, 1], (i) => rows[i]!.reduce((total, h, c) => total + h / scales[c]!, 1));

  /** The best constant rate of gradient descent in z, from the Hessian 2·(ĤP)ᵀĤP/N of the mean squared error. */
  function bestRate(choice: PreconditionerChoice): { readonly rate: number; readonly kappa: number } {
    const preconditioner = choice.create({ inputs: 4, outputs: 1, bias: true, layer: "l" });
    preconditioner.observe?.(observationOfRows(valuesOfMatrix(rows)));
    const seen = product(rows.map((row) => [1, ...row]), matrixOfMap(5, preconditioner.factor().times)); // prettier-ignore
    const eigenvalues = symmetricEigenvalues(scaled(2 / rows.length, product(transposed(seen), seen)));
    const [least, most] = [eigenvalues[0]!, eigenvalues.at(-1)!];
    return { rate: 2 / (least + most), kappa: most / least };
  }

  function steps(choice: PreconditionerChoice, options: Partial<OptimizerOptions> = {}): number {
    const layer = new Linear(4, 1, { random: Random.stream(0, "weights"), preconditioner: choice });
    const optimizer = new SGD(layer.parameters(), { learningRate: bestRate(choice).rate, ...options });
    const first = mseLoss(layer.forward(x), y).item();
    for (let step = 0; step < 40_000; step++) {
      const pass = Pass.training();
      const loss = mseLoss(layer.forward(x, pass), y);
      if (loss.item() <= 1e-6 * first) return step;
      optimizer.step(loss, pass);
    }
    return Infinity;
  }

  it("BNP needs at most a tenth of the steps, each at its best rate", () => {
    const [plain, preconditioned] = [steps(identity()), steps(bnp())];
    expect(plain).toBeLessThan(Infinity);
    expect(preconditioned).toBeLessThanOrEqual(plain / 10);
  });

  it("because the condition number is that of the well-scaled problem, and no better", () => {
    const { mean: centre, variance } = momentsOf(rows);
    const white = rows.map((row) => row.map((h, c) => (h - centre[c]!) / Math.sqrt(variance[c]!)));
    const seen = white.map((row) => [1, ...row]);
    const eigenvalues = symmetricEigenvalues(product(transposed(seen), seen));
    const wellScaled = eigenvalues.at(-1)! / eigenvalues[0]!;
    const ratio = bestRate(bnp({ eps1: 0, eps2: 0 })).kappa / wellScaled;
    expect(Math.abs(ratio - 1)).toBeLessThan(1e-9);
    expect(bestRate(identity()).kappa / bestRate(bnp()).kappa).toBeGreaterThan(50);
  });

  it("and the solution is the same, also with a penalty that weight decay stands for, added after P·Pᵀ", () => {
    // At a fixed point of w ← w − α(P·Pᵀ∇ + λw) it is P·Pᵀ∇ that balances λw: not the minimum of loss + λ‖w‖²/2.
    const solve = (choice: PreconditionerChoice, weightDecay: number): Linear => {
      const layer = new Linear(4, 1, { random: Random.stream(0, "weights"), preconditioner: choice });
      const optimizer = new SGD(layer.parameters(), { learningRate: bestRate(choice).rate / 2, weightDecay });
      for (let step = 0; step < 3000; step++) {
        const pass = Pass.training();
        optimizer.step(mseLoss(layer.forward(x, pass), y), pass);
      }
      return layer;
    };
    const free = solve(bnp(), 0);
    expect(mean(square(sub(free.forward(x), y))).item()).toBeLessThan(1e-20);
    const lambda = 0.1;
    const { weight, bias } = solve(bnp(), lambda);
    const loss = mseLoss(affine(x, weight.tensor, bias!.tensor), y);
    const [gw, gb] = pullback(loss, [weight.tensor, bias!.tensor]);
    const applied = weight.preconditioner!.apply({ weight: gw!.values, bias: gb!.values });
    applied.weight.data.forEach((g, i) => expect(g + lambda * weight.elements[i]!).toBeCloseTo(0, 9));
    applied.bias!.data.forEach((g, i) => expect(g + lambda * bias!.elements[i]!).toBeCloseTo(0, 9));
  });
});
