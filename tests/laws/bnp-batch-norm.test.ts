/**
 * The law that ties BN to BNP: take a network whose layers see (h − μ)/σ with μ and σ held constant, move it one step
 * down the gradient, and fold the result back by W = W̄/σ, b = b̄ − Wμ. That is one BNP step with ε = 0 and q = 1.
 *
 * So BNP is batch normalisation without the gradient through its statistics, and without γ and β.
 */
import { add, affine, grad, matmul, mul, sub, tanh, transpose } from "../../autograd/index.ts";
import type { Random } from "../../lib/index.ts";
import { crossEntropy, Linear, mlp, Pass, type Sequential } from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";
import { momentsIn, worst } from "../preconditioners/cases.ts";
import { gap } from "../preconditioners/dense.ts";

interface Layer {
  readonly weight: Tensor;
  readonly bias: Tensor;
  readonly mean: Tensor;
  readonly deviation: Tensor;
}

const linears = (model: Sequential): Linear[] => model.layers.filter((layer) => layer instanceof Linear);
const frozen = (x: Tensor): Tensor => tensor(x.toArray(), x.shape);

/** One SGD step on W̄ = Wσ and b̄ = b + Wμ of the network that sees standardised inputs, folded back. */
function foldedStep(layers: readonly Layer[], x: Tensor, labels: readonly number[], rate: number): Tensor[] {
  const loss = (bars: readonly Tensor[]): Tensor => {
    const logits = layers.reduce((h, { mean, deviation }, i) => {
      const normal = mul(sub(h, mean), tensor(deviation.toArray().map((s) => 1 / s)));
      const y = affine(normal, bars[2 * i]!, bars[2 * i + 1]!);
      return i === layers.length - 1 ? y : tanh(y);
    }, x);
    return crossEntropy(logits, labels);
  };
  const bars = layers.flatMap(({ weight, bias, mean, deviation }) => [
    mul(weight, deviation),
    add(bias, matmul(mean, transpose(weight))),
  ]);
  const flat = bars.map((b, i) => (i % 2 === 0 ? b : tensor(b.toArray())));
  const moved = grad(loss)(flat).map((g, i) => sub(flat[i]!, mul(rate, g)));
  return layers.flatMap(({ mean, deviation }, i) => {
    const weight = mul(moved[2 * i]!, tensor(deviation.toArray().map((s) => 1 / s)));
    const shift = matmul(mean, transpose(weight)).toArray();
    return [weight, sub(moved[2 * i + 1]!, tensor(shift))];
  });
}

interface Case {
  readonly sizes: readonly number[];
  readonly rows: number;
  /** Steps before the one that is compared: the running statistics are then older than the batch. */
  readonly before: number;
}

/** Gap between the weights after a BNP step and after the folded step, where the latter takes rate/q² if asked to. */
function gapOfSteps(random: Random, { sizes, rows, before }: Case, q2 = 1): number {
  const choice = bnp({ statistics: "total", rho: before === 0 ? 0 : 0.7, eps1: 0, eps2: 0 });
  const model = mlp({ sizes, activation: "tanh", random, preconditioner: choice });
  for (const layer of linears(model)) layer.bias!.replace(layer.bias!.elements.map(() => random.normal()));
  const optimizer = new SGD(model.parameters(), { learningRate: (step) => (step < before ? 1e-3 : 0.1) });
  const draw = (): [Tensor, number[]] => [
    generate([rows, sizes[0]!], () => 1 + 2 * random.normal()),
    Array.from({ length: rows }, () => random.integer(sizes.at(-1)!)),
  ];
  const step = ([x, labels]: [Tensor, number[]]): void => {
    const pass = Pass.training();
    optimizer.step(crossEntropy(model.forward(x, pass), labels), pass);
  };
  for (let i = 0; i < before; i++) step(draw());
  const start = linears(model).map((layer) => [frozen(layer.weight.tensor), frozen(layer.bias!.tensor)]);
  const [x, labels] = draw();
  step([x, labels]);
  const layers = linears(model).map((layer, i): Layer => {
    const { mean, variance } = momentsIn(layer.weight.preconditioner);
    const [weight, bias] = start[i]!;
    return {
      weight: weight!,
      bias: bias!,
      mean: tensor(mean, [1, mean.length]),
      deviation: tensor(variance.map(Math.sqrt)),
    };
  });
  const folded = foldedStep(layers, x, labels, 0.1 / q2);
  return Math.max(...folded.map((t, i) => gap(model.parameters()[i]!.elements, t.toArray())));
}

describe("one BNP step with ε = 0 is one step on (W̄, b̄), folded back", () => {
  it.each([
    ["one layer, the batch's own statistics", { sizes: [4, 3], rows: 12, before: 0 }],
    ["every layer of a network at once", { sizes: [5, 6, 4, 3], rows: 16, before: 0 }],
    ["running statistics of earlier batches", { sizes: [5, 6, 3], rows: 16, before: 5 }],
    [
      "running statistics that a batch as large as the layer adds to",
      { sizes: [6, 6, 2], rows: 6, before: 8 },
    ],
  ])("%s", (_, which) => {
    const error = worst(40, "law", (random) => gapOfSteps(random, which));
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("and with fewer rows than inputs it is the step at the rate divided by q² = m/N", () => {
    const error = worst(40, "q", (random) =>
      gapOfSteps(random, { sizes: [8, 2], rows: 4, before: 0 }, 8 / 4),
    );
    expect(error).toBeLessThanOrEqual(1e-13);
    const without = worst(5, "q", (random) => gapOfSteps(random, { sizes: [8, 2], rows: 4, before: 0 }));
    expect(without).toBeGreaterThan(1e-3);
  });
});
