/**
 * RMSprop against its definition as a weighted sum over all past squares.
 */
import { UserError } from "../../lib/index.ts";
import { Parameter } from "../../layers/index.ts";
import { RMSprop } from "../../optim/index.ts";
import { zeros } from "../../tensor/index.ts";
import { matrixGap } from "../preconditioners/dense.ts";
import { faded, gradientAt, restated, trajectory } from "./scalar.ts";

const [rate, steps] = [0.02, 20];
const direction = (past: readonly number[], rho = 0.99, eps = 1e-8): number =>
  past.at(-1)! / (Math.sqrt((1 - rho) * faded(past, rho, (g) => g * g)) + eps);

describe("RMSprop", () => {
  it.each([
    [0.99, 1e-8],
    [0.5, 1e-2],
    [0, 1],
  ])("with ρ = %d, ε = %d moves by g/(√s + ε)", (decay, eps) => {
    const ours = trajectory((w) => new RMSprop(w, { learningRate: rate, decay, eps }), steps);
    const theirs = restated((w, past) => w - rate * direction(past, decay, eps), steps);
    expect(matrixGap(ours, theirs)).toBeLessThanOrEqual(1e-14);
  });

  it("has defaults ρ = 0.99 and ε = 1e-8", () => {
    const ours = trajectory((w) => new RMSprop(w, { learningRate: rate }), steps);
    const named = trajectory((w) => new RMSprop(w, { learningRate: rate, decay: 0.99, eps: 1e-8 }), steps);
    expect(ours).toEqual(named);
  });

  it("decays weights coupled or decoupled", () => {
    const lambda = 0.3;
    const options = { learningRate: rate, weightDecay: lambda };
    const coupled = restated((w, past) => w - rate * direction(past), steps, (w, i) => gradientAt(w, i) + lambda * w); // prettier-ignore
    const decoupled = restated((w, past) => w * (1 - rate * lambda) - rate * direction(past), steps);
    expect(
      matrixGap(
        trajectory((w) => new RMSprop(w, options), steps),
        coupled,
      ),
    ).toBeLessThanOrEqual(1e-14);
    const ours = trajectory((w) => new RMSprop(w, { ...options, decoupled: true }), steps);
    expect(matrixGap(ours, decoupled)).toBeLessThanOrEqual(1e-14);
  });

  it.each([1, -0.1, NaN])("refuses decay %d", (decay) => {
    const make = () => new RMSprop([new Parameter("w", zeros([1]))], { learningRate: 1, decay });
    expect(make).toThrow(UserError);
    expect(make).toThrow(/RMSprop: decay/);
  });
});
