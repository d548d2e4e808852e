/**
 * BatchNorm1d and BatchNorm2d: the definition in each of their modes, and running statistics as PyTorch keeps them. What
 * they cannot see is in tests/laws.
 */
import { permute, pullback, reshape, square, sum } from "../../autograd/index.ts";
import { Random, ShapeError, UserError } from "../../lib/index.ts";
import {
  BatchNorm1d,
  BatchNorm2d,
  batchStatistics,
  Conv2d,
  Linear,
  Parameter,
  Pass,
  Sequential,
} from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import { generate, ones, tensor, type Shape, type Tensor } from "../../tensor/index.ts";
import { matrixOf, momentsOf, worst } from "../preconditioners/cases.ts";
import { gap, type Matrix } from "../preconditioners/dense.ts";

const drawn = (random: Random, rows: number, columns = 3): Tensor =>
  generate([rows, columns], (i) => 10 ** (i % columns) * (random.normal() + 2));
const rowsOf = (x: Tensor): Matrix => matrixOf(x.values);

/** γ·(x − mean)/√(variance + ε) + β, number by number. */
const normalised = (
  x: Tensor,
  mean: ArrayLike<number>,
  variance: ArrayLike<number>,
  norm: BatchNorm1d,
): number[] =>
  rowsOf(x).flatMap((row) =>
    row.map((value, c) => {
      const normal = (value - mean[c]!) / Math.sqrt(variance[c]! + norm.eps);
      return normal * (norm.weight?.elements[c] ?? 1) + (norm.bias?.elements[c] ?? 0);
    }),
  );

/** A norm with weights of its own that has seen some batches, and those batches. */
function trained(random: Random, momentum?: number): { norm: BatchNorm1d; batches: Tensor[] } {
  const norm = new BatchNorm1d(3, momentum === undefined ? {} : { momentum });
  const batches = Array.from({ length: 4 }, () => drawn(random, 5));
  const optimizer = new SGD(norm.parameters(), { learningRate: 0.01 });
  for (const x of batches) {
    const pass = Pass.training();
    optimizer.step(sum(square(norm.forward(x, pass))), pass);
  }
  return { norm, batches };
}

describe("BatchNorm1d", () => {
  it("in training standardises by the batch's mean and biased variance, then scales and shifts", () => {
    const error = worst(20, "training", (random) => {
      const { norm } = trained(random);
      const x = drawn(random, 6);
      const { mean, variance } = momentsOf(rowsOf(x));
      return gap(norm.forward(x, Pass.training()).toArray(), normalised(x, mean, variance, norm));
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it.each([undefined, 0.3, 1])(
    "keeps running statistics as PyTorch does: unbiased, momentum %s (0.1)",
    (momentum) => {
      const error = worst(20, "running", (random) => {
        const { norm, batches } = trained(random, momentum);
        const share = momentum ?? 0.1;
        const [mean, variance] = [
          [0, 0, 0],
          [1, 1, 1],
        ];
        for (const x of batches) {
          const now = momentsOf(rowsOf(x));
          for (let c = 0; c < 3; c++) {
            mean[c] = (1 - share) * mean[c]! + share * now.mean[c]!;
            variance[c] = (1 - share) * variance[c]! + (share * now.variance[c]! * 5) / 4;
          }
        }
        return Math.max(gap(norm.running.mean, mean), gap(norm.running.variance, variance));
      });
      expect(error).toBeLessThanOrEqual(1e-14);
    },
  );

  it("in evaluation uses the running statistics, for any number of rows", () => {
    const error = worst(10, "evaluation", (random) => {
      const { norm } = trained(random);
      const { mean, variance } = norm.running;
      const errors = [1, 4].map((rows) => {
        const x = drawn(random, rows);
        return gap(norm.forward(x).toArray(), normalised(x, mean, variance, norm));
      });
      return Math.max(...errors);
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("with the statistics of a whole set evaluates that set as training would, and its parts alike", () => {
    const random = Random.stream(0, "full batch");
    const norm = new BatchNorm1d(4);
    const model = new Sequential([
      new Linear(3, 4, { random }),
      norm,
      new Linear(4, 4, { random }),
      new BatchNorm1d(4),
    ]);
    const x = drawn(random, 12);
    const statistics = batchStatistics(model, x);
    expect(statistics.size).toBe(2);
    const evaluated = model.forward(x, Pass.evaluation({ statistics }));
    expect(gap(evaluated.toArray(), model.forward(x, Pass.training()).toArray())).toBeLessThanOrEqual(1e-13);
    const [first] = rowsOf(x);
    const alone = model.forward(tensor([first!]), Pass.evaluation({ statistics }));
    expect(gap(alone.toArray(), evaluated.toArray().slice(0, 4))).toBeLessThanOrEqual(1e-13);
    for (const { mean, variance } of statistics.values())
      expect(mean.tracked || variance.tracked).toBe(false);
  });

  it("without γ and β has no parameters, and only standardises", () => {
    const norm = new BatchNorm1d(3, { affine: false });
    expect(norm.parameters()).toEqual([]);
    const x = drawn(Random.stream(0, "bare"), 5);
    const { mean, variance } = momentsOf(rowsOf(x));
    expect(gap(norm.forward(x, Pass.training()).toArray(), normalised(x, mean, variance, norm))).toBeLessThan(
      1e-13,
    );
  });

  it("starts as the identity up to ε: γ = 1, β = 0, running mean 0 and variance 1", () => {
    const norm = new BatchNorm1d(2, { eps: 0 });
    const x = tensor([[3, -4]]);
    expect(norm.forward(x).toArray()).toEqual(x.toArray());
    expect(norm.parameters().map((p) => [p.name, ...p.elements])).toEqual([["weight", 1, 1], ["bias", 0, 0]]); // prettier-ignore
    expect([norm.eps, norm.momentum]).toEqual([0, 0.1]);
    expect(new BatchNorm1d(2).eps).toBe(1e-5);
  });

  it("gives constant features 0, not NaN, forwards and backwards", () => {
    const norm = new BatchNorm1d(1);
    const x = new Parameter("x", tensor([[3], [3], [3]]));
    const y = norm.forward(x.tensor, Pass.training());
    expect([...y.toArray()]).toEqual([0, 0, 0]);
    const [g] = pullback(y, [x.tensor], tensor([[1], [2], [3]]));
    // dy = (1/√ε)·(centred cotangent)
    expect(
      gap(
        g!.toArray(),
        [-1, 0, 1].map((c) => c / Math.sqrt(1e-5)),
      ),
    ).toBeLessThan(1e-13);
  });

  it("hands out copies of its running statistics", () => {
    const norm = new BatchNorm1d(2);
    norm.running.mean.fill(7);
    expect([...norm.running.mean]).toEqual([0, 0]);
  });

  it.each([[[3]], [[2, 4]], [[2, 4, 3]], [[2, 3, 1, 1]], [[]]])("refuses an input of shape %j", (shape) => {
    const forward = () => new Sequential([new BatchNorm1d(3)]).forward(generate(shape, () => 1));
    expect(forward).toThrow(ShapeError);
    expect(forward).toThrow(
      `0 BatchNorm1d(3) got an input of shape [${shape.join(",")}]: expected [N, 3] or [N, 3, L].`,
    );
  });

  it.each([0, 1])("refuses to take statistics from %d rows", (rows) => {
    const norm = new BatchNorm1d(3);
    for (const pass of [Pass.training(), Pass.evaluation({ statistics: "batch" })]) {
      const forward = () =>
        norm.forward(
          generate([rows, 3], () => 1),
          pass,
        );
      expect(forward).toThrow(UserError);
      expect(forward).toThrow(
        `a batch of ${rows} has no variance to normalise by. Use at least 2 examples, or BNP.`,
      );
    }
  });

  it("refuses the statistics of another model", () => {
    const x = drawn(Random.stream(0, "other"), 4);
    const statistics = batchStatistics(new BatchNorm1d(3), x);
    const forward = () => new BatchNorm1d(3).forward(x, Pass.evaluation({ statistics }));
    expect(forward).toThrow(UserError);
    expect(forward).toThrow(/statistics given are those of another model/);
  });
});

/** Images [N, 3, H, W] as rows of channels, one row a pixel, image by image; and rows back as images. */
const pixels = (x: Tensor): Tensor => {
  const [n, c, h, w] = x.shape as [number, number, number, number];
  return reshape(permute(x, [0, 2, 3, 1]), [n * h * w, c]);
};
const ofPixels = (rows: Tensor, [n, c, h, w]: Shape): Tensor =>
  permute(reshape(rows, [n!, h!, w!, c!]), [0, 3, 1, 2]);
const images = (random: Random, n = 2): Tensor =>
  generate([n, 3, 2, 4], (i) => 10 ** (Math.floor(i / 8) % 3) * (random.normal() + 2));

describe("BatchNorm2d", () => {
  /** A norm of images and one of rows that have seen the same, with the same γ and β. */
  function twins(random: Random): { readonly norm: BatchNorm2d; readonly rows: BatchNorm1d } {
    const [norm, rows] = [new BatchNorm2d(3), new BatchNorm1d(3)];
    const rate = { learningRate: 0.01 };
    for (let i = 0; i < 3; i++) {
      const x = images(random);
      for (const [layer, input] of [
        [norm, x],
        [rows, pixels(x)],
      ] as const) {
        // prettier-ignore
        const pass = Pass.training();
        const loss = sum(square(layer.forward(input, pass)));
        new SGD(layer.parameters(), rate).step(loss, pass);
      }
    }
    return { norm, rows };
  }

  it("is BatchNorm1d on the pixels of all images, in training, evaluation and by given statistics", () => {
    const error = worst(20, "2d", (random) => {
      const { norm, rows } = twins(random);
      const x = images(random);
      const errors = [
        [Pass.training(), Pass.training()],
        [Pass.evaluation(), Pass.evaluation()],
        [norm, rows].map((layer) => Pass.evaluation({ statistics: batchStatistics(layer, layer === norm ? x : pixels(x)) })),
      ].map(([a, b]) => gap(norm.forward(x, a).toArray(), ofPixels(rows.forward(pixels(x), b), x.shape).toArray())); // prettier-ignore
      return Math.max(...errors);
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("keeps running statistics of channels, the variance unbiased over batch and positions", () => {
    const error = worst(20, "running 2d", (random) => {
      const norm = new BatchNorm2d(3, { momentum: 0.25 });
      const x = images(random);
      const pass = Pass.training();
      new SGD(norm.parameters(), { learningRate: 0.1 }).step(sum(square(norm.forward(x, pass))), pass);
      const now = momentsOf(rowsOf(pixels(x)));
      return Math.max(
        gap(norm.running.mean, now.mean.map((m) => 0.25 * m)), // prettier-ignore
        gap(norm.running.variance, now.variance.map((v) => 0.75 + (0.25 * v * 16) / 15)), // prettier-ignore
      );
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("gives each channel mean 0 and variance 1 in training, also from one image", () => {
    const error = worst(10, "one image", (random) => {
      const norm = new BatchNorm2d(3, { eps: 0 });
      const { mean, variance } = momentsOf(rowsOf(pixels(norm.forward(images(random, 1), Pass.training()))));
      return Math.max(...mean.map(Math.abs), ...variance.map((v) => Math.abs(v - 1)));
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("evaluates a whole set by its own statistics as training would, and its parts alike", () => {
    const random = Random.stream(0, "set");
    const model = new Sequential([new Conv2d(3, 4, 2, { random }), new BatchNorm2d(4)]);
    const x = images(random, 5);
    const statistics = batchStatistics(model, x);
    const evaluated = model.forward(x, Pass.evaluation({ statistics })).toArray();
    expect(gap(evaluated, model.forward(x, Pass.training()).toArray())).toBeLessThanOrEqual(1e-13);
    const one = tensor(x.toArray().slice(0, 24), [1, 3, 2, 4]);
    const first = model.forward(one, Pass.evaluation({ statistics }));
    expect(gap(first.toArray(), evaluated.slice(0, first.size))).toBeLessThanOrEqual(1e-13);
  });

  it("refuses a batch of one pixel, which has no variance", () => {
    const forward = () => new Sequential([new BatchNorm2d(3)]).forward(ones([1, 3, 1, 1]), Pass.training());
    expect(forward).toThrow(UserError);
    expect(forward).toThrow(
      "0 BatchNorm2d(3): a batch of 1 has no variance to normalise by. Use at least 2 examples, or BNP.",
    );
    expect(() => new BatchNorm2d(3).forward(ones([2, 3, 1, 1]), Pass.training())).not.toThrow();
  });

  it.each([[[2, 3]], [[2, 3, 4]], [[2, 4, 3, 3]], [[]]])("refuses an input of shape %j", (shape) => {
    const forward = () => new Sequential([new BatchNorm2d(3)]).forward(ones(shape));
    expect(forward).toThrow(ShapeError);
    expect(forward).toThrow(
      `0 BatchNorm2d(3) got an input of shape [${shape.join(",")}]: expected [N, 3, H, W].`,
    );
  });
});

describe("BatchNorm1d on signals [N, C, L]", () => {
  it("is BatchNorm2d on images of height 1", () => {
    const random = Random.stream(0, "signals");
    const x = generate([4, 3, 5], () => random.normal());
    const y = new BatchNorm1d(3).forward(x, Pass.training());
    const flat = new BatchNorm2d(3).forward(reshape(x, [4, 3, 1, 5]), Pass.training());
    expect(y.shape).toEqual([4, 3, 5]);
    expect(y.toArray()).toEqual(flat.toArray());
  });
});
