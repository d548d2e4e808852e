/**
 * BatchRenorm: batch normalisation while its clips are closed, evaluation's output when they are open, and a gradient
 * that takes r and d for constants.
 */
import { add, mul, pullback, square, standardizeWithStatistics, sum } from "../../autograd/index.ts";
import { Random, ShapeError, UserError } from "../../lib/index.ts";
import {
  BatchNorm1d,
  BatchNorm2d,
  BatchRenorm,
  batchStatistics,
  Parameter,
  Pass,
  Sequential,
  type BatchRenormOptions,
} from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import { generate, tensor, zeros, type Shape, type Tensor } from "../../tensor/index.ts";
import { matrixOf, momentsOf, worst } from "../preconditioners/cases.ts";
import { gap } from "../preconditioners/dense.ts";
import { numbersOf } from "../support/tensors.ts";

const features = 3;
const drawn = (random: Random, shape: Shape = [6, features], spread = 1): Tensor =>
  generate(shape, (i) => 10 ** (i % features) * (2 + spread * random.normal()));

/** Takes a step on a batch, at a rate of 0 if γ and β are to stay. */
function step(layer: BatchNorm1d | BatchNorm2d | BatchRenorm, x: Tensor, learningRate = 1e-300): void {
  const pass = Pass.training();
  const loss = sum(square(layer.forward(x, pass)));
  new SGD(layer.parameters(), { learningRate }).step(loss, pass);
}

/** A layer that has seen batches, with γ and β of its own. */
function seasoned(random: Random, steps: number, options: BatchRenormOptions): BatchRenorm {
  const layer = new BatchRenorm(features, options);
  for (let i = 0; i < steps; i++) step(layer, drawn(random));
  for (const p of layer.parameters()) p.replace(p.elements.map(() => random.normal()));
  return layer;
}

describe("BatchRenorm while its clips are closed", () => {
  it.each([
    [[6, features], BatchNorm1d],
    [[2, features, 4], BatchNorm1d],
    [[2, features, 2, 3], BatchNorm2d],
  ] as const)("is batch normalisation on %j: the same output, gradients and running statistics", (shape, Plain) => {
    worst(5, "closed", (random) => {
      const [renorm, plain] = [new BatchRenorm(features, { closed: 4 }), new Plain(features)];
      for (let i = 0; i <= 4; i++) {
        const x = drawn(random, shape);
        const [a, b] = [renorm, plain].map((layer) => {
          const input = new Parameter("x", x);
          const y = layer.forward(input.tensor, Pass.training());
          const g = pullback(sum(square(add(y, 1))), [input.tensor])[0]!;
          step(layer, x, 0.01);
          return [numbersOf(y), numbersOf(g), [...layer.running.mean, ...layer.running.variance]].flat();
        });
        expect(a).toEqual(b);
        expect(renorm.clips).toEqual({ scale: i < 4 ? 1 : 1 + 2 / 400, shift: i < 4 ? 0 : 5 / 400 });
      }
      return 0;
    });
  }); // prettier-ignore

  it("opens its clips linearly, to r_max 3 and d_max 5", () => {
    const layer = new BatchRenorm(features, { closed: 2, opening: 4 });
    const seen = Array.from({ length: 9 }, (_, i) => {
      const clips = layer.clips;
      step(layer, drawn(Random.stream(i, "opening")));
      return [clips.scale, clips.shift];
    });
    expect(seen.map(([scale]) => scale)).toEqual([1, 1, 1, 1.5, 2, 2.5, 3, 3, 3]);
    expect(seen.map(([, shift]) => shift)).toEqual([0, 0, 0, 1.25, 2.5, 3.75, 5, 5, 5]);
    expect([new BatchRenorm(2).closed, new BatchRenorm(2).opening]).toEqual([100, 400]);
  });

  it("counts steps that were taken, not passes that were made", () => {
    const layer = new BatchRenorm(features, { closed: 0, opening: 10 });
    for (let i = 0; i < 5; i++) layer.forward(drawn(Random.stream(i, "passes")), Pass.training());
    expect(layer.clips).toEqual({ scale: 1, shift: 0 });
  });

  it("goes on opening from its saved statistics, as if it had never stopped", () => {
    const options = { closed: 0, opening: 10 };
    const [layer, copy] = [new BatchRenorm(features, options), new BatchRenorm(features, options)];
    for (let i = 0; i < 4; i++) step(layer, drawn(Random.stream(i, "saved")));
    copy.loadStatistics(layer.statistics());
    expect(copy.clips).toEqual({ scale: 1 + 0.8, shift: 2 });
    expect(copy.running).toEqual(layer.running);
  });
});

describe("BatchRenorm with open clips", () => {
  const open = { closed: 0, opening: 1 };

  it("gives in training what evaluation gives, where the batch is within the clips", () => {
    const error = worst(20, "open", (random) => {
      const layer = seasoned(random, 60, open);
      const x = drawn(random, [20, features]);
      const [m, now] = [layer.running, momentsOf(matrixOf(x.values))];
      now.variance.forEach((v, c) => {
        const [r, d] = [
          Math.sqrt(v / m.variance[c]!),
          (now.mean[c]! - m.mean[c]!) / Math.sqrt(m.variance[c]!),
        ];
        expect([r > 1 / 3 && r < 3, Math.abs(d) < 5]).toEqual([true, true]);
      });
      const [training, evaluation] = [Pass.training(), Pass.evaluation()].map((pass) =>
        layer.forward(x, pass),
      );
      expect(gap(new BatchNorm1d(features).forward(x, Pass.training()).toArray(), training!.toArray())).toBeGreaterThan(0.01); // prettier-ignore
      return gap(training!.toArray(), evaluation!.toArray());
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("holds r and d at their clips where the batch is far from the running statistics", () => {
    const error = worst(10, "clipped", (random) => {
      const layer = seasoned(random, 60, open);
      const { mean, variance } = layer.running;
      const sigma = variance.map((v) => Math.sqrt(v + layer.eps));
      const x = generate([6, features], (i) => {
        const [c, row] = [i % features, Math.floor(i / features)];
        // Channel 0: far up and wide; channel 1: far down and narrow; channel 2: within.
        const [shift, spread] = [
          [20, 30],
          [-20, 0.01],
          [0.5, 1],
        ][c] as [number, number];
        return mean[c]! + sigma[c]! * (shift + spread * [-1.5, -0.9, -0.1, 0.1, 0.9, 1.5][row]!);
      });
      const now = momentsOf(matrixOf(x.values));
      const expected = numbersOf(x).map((value, i) => {
        const c = i % features;
        const s = Math.sqrt(now.variance[c]! + layer.eps);
        const r = [3, 1 / 3, s / sigma[c]!][c]!;
        const d = [5, -5, (now.mean[c]! - mean[c]!) / sigma[c]!][c]!;
        const [gamma, beta] = [layer.weight!.elements[c]!, layer.bias!.elements[c]!];
        return gamma * (((value - now.mean[c]!) / s) * r + d) + beta;
      });
      return gap(layer.forward(x, Pass.training()).toArray(), expected);
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("has the gradient of γ·(x̂·r + d) + β with r and d constants, and not the one through them", () => {
    const error = worst(10, "constants", (random) => {
      const layer = seasoned(random, 60, open);
      const input = new Parameter("x", drawn(random, [20, features])); // so many that no clip is met
      const seed = generate([20, features], () => random.normal());
      const [ours] = pullback(layer.forward(input.tensor, Pass.training()), [input.tensor], seed);
      const { mean, variance } = layer.running;
      const now = momentsOf(matrixOf(input.tensor.values));
      const sigma = variance.map((v) => Math.sqrt(v + layer.eps));
      const r = tensor(sigma.map((s, c) => Math.sqrt(now.variance[c]! + layer.eps) / s));
      const d = tensor(sigma.map((s, c) => (now.mean[c]! - mean[c]!) / s));
      const { out } = standardizeWithStatistics(input.tensor, [0], layer.eps);
      const y = add(mul(layer.weight!.tensor, add(mul(out, r), d)), layer.bias!.tensor);
      const [expected] = pullback(y, [input.tensor], seed);
      // With r and d differentiated too, the layer would be the affine map that evaluation is.
      const evaluated = pullback(layer.forward(input.tensor), [input.tensor], seed)[0]!;
      expect(gap(ours!.toArray(), evaluated.toArray())).toBeGreaterThan(0.01);
      return gap(ours!.toArray(), expected!.toArray());
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("in a look at a batch, and by statistics that are given, is plain batch normalisation", () => {
    const random = Random.stream(0, "look");
    const layer = seasoned(random, 20, open);
    const plain = new BatchNorm1d(features);
    plain.parameters().forEach((p, i) => p.replace(layer.parameters()[i]!.elements.slice()));
    const x = drawn(random);
    const batch = Pass.evaluation({ statistics: "batch" });
    const expected = numbersOf(plain.forward(x, Pass.training()));
    expect(numbersOf(layer.forward(x, batch))).toEqual(expected);
    const statistics = batchStatistics(new Sequential([layer]), x);
    const given = layer.forward(x, Pass.evaluation({ statistics }));
    expect(gap(given.toArray(), expected)).toBeLessThanOrEqual(1e-13);
  });
});

describe("BatchRenorm", () => {
  it("describes itself, and names its path in errors about its input", () => {
    expect(new BatchRenorm(4).describe()).toBe("BatchRenorm(4)");
    const forward = () => new Sequential([new BatchRenorm(4)]).forward(zeros([2, 3, 1, 1]));
    expect(forward).toThrow(ShapeError);
    expect(forward).toThrow(
      "0 BatchRenorm(4) got an input of shape [2,3,1,1]: expected [N, 4] or [N, 4, L] or [N, 4, H, W].",
    );
  });

  it("refuses a batch of one, whose variance is 0", () => {
    expect(() => new BatchRenorm(4).forward(zeros([1, 4]), Pass.training())).toThrow(
      "BatchRenorm(4): a batch of 1 has no variance to normalise by. Use at least 2 examples, or BNP.",
    );
  });

  it.each([{ closed: -1 }, { closed: 1.5 }, { opening: -1 }, { opening: NaN }])("refuses %j", (options) => {
    const make = () => new BatchRenorm(4, options);
    expect(make).toThrow(UserError);
    expect(make).toThrow(/BatchRenorm: (closed|opening) is .*: a whole number from 0 is needed/);
  });
});
