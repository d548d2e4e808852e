/**
 * SGD, momentum and Nesterov's method against restatements that share no recursion with them.
 */
import { add, mean, permute, reshape, square, sum, tanh } from "../../autograd/index.ts";
import { Random, UserError } from "../../lib/index.ts";
import { Linear, Parameter, Pass } from "../../layers/index.ts";
import { clipGradients, preconditionedGradients, SGD } from "../../optim/index.ts";
import { bnp, identity } from "../../preconditioners/index.ts";
import { generate, zeros, type Tensor } from "../../tensor/index.ts";
import { matrixGap } from "../preconditioners/dense.ts";
import { firstDifference } from "../support/tensors.ts";
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
    [{ momentum: 1 }, /momentum is 1:/],
    [{ momentum: -0.5 }, /momentum is -0.5/],
    [{ momentum: NaN }, /momentum is NaN/],
    [{ nesterov: true }, /nesterov needs a momentum/],
  ])("refuses %j", (options, message) => {
    const make = () => new SGD([new Parameter("w", zeros([1]))], { learningRate: 1, ...options });
    expect(make).toThrow(UserError);
    expect(make).toThrow(message);
  });
});

describe("a step of SGD", () => {
  /** Layers with shared, frozen and penalised parameters, and inputs in several layouts. */
  function setting(seed: number): {
    parameters: Parameter[];
    rest: Parameter[];
    loss: (pass: Pass) => Tensor;
  } {
    const random = Random.stream(seed, "setting");
    const [rows, m, h] = [1 + random.integer(9), 1 + random.integer(30), 1 + random.integer(30)];
    const preconditioner = random.uniform() < 0.6 ? bnp() : identity();
    const [twice, penalty, frozen] = [random.uniform() < 0.4, random.integer(3), random.integer(6)];
    const [a, b] = [[m, h], [h, h]].map(([i, o]) => new Linear(i!, o!, { random, preconditioner })); // prettier-ignore
    const flat = generate([rows * m], () => random.normal());
    const x = random.uniform() < 0.5 ? reshape(flat, [rows, m]) : permute(reshape(flat, [m, rows]), [1, 0]);
    const all = [...a!.parameters(), ...b!.parameters()];
    const [parameters, rest] = [all.filter((_, i) => i !== frozen), all.filter((_, i) => i === frozen)];
    const loss = (pass: Pass): Tensor => {
      let y = tanh(b!.forward(tanh(a!.forward(x, pass)), pass));
      if (twice) y = b!.forward(y, pass);
      const parts = [mean(square(y)), sum(square(b!.weight.tensor)), sum(square(a!.bias!.tensor))];
      return penalty === 0 ? parts[0]! : add(parts[0]!, parts[penalty]!);
    };
    return { parameters, rest, loss };
  }

  it("is the formula on the preconditioned gradients, bit for bit, however it is taken", () => {
    for (let seed = 0; seed < 100; seed++) {
      const random = Random.stream(seed, "options");
      const [learningRate, momentum] = [0.3, random.uniform() < 0.4 ? 0.9 : 0];
      const [weightDecay, decoupled] = [random.uniform() < 0.5 ? 0.2 : 0, random.uniform() < 0.5];
      const clip = random.uniform() < 0.4 ? { value: 0.003 } : undefined;
      const [ours, theirs] = [setting(seed), setting(seed)];
      const sgd = new SGD(ours.parameters, {
        learningRate,
        momentum,
        weightDecay,
        decoupled,
        frozen: ours.rest,
        ...(clip && { clip }),
      });
      const velocities = theirs.parameters.map(({ elements }) => new Float64Array(elements.length));
      for (let step = 0; step < 3; step++) {
        const [pass, another] = [Pass.training(), Pass.training()];
        sgd.step(ours.loss(pass), pass);
        const gradients = preconditionedGradients(theirs.loss(another), another, theirs.parameters);
        if (clip) clipGradients(gradients, clip);
        const moved = theirs.parameters.map((parameter, place) => {
          const [w, v] = [parameter.elements, velocities[place]!];
          const g = gradients
            .get(parameter)!
            .map((value, i) => (decoupled ? value : value + weightDecay * w[i]!));
          g.forEach((value, i) => (v[i] = momentum * v[i]! + value));
          return w.map(
            (value, i) => (decoupled ? 1 - learningRate * weightDecay : 1) * value - learningRate * v[i]!,
          );
        });
        theirs.parameters.forEach((parameter, i) => parameter.replace(moved[i]!));
        ours.parameters.forEach(({ elements }, i) => expect([seed, firstDifference(elements, moved[i]!)]).toEqual([seed, -1])); // prettier-ignore
      }
    }
  });
});
