/**
 * BatchNorm1d: its definition in each of its modes, and running statistics as PyTorch keeps them. What it cannot see is
 * in tests/laws.
 */
import { pullback, square, sum } from "../../autograd/index.ts";
import { Random, ShapeError, UserError } from "../../lib/index.ts";
import { BatchNorm1d, batchStatistics, Linear, Parameter, Pass, Sequential } from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";
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

  it.each([[[3]], [[2, 4]], [[2, 3, 1]], [[]]])("refuses an input of shape %j", (shape) => {
    const forward = () => new BatchNorm1d(3).forward(generate(shape, () => 1));
    expect(forward).toThrow(ShapeError);
    expect(forward).toThrow(/BatchNorm1d\(3\) got an input of shape .* expected \[N, 3\]/);
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
