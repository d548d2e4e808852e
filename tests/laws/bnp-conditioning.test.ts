/**
 * What BNP does to condition numbers: the theorems, inside their assumptions, and counter-examples outside of them.
 *
 * In the variables z of ŵ = P z the Hessian is PᵀHP, so with H = ĤᵀĤ/N what counts is κ(ĤP). For full column rank and
 * μ the mean of the same rows, κ(ĤU) ≤ κ(Ĥ). With D of the same rows' deviations the columns of ĤUD are equally long,
 * and van der Sluis bounds κ(ĤUD) by √(m+1) times the best that any diagonal scaling can do.
 */
import { dot, affine, grad, hessian, matmul, mul, square, sub, sum } from "../../autograd/index.ts";
import type { Random } from "../../lib/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { tensor, Tensor } from "../../tensor/index.ts";
import {
  batch,
  centring,
  matrixOfMap,
  momentsOf,
  valuesOfMatrix,
  worst,
  observationOfRows,
} from "../preconditioners/cases.ts";
import {
  conditionNumber,
  diagonal,
  gap,
  matrixGap,
  product,
  scaled,
  symmetricEigenvalues,
  transposed,
  type Matrix,
} from "../preconditioners/dense.ts";

const withOnes = (rows: Matrix): Matrix => rows.map((row) => [1, ...row]);

/** Rows of full column rank: more of them than columns, from a continuous distribution. */
function fullRank(random: Random): Matrix {
  const inputs = 1 + random.integer(5);
  return batch(random, inputs + 2 + random.integer(15), inputs);
}

/** P of a BNP without damping that has seen these rows, and nothing else. */
function undamped(rows: Matrix): Matrix {
  const preconditioner = bnp({ eps1: 0, eps2: 0 }).create({
    inputs: rows[0]!.length,
    outputs: 1,
    bias: true,
    layer: "l",
  });
  preconditioner.observe?.(observationOfRows(valuesOfMatrix(rows)));
  return matrixOfMap(rows[0]!.length + 1, preconditioner.factor().times);
}

const randomDiagonal = (random: Random, n: number): Matrix =>
  diagonal(Array.from({ length: n }, () => 10 ** random.between(-1.5, 1.5)));

describe("centring, for full column rank and the mean of the same rows", () => {
  it("never makes the condition number larger: κ(ĤU) ≤ κ(Ĥ)", () => {
    const ratio = worst(500, "centring", (random) => {
      const rows = fullRank(random);
      const h = withOnes(rows);
      return conditionNumber(product(h, centring(momentsOf(rows).mean))) / conditionNumber(h);
    });
    expect(ratio).toBeLessThanOrEqual(1 + 1e-6);
    expect(ratio).toBeGreaterThan(0);
  });

  it("but can with a running mean that is one deviation off", () => {
    let violations = 0;
    const ratio = worst(200, "off", (random) => {
      const rows = batch(random, 30, 4);
      const centred = rows.map((row) => row.map((x, c) => x - momentsOf(rows).mean[c]!)); // centred already
      const { variance } = momentsOf(centred);
      const off = Array.from(variance, (v) => Math.sqrt(v) * (random.uniform() < 0.5 ? -1 : 1));
      const change =
        conditionNumber(product(withOnes(centred), centring(off))) / conditionNumber(withOnes(centred));
      if (change > 1.000001) violations++;
      return change;
    });
    expect(ratio).toBeGreaterThan(1.5);
    expect(violations).toBeGreaterThan(100);
  });
});

describe("centring and scaling, without damping, by the statistics of the same rows", () => {
  it("is within √(m+1) of the best diagonal scaling of ĤU", () => {
    const ratio = worst(100, "van der Sluis", (random) => {
      const rows = fullRank(random);
      const centred = product(withOnes(rows), centring(momentsOf(rows).mean));
      const n = rows[0]!.length + 1;
      const others = Array.from({ length: 10 }, () =>
        conditionNumber(product(centred, randomDiagonal(random, n))),
      );
      const ours = conditionNumber(product(withOnes(rows), undamped(rows)));
      return ours / (Math.sqrt(n) * Math.min(conditionNumber(centred), ...others));
    });
    expect(ratio).toBeLessThanOrEqual(1 + 1e-6);
  });

  it("makes every column of ĤUD equally long", () => {
    const error = worst(50, "columns", (random) => {
      const rows = fullRank(random);
      const seen = transposed(product(withOnes(rows), undamped(rows)));
      const lengths = seen.map((column) => Math.hypot(...column) / Math.sqrt(rows.length));
      return gap(lengths, lengths.map(() => 1)); // prettier-ignore
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("has max(1, (m+1)/N) ≤ ‖ĤUD‖²/N ≤ m + 1, also with fewer rows than columns", () => {
    for (let seed = 0; seed < 3; seed++) {
      for (const [n, m] of [
        [20, 3],
        [6, 5],
        [4, 6],
        [2, 5],
      ] as const) {
        worst(10, "norm", (random) => {
          const rows = batch(random, n, m);
          const p = scaled(Math.sqrt(Math.max(m / n, 1)), undamped(rows)); // UD = q·P
          const seen = product(withOnes(rows), p);
          const norm2 = symmetricEigenvalues(product(seen, transposed(seen))).at(-1)! / n;
          expect(norm2).toBeGreaterThanOrEqual(Math.max(1, (m + 1) / n) * (1 - 1e-9));
          expect(norm2).toBeLessThanOrEqual((m + 1) * (1 + 1e-9));
          return norm2;
        });
      }
    }
  });

  it("gains what scale and shift cost, and no more than 1/ε₁ of it with damping", () => {
    const scales = [100, 1, 0.1];
    const gains = (eps1: number): number => {
      const preconditioner = bnp({ eps1, eps2: 0 }).create({ inputs: 3, outputs: 1, bias: true, layer: "l" });
      const rows = signs.map((row) => row.map((x, c) => scales[c]! * x));
      preconditioner.observe?.(observationOfRows(valuesOfMatrix(rows)));
      const p = matrixOfMap(4, preconditioner.factor().times);
      return (conditionNumber(withOnes(rows)) / conditionNumber(product(withOnes(rows), p))) ** 2;
    };
    expect(gains(0)).toBeCloseTo(1e6, 0);
    expect(gains(1e-2)).toBeLessThanOrEqual(101);
    expect(gains(1e-2)).toBeGreaterThan(99);
  });
});

/** Every sign pattern of three features once: uncorrelated, centred, of variance 1. */
const signs: Matrix = Array.from({ length: 8 }, (_, k) => [0, 1, 2].map((c) => (k & (1 << c) ? 1 : -1)));

describe("the change of variables ŵ = P z", () => {
  /** ½·mean (Ĥŵ − y)² of one neuron as a function of ŵ = [b, w]. */
  const leastSquares =
    (rows: Matrix, y: Matrix) =>
    (w: Tensor): Tensor => {
      const [h, target] = [withOnes(rows), y].map((a) => new Tensor(valuesOfMatrix(a)));
      return mul(0.5 / rows.length, sum(square(sub(matmul(h!, w), target!))));
    };

  const problem = (random: Random) => {
    const rows = fullRank(random);
    const inputs = rows[0]!.length;
    const preconditioner = bnp().create({ inputs, outputs: 1, bias: true, layer: "l" });
    preconditioner.observe?.(observationOfRows(valuesOfMatrix(rows)));
    const p = matrixOfMap(inputs + 1, preconditioner.factor().times);
    const f = leastSquares(
      rows,
      rows.map(() => [random.normal()]),
    );
    const z = new Tensor(valuesOfMatrix(p.map(() => [random.normal()])));
    return { rows, p, f, z, fz: (v: Tensor) => f(matmul(new Tensor(valuesOfMatrix(p)), v)) };
  };

  it("has the Hessian PᵀHP in z", () => {
    const error = worst(20, "hessian", (random) => {
      const { rows, p, fz, z } = problem(random);
      const h = scaled(1 / rows.length, product(transposed(withOnes(rows)), withOnes(rows)));
      return gap(hessian(fz)(z).toArray(), product(transposed(p), h, p).flat());
    });
    expect(error).toBeLessThanOrEqual(1e-11);
  });

  it("turns a gradient step in z into a step along P·Pᵀ∇ in ŵ", () => {
    const error = worst(20, "step", (random) => {
      const { p, f, fz, z } = problem(random);
      const column = (x: Tensor): Matrix => [...x.toArray()].map((v) => [v]);
      const w = new Tensor(valuesOfMatrix(product(p, column(z))));
      const inZ = product(p, column(sub(z, mul(0.1, grad(fz)(z)))));
      const move = product(p, transposed(p), column(grad(f)(w)));
      const inW = column(w).map(([x], i) => [x! - 0.1 * move[i]![0]!]);
      return matrixGap(inZ, inW);
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("shows the layer [1, (h − μ)/σ̃]/q in place of [1, h]", () => {
    const error = worst(20, "seen", (random) => {
      const { rows, p } = problem(random);
      const { mean, variance } = momentsOf(rows);
      const damping = 1e-2 * Math.max(...variance) + 1e-4;
      const normal = rows.map((row) => row.map((x, c) => (x - mean[c]!) / Math.sqrt(variance[c]! + damping)));
      return matrixGap(product(withOnes(rows), p), withOnes(normal)); // q = 1: more rows than columns
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("gives the same output for ŵ and for z", () => {
    const rows = signs.map((row) => row.map((x, c) => 5 * c + x));
    const p = undamped(rows);
    const z = [[0.3], [-1], [2], [0.5]];
    const [b, ...w] = product(p, z).map(([x]) => x!);
    const layer = affine(new Tensor(valuesOfMatrix(rows)), tensor([w]), tensor([b!]));
    const direct = product(withOnes(rows), p, z).map(([x]) => x!);
    expect(gap(layer.toArray(), direct)).toBeLessThanOrEqual(1e-14);
    expect(dot(layer, layer).item()).toBeGreaterThan(0);
  });
});
