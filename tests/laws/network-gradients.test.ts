/**
 * First and second derivatives of whole networks, by the engine and by six-point differences of the real thing: the
 * numbers in the parameters are replaced and the model is run again, so that layers, pass and losses are in the loop.
 *
 * The loss is not a uniform function of the outputs: the sum of a normalised batch has no gradient to get wrong.
 */
import { checkGradients, pullback } from "../../autograd/index.ts";
import { Random } from "../../lib/index.ts";
import {
  Activation,
  batchStatistics,
  binaryCrossEntropyWithLogits,
  crossEntropy,
  mlp,
  mseLoss,
  Pass,
  type ActivationName,
  type Normalization,
} from "../../layers/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { generate, type Tensor } from "../../tensor/index.ts";
import { gap } from "../preconditioners/dense.ts";
import {
  concatenated,
  differences,
  flat,
  gradient,
  hessianRows,
  tensorsOf,
  transposedRows,
  type Problem,
} from "../support/network-derivatives.ts";

type LossName = "crossEntropy" | "mse" | "bce";

interface Network extends Problem {
  readonly input: Tensor;
  readonly output: (x: Tensor) => Tensor;
  /** What the activation of the hidden layer gets to see. */
  readonly beforeActivation: () => Tensor;
}

function network(
  activation: ActivationName,
  normalization: Normalization | undefined,
  by: LossName,
  seed = 0,
): Network {
  const random = Random.stream(seed, `${activation} ${normalization ?? "plain"} ${by}`);
  const model = mlp({
    sizes: [3, 4, 2],
    activation,
    random,
    preconditioner: bnp(),
    ...(normalization && { normalization }),
  });
  // Away from the start, where biases are 0 and scales 1 and some derivatives vanish.
  const parameters = model.parameters();
  for (const p of parameters) p.replace(p.elements.map((w) => w + 0.3 * random.normal()));
  const input = generate([6, 3], () => 0.5 + random.normal());
  const target = generate([6, 2], () => random.uniform());
  const output = (x: Tensor): Tensor => model.forward(x, Pass.training());
  const losses: Record<LossName, () => Tensor> = {
    crossEntropy: () => crossEntropy(output(input), [0, 1, 1, 0, 1, 0]),
    mse: () => mseLoss(output(input), target),
    bce: () => binaryCrossEntropyWithLogits(output(input), target.toArray()),
  };
  const beforeActivation = (): Tensor => {
    const layers = model.layers.slice(
      0,
      model.layers.findIndex((layer) => layer instanceof Activation),
    );
    return layers.reduce((h, layer) => layer.forward(h, Pass.training()), input);
  };
  return { parameters, input, output, beforeActivation, loss: losses[by] };
}

const cases: [ActivationName, Normalization | undefined, LossName][] = [
  ["tanh", undefined, "crossEntropy"],
  ["tanh", "bn", "crossEntropy"],
  ["sigmoid", "bn", "mse"],
  ["tanh", "bn-pre", "mse"],
  ["gelu", "bn-pre", "bce"],
  ["softplus", "ln", "crossEntropy"],
  ["silu", "ln", "bce"],
  ["tanh", "gn", "mse"],
  ["sigmoid", "renorm", "crossEntropy"], // its clips are closed at first: r = 1 and d = 0 are constants
];

describe.each(cases)("%s, normalisation %s, loss %s, in training mode", (activation, normalization, by) => {
  const net = network(activation, normalization, by);

  it("has the gradient that differences of the loss have", () => {
    const exact = gradient(net);
    const approximate = concatenated(differences(net.parameters, () => [net.loss().item()]));
    expect(gap(exact, approximate)).toBeLessThanOrEqual(1e-9);
  });

  it("has the Hessian that differences of the gradient have, and it is symmetric", () => {
    const rows = hessianRows(net);
    expect(gap(concatenated(rows), concatenated(differences(net.parameters, () => gradient(net))))).toBeLessThanOrEqual(1e-9); // prettier-ignore
    expect(gap(concatenated(rows), transposedRows(rows))).toBeLessThanOrEqual(1e-14);
  });

  it("has derivatives in its input that agree with differences to order 2", () => {
    const checks = checkGradients(([x]) => net.output(x!), [net.input], { order: 2, tolerance: 1e-9 });
    expect(checks.map((c) => c.zero)).toEqual([false, false]);
  });
});

describe("a relu network", () => {
  /**
   * The first seed whose activations' inputs are all far from the kink, and so far from 0 that no neuron is left with one
   * tiny activation for a norm after it to blow up.
   */
  function awayFromKinks(normalization: Normalization | undefined): Network {
    for (let seed = 0; seed < 2000; seed++) {
      const net = network("relu", normalization, "crossEntropy", seed);
      if (Math.min(...net.beforeActivation().toArray().map(Math.abs)) > 0.2) return net;
    }
    throw new Error("Every seed has an activation near its kink.");
  }

  it.each(["bn", "bn-pre", "ln", undefined] as const)(
    "with normalisation %s has the right gradient",
    (which) => {
      const net = awayFromKinks(which);
      const approximate = concatenated(differences(net.parameters, () => [net.loss().item()]));
      expect(gap(gradient(net), approximate)).toBeLessThanOrEqual(1e-9);
    },
  );
});

describe("the gradient of an evaluation", () => {
  it("is not that of training: statistics are constants there, running or given", () => {
    const random = Random.stream(0, "evaluation");
    const model = mlp({ sizes: [3, 4, 2], activation: "tanh", random, normalization: "bn" });
    const x = generate([6, 3], () => random.normal());
    const statistics = batchStatistics(model, x);
    const inMode = (pass: () => Pass): Float64Array => {
      const parameters = model.parameters();
      const loss = (): Tensor => crossEntropy(model.forward(x, pass()), [0, 1, 1, 0, 1, 0]);
      const exact = flat(pullback(loss(), tensorsOf(parameters)));
      expect(gap(exact, concatenated(differences(parameters, () => [loss().item()])))).toBeLessThanOrEqual(
        1e-9,
      );
      return exact;
    };
    const training = inMode(() => Pass.training());
    const given = inMode(() => Pass.evaluation({ statistics }));
    const running = inMode(() => Pass.evaluation());
    const batch = inMode(() => Pass.evaluation({ statistics: "batch" }));
    expect(gap(batch, training)).toBe(0);
    expect(gap(given, training)).toBeGreaterThan(0.01);
    expect(gap(running, training)).toBeGreaterThan(0.01);
  });
});
