/**
 * SGD, momentum and Nesterov's method against restatements that share no recursion with them.
 */
import { UserError } from "../../lib/index.ts";
import { Parameter } from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import { zeros } from "../../tensor/index.ts";
import { matrixGap } from "../preconditioners/dense.ts";
import { faded, gradientAt, restated, start, trajectory } from "./scalar.ts";

const [rate, beta, decay, steps] = [0.03, 0.8, 0.2, 20];

describe("SGD", () => {
  it("goes down the gradient", () => {
    const ours = trajectory((w) => new SGD(w, { learningRate: rate }), steps);
    const theirs = restated((w, past) => w - rate * past.at(-1)!, steps);
    expect(matrixGap(ours, theirs)).toBeLessThanOrEqual(1e-14);
  });

  it("with momentum goes down the faded sum of all gradients", () => {
    const ours = trajectory((w) => new SGD(w, { learningRate: rate, momentum: beta }), steps);
    const theirs = restated((w, past) => w - rate * faded(past, beta), steps);
    expect(matrixGap(ours, theirs)).toBeLessThanOrEqual(1e-14);
  });

  it("with nesterov takes gradients ahead of the point that momentum has reached", () => {
    const ours = trajectory((w) => new SGD(w, { learningRate: rate, momentum: beta, nesterov: true }), steps);
    // Nesterov (1983): v ← βv + ∇f(x − αβv), x ← x − αv. The parameter is the place of the gradient, x − αβv.
    const columns = start.map((x0, i) => {
      let [x, v] = [x0, 0];
      return Array.from({ length: steps }, () => {
        v = beta * v + gradientAt(x - rate * beta * v, i);
        x -= rate * v;
        return x - rate * beta * v;
      });
    });
    const theirs = ours.map((_, t) => columns.map((values) => values[t]!));
    expect(matrixGap(ours, theirs)).toBeLessThanOrEqual(1e-14);
  });

  it("with coupled weight decay goes down f + λ‖w‖²/2, momentum and all", () => {
    const options = { learningRate: rate, momentum: beta, weightDecay: decay };
    const ours = trajectory((w) => new SGD(w, options), steps);
    const theirs = restated((w, past) => w - rate * faded(past, beta), steps, (w, i) => gradientAt(w, i) + decay * w); // prettier-ignore
    expect(matrixGap(ours, theirs)).toBeLessThanOrEqual(1e-14);
  });

  it("with decoupled weight decay shrinks beside the step, and momentum does not see it", () => {
    const options = { learningRate: rate, momentum: beta, weightDecay: decay, decoupled: true };
    const ours = trajectory((w) => new SGD(w, options), steps);
    const theirs = restated((w, past) => w * (1 - rate * decay) - rate * faded(past, beta), steps);
    expect(matrixGap(ours, theirs)).toBeLessThanOrEqual(1e-14);
    const coupled = trajectory((w) => new SGD(w, { ...options, decoupled: false }), steps);
    expect(matrixGap(ours, coupled)).toBeGreaterThan(1e-3);
  });

  it("without momentum cannot tell coupled from decoupled decay", () => {
    const options = { learningRate: rate, weightDecay: decay };
    const [coupled, decoupled] = [false, true].map((d) =>
      trajectory((w) => new SGD(w, { ...options, decoupled: d }), steps),
    );
    expect(matrixGap(coupled!, decoupled!)).toBeLessThanOrEqual(1e-14);
  });

  it.each([
    [{ momentum: 1 }, /momentum 1 /],
    [{ momentum: -0.5 }, /momentum -0.5/],
    [{ momentum: NaN }, /momentum NaN/],
    [{ nesterov: true }, /nesterov needs a momentum/],
  ])("refuses %j", (options, message) => {
    const make = () => new SGD([new Parameter("w", zeros([1]))], { learningRate: 1, ...options });
    expect(make).toThrow(UserError);
    expect(make).toThrow(message);
  });
});
