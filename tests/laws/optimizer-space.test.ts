/**
 * An optimizer in z: with P held constant it is the same optimizer on the network whose parameters are z, for every rule;
 * plain SGD does not depend on the space; and where P is the identity nothing does, to the last bit.
 */
import {
  add,
  affine,
  conv2d,
  matmul,
  mean,
  mul,
  reshape,
  square,
  sub,
  sum,
  tanh,
} from "../../autograd/index.ts";
import { freeze, frozen } from "../../lab/theory/frozen.ts";
import { Conv2d, crossEntropy, Linear, mlp, Parameter, Pass } from "../../layers/index.ts";
import { Random } from "../../lib/index.ts";
import {
  Adam,
  AdamW,
  type Optimizer,
  type OptimizerOptions,
  RMSprop,
  SGD,
  type SgdOptions,
} from "../../optim/index.ts";
import { bnp, identity, type PreconditionerChoice } from "../../preconditioners/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";
import { gap } from "../preconditioners/dense.ts";

type Rule = readonly [string, (parameters: readonly Parameter[], space: Space) => Optimizer];
type Space = NonNullable<OptimizerOptions["space"]>;

const learningRate = 0.05;
const sgd =
  (options: Omit<SgdOptions, "learningRate"> = {}): Rule[1] =>
  (p, space) =>
    new SGD(p, { learningRate, space, ...options });
const plain: readonly Rule[] = [
  ["SGD", sgd()],
  ["SGD with coupled decay", sgd({ weightDecay: 0.1 })],
  ["SGD with decoupled decay", sgd({ weightDecay: 0.1, decoupled: true })],
];
const withMomentum: readonly Rule[] = [
  ["SGD with momentum", sgd({ momentum: 0.9, weightDecay: 0.1 })],
  ["SGD with Nesterov's momentum", sgd({ momentum: 0.9, nesterov: true })],
];
const rules: readonly Rule[] = [
  ...plain,
  ...withMomentum,
  ["SGD with clipping", sgd({ clip: { norm: 0.3 } })],
  ["RMSprop", (p, space) => new RMSprop(p, { learningRate, space, eps: 1e-3 })],
  ["Adam", (p, space) => new Adam(p, { learningRate, space, eps: 1e-3, clip: { value: 0.1 } })],
  [
    "Adam with coupled decay",
    (p, space) => new Adam(p, { learningRate, space, weightDecay: 0.1, eps: 1e-3 }),
  ],
  ["AdamW", (p, space) => new AdamW(p, { learningRate, space, weightDecay: 0.1, eps: 1e-3 })],
];

const random = Random.stream(0, "space");
/** Inputs whose means are large against their deviations, each with a scale of its own. */
const badlyScaled = (rows: number, columns: number): Tensor =>
  generate([rows, columns], (place) => 3 + random.normal() * ((place % columns) % 2 === 0 ? 0.5 : 2));
const x = badlyScaled(12, 3);
const images = reshape(badlyScaled(4 * 2 * 25, 1), [4, 2, 5, 5]);

type Map = readonly [weight: Tensor, bias: Tensor];
interface Problem {
  readonly layers: readonly (Linear | Conv2d)[];
  readonly gain?: Parameter;
  readonly loss: (pass: Pass) => Tensor;
  /** The same as a function of the weights and biases. */
  readonly written: (maps: readonly Map[], gain?: Tensor) => Tensor;
}

/** A network, a layer that is used twice and penalised, and a convolution with a parameter of no layer behind it. */
const problems: Readonly<Record<string, (choice: PreconditionerChoice) => Problem>> = {
  "an mlp": (preconditioner) => {
    const stream = Random.stream(1, "space");
    const layers = [
      new Linear(3, 4, { random: stream, preconditioner }),
      new Linear(4, 2, { random: stream, preconditioner }),
    ] as const;
    const error = (y: Tensor): Tensor => mean(square(sub(y, 1)));
    return {
      layers,
      loss: (pass) => error(layers[1].forward(tanh(layers[0].forward(x, pass)), pass)),
      written: ([one, two]) => error(affine(tanh(affine(x, ...one!)), ...two!)),
    };
  },
  "a layer used twice and penalised": (preconditioner) => {
    const layer = new Linear(3, 3, { random: Random.stream(2, "space"), preconditioner });
    const error = (y: Tensor, w: Tensor): Tensor => add(mean(square(sub(y, 1))), mul(0.1, sum(square(w))));
    return {
      layers: [layer],
      loss: (pass) => error(layer.forward(tanh(layer.forward(x, pass)), pass), layer.weight.tensor),
      written: ([map]) => error(affine(tanh(affine(x, ...map!)), ...map!), map![0]),
    };
  },
  "a convolution": (preconditioner) => {
    const layer = new Conv2d(2, 3, 3, { random: Random.stream(3, "space"), padding: 1, preconditioner });
    const gain = new Parameter("gain", tensor([2]));
    const error = (y: Tensor, g: Tensor): Tensor => mean(square(sub(mul(g, tanh(y)), 1)));
    return {
      layers: [layer],
      gain,
      loss: (pass) => error(layer.forward(images, pass), gain.tensor),
      written: ([map], g) => error(conv2d(images, ...map!, { padding: 1 }), g!),
    };
  },
};

const parametersOf = ({ layers, gain }: Problem): Parameter[] => [
  ...layers.flatMap((layer) => [layer.weight, layer.bias!]),
  ...(gain ? [gain] : []),
];
const placeOf = (problem: Problem): number[] => parametersOf(problem).flatMap((p) => [...p.elements]);

function descend(optimizer: Optimizer, loss: (pass: Pass) => Tensor, steps: number): void {
  for (let t = 0; t < steps; t++) {
    const pass = Pass.training();
    optimizer.step(loss(pass), pass);
  }
}

/** μ, 1/(q·σ̃) column by column, and 1/q, from the moments that a layer has seen. */
function changeOf({ weight }: Linear | Conv2d): { mean: number[]; scale: number[]; inverseQ: number } {
  const state = weight.preconditioner!.state() as { mean: number[]; variance: number[]; batch: number };
  const columns = weight.tensor.size / weight.shape[0]!;
  const inverseQ = 1 / Math.sqrt(Math.max(columns / state.batch, 1));
  const largest = Math.max(...state.variance);
  const spread = (list: readonly number[]): number[] =>
    list.flatMap((one) => new Array<number>(columns / list.length).fill(one));
  const scale = state.variance.map((v) => inverseQ / Math.sqrt(v + 0.01 * largest + 1e-4));
  return { mean: spread(state.mean), scale: spread(scale), inverseQ };
}

/** ŵ = P z as tensors. */
function through(layer: Linear | Conv2d, [zw, zb]: Map): Map {
  const { mean: mu, scale, inverseQ } = changeOf(layer);
  const weight = mul(zw, tensor([scale]));
  const along = reshape(matmul(weight, tensor(mu, [mu.length, 1])), zb.shape);
  return [reshape(weight, layer.weight.shape), sub(mul(zb, inverseQ), along)];
}

/** z = P⁻¹ŵ as parameters of a network of their own. */
function back(layer: Linear | Conv2d): readonly [Parameter, Parameter] {
  const { mean: mu, scale, inverseQ } = changeOf(layer);
  const [m, n] = [mu.length, layer.bias!.elements.length];
  const w = layer.weight.elements;
  const bias = Array.from(layer.bias!.elements, (b, i) =>
    mu.reduce((along, c, j) => along + c * w[i * m + j]!, b),
  );
  return [
    new Parameter("zw", tensor(Array.from(w, (one, i) => one / scale[i % m]!), [n, m])), // prettier-ignore
    new Parameter("zb", tensor(bias.map((b) => b / inverseQ))),
  ];
}

describe.each(Object.entries(problems))("%s", (_, make) => {
  it.each(rules)("with P held constant, in z, is the network of the parameters z: %s", (_name, rule) => {
    const problem = make(frozen(bnp()));
    freeze(problem.loss);
    const z = problem.layers.map(back);
    const gain = problem.gain && new Parameter("gain", problem.gain.tensor);
    const maps = (): Map[] => z.map(([zw, zb], i) => through(problem.layers[i]!, [zw.tensor, zb.tensor]));
    descend(rule(parametersOf(problem), "preconditioned"), problem.loss, 10);
    descend(
      rule([...z.flat(), ...(gain ? [gain] : [])], "parameters"),
      () => problem.written(maps(), gain?.tensor),
      10,
    );
    const expected = [...maps().flat(), ...(gain ? [gain.tensor] : [])].flatMap((t) => [...t.toArray()]);
    expect(gap(placeOf(problem), expected)).toBeLessThanOrEqual(1e-12);
  });

  it.each(plain)("takes the same steps in both spaces, while P changes: %s", (_name, rule) => {
    const [one, other] = [make(bnp()), make(bnp())];
    descend(rule(parametersOf(one), "parameters"), one.loss, 10);
    descend(rule(parametersOf(other), "preconditioned"), other.loss, 10);
    expect(gap(placeOf(other), placeOf(one))).toBeLessThanOrEqual(1e-12);
  });

  it.each(withMomentum)("takes the same steps in both spaces where P is constant: %s", (_name, rule) => {
    const [one, other] = [make(frozen(bnp())), make(frozen(bnp()))];
    for (const [problem, space] of [
      [one, "parameters"],
      [other, "preconditioned"],
    ] as const) {
      // prettier-ignore
      freeze(problem.loss);
      descend(rule(parametersOf(problem), space), problem.loss, 10);
    }
    expect(gap(placeOf(other), placeOf(one))).toBeLessThanOrEqual(1e-12);
  });

  it.each(rules)("with the identity goes through the same bits in both spaces: %s", (_name, rule) => {
    const [one, other] = [make(identity()), make(identity())];
    descend(rule(parametersOf(one), "parameters"), one.loss, 10);
    descend(rule(parametersOf(other), "preconditioned"), other.loss, 10);
    expect(placeOf(other)).toEqual(placeOf(one));
  });
});

it("momenta are coordinates in z: with another P they stay what they are", () => {
  const layer = new Linear(1, 1, {
    random: Random.stream(4, "space"),
    preconditioner: bnp({ eps1: 0, eps2: 0 }),
  });
  layer.weight.replace(Float64Array.of(0));
  const beta = 0.5;
  const optimizer = new SGD(layer.parameters(), { learningRate: 1, momentum: beta, space: "preconditioned" });
  // The loss is the sum of the outputs, whose gradient in ŵ = [b, w] is [N, Σh] wherever ŵ is.
  const step = (inputs: readonly number[]): void => {
    const pass = Pass.training();
    optimizer.step(sum(layer.forward(tensor(inputs.map((h) => [h])), pass)), pass);
  };
  step([1, 3]); // μ = 2, σ = 1: in z the layer sees −1 and 1, so that Pᵀ∇ = [2, 0] and v = [2, 0]
  expect([layer.bias!.elements[0], layer.weight.elements[0]]).toEqual([-2, 0]);
  step([10, 14]); // μ = 7, and σ² = (1 + 4)/2 + 25, over both batches
  const sigma = Math.sqrt(27.5);
  const v = [beta * 2 + 2, (24 - 2 * 7) / sigma];
  const w = -v[1]! / sigma;
  expect(layer.weight.elements[0]).toBeCloseTo(w, 14);
  expect(layer.bias!.elements[0]).toBeCloseTo(-2 - v[0]! - 7 * w, 14);
});

describe("an element-wise rule with BNP", () => {
  /** The training loss after some steps on inputs far from 0, their means ten deviations. */
  function lossAfter(space: Space, preconditioner: PreconditionerChoice, rate: number): number {
    const stream = Random.stream(5, "space");
    const labels = Array.from({ length: 60 }, (_, i) => i % 3);
    const inputs = generate([60, 4], (place) => {
      const own = labels[Math.floor(place / 4)] === place % 4;
      return 10 * (1 + (place % 4)) + stream.normal() + (own ? 2 : 0);
    });
    const model = mlp({ sizes: [4, 8, 3], activation: "relu", random: stream, preconditioner });
    const optimizer = new Adam(model.parameters(), { learningRate: rate, space });
    const loss = (pass?: Pass): Tensor => crossEntropy(model.forward(inputs, pass), labels);
    descend(optimizer, loss, 60);
    return loss().item();
  }

  it("learns in z where it fails after P·Pᵀ, and where Adam alone is slow: inputs far from 0", () => {
    const best = (space: Space, choice: PreconditionerChoice): number =>
      Math.min(...[0.03, 0.1].map((rate) => lossAfter(space, choice, rate)));
    const inZ = best("preconditioned", bnp());
    expect(inZ).toBeLessThan(0.5 * best("parameters", bnp()));
    expect(inZ).toBeLessThan(0.5 * best("parameters", identity()));
  });
});
