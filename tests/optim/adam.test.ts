/**
 * Adam and AdamW against their definition as weighted sums over all past gradients.
 */
import { UserError } from "../../lib/index.ts";
import { Parameter } from "../../layers/index.ts";
import { Adam, AdamW, type AdamOptions } from "../../optim/index.ts";
import { zeros } from "../../tensor/index.ts";
import { matrixGap } from "../preconditioners/dense.ts";
import { faded, gradientAt, restated, start, trajectory } from "./scalar.ts";

const [rate, steps] = [0.05, 20];

/** The direction m̂/(√ŝ + ε) from all gradients so far. */
function direction(past: readonly number[], [beta1, beta2]: readonly [number, number], eps = 1e-8): number {
  const t = past.length;
  const mean = ((1 - beta1) / (1 - beta1 ** t)) * faded(past, beta1);
  const squares = ((1 - beta2) / (1 - beta2 ** t)) * faded(past, beta2, (g) => g * g);
  return mean / (Math.sqrt(squares) + eps);
}

describe("Adam", () => {
  it.each([
    [[0.9, 0.999], 1e-8],
    [[0.5, 0.9], 1e-3],
    [[0, 0], 1e-8],
  ] as const)("with β = %j, ε = %d moves by m̂/(√ŝ + ε)", (betas, eps) => {
    const ours = trajectory((w) => new Adam(w, { learningRate: rate, betas, eps }), steps);
    const theirs = restated((w, past) => w - rate * direction(past, betas, eps), steps);
    expect(matrixGap(ours, theirs)).toBeLessThanOrEqual(1e-14);
  });

  it("has defaults β = (0.9, 0.999), ε = 1e-8 and no decay", () => {
    const named = { learningRate: rate, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0 } as const;
    const ours = trajectory((w) => new Adam(w, { learningRate: rate }), steps);
    expect(ours).toEqual(trajectory((w) => new Adam(w, named), steps));
  });

  it("takes a first step of the learning rate's length in every coordinate, whatever the gradient's size", () => {
    const [first] = trajectory((w) => new Adam(w, { learningRate: rate, eps: 1e-300 }), 1);
    first!.forEach((w, i) => expect(Math.abs(w - start[i]!)).toBeCloseTo(rate, 14));
  });

  it("with coupled decay divides λw by √ŝ like any gradient", () => {
    const decay = 0.3;
    const ours = trajectory((w) => new Adam(w, { learningRate: rate, weightDecay: decay }), steps);
    const theirs = restated((w, past) => w - rate * direction(past, [0.9, 0.999]), steps, (w, i) => gradientAt(w, i) + decay * w); // prettier-ignore
    expect(matrixGap(ours, theirs)).toBeLessThanOrEqual(1e-14);
  });
});

describe("AdamW", () => {
  it.each([
    [0.01, {}],
    [0.3, { weightDecay: 0.3 }],
    [0, { weightDecay: 0 }],
  ])("shrinks by rate·λ, λ = %d, beside Adam's step", (decay, options) => {
    const ours = trajectory((w) => new AdamW(w, { learningRate: rate, ...options }), steps);
    const theirs = restated(
      (w, past) => w * (1 - rate * decay) - rate * direction(past, [0.9, 0.999]),
      steps,
    );
    expect(matrixGap(ours, theirs)).toBeLessThanOrEqual(1e-14);
  });

  it("is decoupled whatever it is told", () => {
    const told = { learningRate: rate, weightDecay: 0.3, decoupled: false } as AdamOptions;
    const ours = trajectory((w) => new AdamW(w, told), steps);
    expect(ours).toEqual(trajectory((w) => new AdamW(w, { learningRate: rate, weightDecay: 0.3 }), steps));
  });
});

it.each([
  [1, 0.999],
  [0.9, -0.1],
  [NaN, 0.9],
])("betas [%d, %d] are refused", (beta1, beta2) => {
  const make = () => new Adam([new Parameter("w", zeros([1]))], { learningRate: 1, betas: [beta1, beta2] });
  expect(make).toThrow(UserError);
  expect(make).toThrow(/betas\[[01]\] is .*: a finite number from 0 and below 1 is needed/);
});
