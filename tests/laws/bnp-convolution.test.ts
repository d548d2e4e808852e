/**
 * BNP for convolution: P·Pᵀ on the unfolded matrix, made of channel statistics repeated for every element of the kernel;
 * and what it costs that with padding or a stride these are not the statistics of the matrix's own columns.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { add, mean, mul, permute, pullback, reshape, square, sub, sum, tanh } from "../../autograd/index.ts";
import { Random, UserError } from "../../lib/index.ts";
import { Conv2d, Linear, Pass, Sequential, type ConvOptions, type Parameter } from "../../layers/index.ts";
import { preconditionedGradients, SGD } from "../../optim/index.ts";
import { bnp, statisticsPolicies } from "../../preconditioners/index.ts";
import { generate, type Tensor } from "../../tensor/index.ts";
import { centring, fromNeurons, matrixOf, momentsIn, momentsOf, neurons, normals, preconditioningMatrix, worst } from "../preconditioners/cases.ts"; // prettier-ignore
import { conditionNumber, diagonal, gap, matrixGap, product, type Matrix } from "../preconditioners/dense.ts"; // prettier-ignore
import { randomConvolution } from "../support/loops.ts";

/** Images whose channels have means and scales of their own. */
const images = (random: Random, shape: readonly number[]): Tensor => {
  const area = shape[2]! * shape[3]!;
  const scale = Array.from({ length: shape[1]! }, () => 10 ** random.between(-1, 1));
  const shift = scale.map((s) => s * random.between(-3, 3));
  return generate(shape, (i) => {
    const c = Math.floor(i / area) % shape[1]!;
    return shift[c]! + scale[c]! * random.normal();
  });
};

/** A layer of drawn sizes with BNP that has seen a few batches, and another batch. */
function drawn(random: Random, statistics: (typeof statisticsPolicies)[number]) {
  const { x, weight, laid } = randomConvolution(random);
  const [outputs, , kh, kw] = weight.shape as [number, number, number, number];
  const layer = new Conv2d(x.shape[1]!, outputs, [kh, kw], {
    ...laid,
    ...{ groups: 1, random, preconditioner: bnp({ statistics, rho: 0.8 }) },
  });
  layer.bias!.replace(layer.bias!.elements.map(() => random.normal()));
  const draw = (): Tensor => images(random, x.shape);
  for (let i = random.integer(4); i > 0; i--) {
    const pass = Pass.training();
    const loss = mean(square(layer.forward(draw(), pass)));
    new SGD(layer.parameters(), { learningRate: 1e-6 }).step(loss, pass);
  }
  return { layer, x: draw() };
}

/** P·Pᵀ for rows of the unfolded matrix, from the layer's channel statistics as they stand, repeated. */
function explicit(layer: Conv2d, rows: number): Matrix {
  const [, channels, kh, kw] = layer.weight.shape as [number, number, number, number];
  const { mean, variance } = momentsIn(layer.weight.preconditioner);
  expect(mean).toHaveLength(channels);
  const damping = 1e-2 * Math.max(...variance) + 1e-4;
  const repeated = (numbers: Float64Array): number[] =>
    [...numbers].flatMap((value) => new Array<number>(kh * kw).fill(value));
  const damped = repeated(variance).map((v) => v + damping);
  return preconditioningMatrix(repeated(mean), damped, Math.max((channels * kh * kw) / rows, 1));
}

/** Gradients of a weight [O, C, kh, kw] and a bias [O] as rows [b, w], one a neuron. */
const asNeurons = (weight: ArrayLike<number>, bias: ArrayLike<number>): Matrix => {
  const m = weight.length / bias.length;
  return Array.from(bias, (b, o) => [b, ...Array.from({ length: m }, (_, k) => weight[o * m + k]!)]);
};

/** Gap between the engine's gradients of a layer and ∇·P·Pᵀ, ∇ by a plain pullback of the loss. */
function gapToExplicit(layer: Conv2d, loss: Tensor, pass: Pass): number {
  const plain = pullback(loss, [layer.weight.tensor, layer.bias!.tensor]).map((g) => g.toArray());
  const ours = preconditionedGradients(loss, pass, layer.parameters());
  const rows = pass.uses.reduce((sum, { input }) => sum + input.shape[0]!, 0);
  const exact = product(asNeurons(plain[0]!, plain[1]!), explicit(layer, rows));
  return matrixGap(asNeurons(ours.get(layer.weight)!, ours.get(layer.bias!)!), exact);
}

describe.each(statisticsPolicies)("BNP for convolution, %s statistics", (statistics) => {
  it("gives training the gradient ∇·P·Pᵀ of the unfolded matrix, whatever the stride, padding and dilation", () => {
    let fewRows = 0;
    const error = worst(60, "gradients", (random) => {
      const { layer, x } = drawn(random, statistics);
      const pass = Pass.training();
      const loss = mean(square(sub(tanh(layer.forward(x, pass)), 0.3)));
      const { shape } = pass.uses[0]!.input;
      if (shape[0]! < shape[1]!) fewRows++;
      return gapToExplicit(layer, loss, pass);
    });
    expect(error).toBeLessThanOrEqual(1e-12);
    expect(fewRows).toBeGreaterThan(5); // q > 1 occurs
  });

  it("applies the same P·Pᵀ to finished gradients, and P·Pᵀ to either by its factors", () => {
    const error = worst(40, "apply", (random) => {
      const { layer, x } = drawn(random, statistics);
      const pass = Pass.training();
      preconditionedGradients(mean(square(layer.forward(x, pass))), pass, layer.parameters());
      const preconditioner = layer.weight.preconditioner!;
      const [outputs, m] = [layer.outputs, layer.weight.tensor.size / layer.outputs];
      const g = normals(random, outputs, m + 1);
      const exact = product(g, explicit(layer, pass.uses[0]!.input.shape[0]!));
      const { times, transposeTimes } = preconditioner.factor();
      return Math.max(
        matrixGap(neurons(preconditioner.apply(fromNeurons(g))), exact),
        matrixGap(neurons(times(transposeTimes(fromNeurons(g)))), exact),
      );
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });
});

describe("the statistics of a convolution", () => {
  it("are those of the image's channels over batch and positions, not of the unfolded columns", () => {
    const error = worst(20, "channels", (random) => {
      const layer = new Conv2d(2, 3, 3, { random, stride: 2, padding: 1, preconditioner: bnp() });
      const x = images(random, [3, 2, 5, 6]);
      const pass = Pass.training();
      preconditionedGradients(mean(layer.forward(x, pass)), pass, layer.parameters());
      const pixels = matrixOf(reshape(permute(x, [0, 2, 3, 1]), [90, 2]).values);
      const [ours, exact] = [momentsIn(layer.weight.preconditioner), momentsOf(pixels)];
      const columns = momentsOf(matrixOf(pass.uses[0]!.input.values));
      expect(gap(columns.mean.slice(0, 1), exact.mean.slice(0, 1))).toBeGreaterThan(1e-3);
      return Math.max(gap(ours.mean, exact.mean), gap(ours.variance, exact.variance));
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("with a 1×1 kernel make it the BNP of a dense layer on the pixels", () => {
    const error = worst(20, "pixels", (random) => {
      const preconditioner = bnp();
      const conv = new Conv2d(3, 2, 1, { random, preconditioner });
      const linear = new Linear(3, 2, { random, preconditioner });
      linear.weight.replace(conv.weight.elements.slice());
      const gradientsOf = (layer: Conv2d | Linear, x: Tensor): Float64Array[] => {
        const pass = Pass.training();
        const loss = mean(square(layer.forward(x, pass)));
        const gradients = preconditionedGradients(loss, pass, layer.parameters());
        return layer.parameters().map((p) => gradients.get(p)!);
      };
      const x = images(random, [2, 3, 4, 3]);
      const pixels = reshape(permute(x, [0, 2, 3, 1]), [24, 3]);
      const [a, b] = [gradientsOf(conv, x), gradientsOf(linear, pixels)];
      return Math.max(gap(a[0]!, b[0]!), gap(a[1]!, b[1]!));
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });
});

describe("a convolution whose weight also enters the loss directly", () => {
  const options = (random: Random): ConvOptions => ({ random, padding: 1, preconditioner: bnp() });

  it("has a penalty on its weight and bias preconditioned with the loss", () => {
    const error = worst(20, "penalty", (random) => {
      const layer = new Conv2d(2, 3, 2, options(random));
      const pass = Pass.training();
      const data = mean(square(layer.forward(images(random, [2, 2, 3, 3]), pass)));
      const penalty = add(sum(square(layer.weight.tensor)), sum(square(sub(layer.bias!.tensor, 1))));
      return gapToExplicit(layer, add(data, mul(0.1, penalty)), pass);
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("has its gradient if the penalty is all there is of it in the loss", () => {
    const error = worst(10, "penalty alone", (random) => {
      const layer = new Conv2d(2, 3, 2, options(random));
      const pass = Pass.training();
      layer.forward(images(random, [2, 2, 3, 3]), pass);
      const loss = add(sum(square(layer.weight.tensor)), sum(layer.bias!.tensor));
      return gapToExplicit(layer, loss, pass);
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("is one layer if it is used twice: both uses are seen, and their gradients added up", () => {
    const error = worst(20, "twice", (random) => {
      const layer = new Conv2d(3, 3, 3, options(random));
      const model = new Sequential([layer, layer]);
      const pass = Pass.training();
      const loss = mean(square(sub(model.forward(images(random, [2, 3, 3, 4]), pass), 1)));
      expect(pass.uses.map((use): Parameter => use.weight)).toEqual([layer.weight, layer.weight]);
      const result = gapToExplicit(layer, loss, pass);
      expect(layer.weight.preconditioner!.state()["steps"]).toBe(1);
      return result;
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("cannot be in groups: the paper does not treat them, and bnp() says so", () => {
    const make = () => new Conv2d(4, 4, 3, { ...options(Random.stream(0, "groups")), groups: 2 });
    expect(make).toThrow(UserError);
    expect(make).toThrow(/bnp\(\) is defined for one group/);
  });
});

/** Medians over seeds of what channel statistics cost in conditioning. */
interface Cost {
  readonly raw: number;
  readonly byChannel: number;
  readonly byColumn: number;
  readonly worstRatio: number;
}

const seeds = 5;

/** κ(Ĥ), and κ(ĤUD) by the statistics of channels and of the columns themselves (ε = 0), on images of uniform [½, 1½]. */
function costOf(kernel: number, stride: number, padding: number): Cost {
  const results = Array.from({ length: seeds }, (_, seed) => {
    const random = Random.stream(seed, `cost ${kernel} ${stride} ${padding}`);
    const layer = new Conv2d(3, 1, kernel, { random, stride, padding });
    const x = generate([8, 3, 8, 8], () => random.between(0.5, 1.5));
    const pass = Pass.training();
    layer.forward(x, pass);
    const { input, channels } = pass.uses[0]!;
    const rows = matrixOf(input.values).map((row) => [1, ...row]);
    const ofChannels = momentsOf(matrixOf(channels.values));
    const repeat = (numbers: Float64Array): number[] =>
      [...numbers].flatMap((value) => new Array<number>(kernel * kernel).fill(value));
    const seenBy = (mean: ArrayLike<number>, variance: readonly number[]): number => {
      const scaling = diagonal([1, ...variance.map((v) => 1 / Math.sqrt(v))]);
      return conditionNumber(product(rows, centring(mean), scaling));
    };
    const ofColumns = momentsOf(matrixOf(input.values));
    return {
      raw: conditionNumber(rows),
      byChannel: seenBy(repeat(ofChannels.mean), repeat(ofChannels.variance)),
      byColumn: seenBy(ofColumns.mean, [...ofColumns.variance]),
    };
  });
  const median = (of: (result: (typeof results)[number]) => number): number =>
    results.map(of).sort((a, b) => a - b)[Math.floor(seeds / 2)]!;
  return {
    raw: median(({ raw }) => raw),
    byChannel: median(({ byChannel }) => byChannel),
    byColumn: median(({ byColumn }) => byColumn),
    worstRatio: Math.max(...results.map(({ byChannel, byColumn }) => byChannel / byColumn)),
  };
}

describe("channel statistics where a window reaches over the edge or leaves pixels out", () => {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "bnp-for-convolution.md"), "utf8");

  it.each([
    [3, 1, 0],
    [3, 1, 1],
    [3, 2, 1],
    [2, 3, 0],
  ])("cost less than a factor of 2 in κ(ĤUD), as the page says: kernel %d, stride %d, padding %d", (kernel, stride, padding) => {
    const { raw, byChannel, byColumn, worstRatio } = costOf(kernel, stride, padding);
    expect(worstRatio).toBeLessThan(2);
    expect(byChannel).toBeLessThan(raw); // and they are worth having at all
    const figures = [raw, byChannel, byColumn].map((kappa) => kappa.toPrecision(3)).join(" | ");
    const line = `| ${kernel}×${kernel}, stride ${stride}, padding ${padding} | ${figures} | ${worstRatio.toFixed(2)} |`;
    expect(page.replace(/ +/g, " ").split("\n")).toContain(line);
  }); // prettier-ignore
});
