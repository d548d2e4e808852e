/**
 * BNP is whitening with the covariance replaced by its diagonal, at every damping:
 *
 *     P·Pᵀ = (1/q²)·U·diag(1, (diag Σ + λI)⁻¹)·Uᵀ,   λ = ε₁·max σ² + ε₂,
 *
 * where Σ is the covariance of everything seen. At λ = 0 the full Σ would give the inverse of E[ĥĥᵀ]; and damping
 * E[ĥĥᵀ] itself, as is usual for Kronecker factors, is something else, because it damps the bias too.
 */
import { toDense, bnp } from "../../preconditioners/index.ts";
import {
  centring,
  fromNeurons,
  matrixOfMap,
  momentsOf,
  neurons,
  normals,
  plainGradient,
  seen,
  worst,
  type Seen,
  observationOfRows,
} from "../preconditioners/cases.ts";
import {
  diagonal,
  inverse,
  matrixGap,
  product,
  scaled,
  transposed,
  type Matrix,
} from "../preconditioners/dense.ts";

const dampings = [
  { eps1: 1e-2, eps2: 1e-4 },
  { eps1: 0, eps2: 1e-8 },
  { eps1: 0.5, eps2: 0 },
  { eps1: 0, eps2: 10 },
] as const;

/** E[(h − μ)(h − μ)ᵀ] over all rows seen, which is what `ramp` keeps exactly at first. */
function covariance(rows: Matrix): Matrix {
  const { mean } = momentsOf(rows);
  const centred = rows.map((row) => row.map((x, c) => x - mean[c]!));
  return scaled(1 / rows.length, product(transposed(centred), centred));
}

const diagonalOf = (a: Matrix): Matrix => diagonal(a.map((row, i) => row[i]!));
const plus = (a: Matrix, lambda: number): Matrix =>
  a.map((row, i) => row.map((x, j) => (i === j ? x + lambda : x)));

/** (1/q²)·U·diag(1, Σ⁻¹)·Uᵀ for a (damped) covariance Σ. */
function whitening(mean: ArrayLike<number>, sigma: Matrix, q2: number): Matrix {
  const u = centring(mean);
  const inner = [[1, ...sigma.map(() => 0)], ...inverse(sigma).map((row) => [0, ...row])];
  return scaled(1 / q2, product(u, inner, transposed(u)));
}

const q2Of = ({ inputs, rows }: Seen): number => Math.max(inputs / rows, 1);
const lambdaOf = (sigma: Matrix, { eps1, eps2 }: (typeof dampings)[number]): number =>
  eps1 * Math.max(...sigma.map((row, i) => row[i]!)) + eps2;

describe.each(dampings)("BNP with %j", (damping) => {
  const withDiagonal = (it: Seen): Matrix => {
    const rows = it.batches.flat();
    const sigma = diagonalOf(covariance(rows));
    return whitening(momentsOf(rows).mean, plus(sigma, lambdaOf(sigma, damping)), q2Of(it));
  };
  const cases = { rows: 8 };

  it("is whitening with a diagonal covariance, in `apply`", () => {
    const error = worst(50, "whitening", (random) => {
      const it = seen(random, bnp(damping), cases);
      const g = normals(random, it.outputs, it.inputs + 1);
      return matrixGap(neurons(it.preconditioner.apply(fromNeurons(g))), product(g, withDiagonal(it)));
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("in `gradients`", () => {
    const error = worst(50, "whitening", (random) => {
      const it = seen(random, bnp(damping), cases);
      const { preconditioner, input, cotangent } = it;
      const exact = product(plainGradient(input, cotangent), withDiagonal(it));
      return matrixGap(neurons(toDense(preconditioner.gradients(input, cotangent))), exact);
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("and in `factor`", () => {
    const error = worst(50, "whitening", (random) => {
      const it = seen(random, bnp(damping), cases);
      const { times, transposeTimes } = it.preconditioner.factor();
      const both = product(matrixOfMap(it.inputs + 1, times), matrixOfMap(it.inputs + 1, transposeTimes));
      return matrixGap(both, withDiagonal(it));
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });
});

describe("the whitening that BNP is the diagonal of", () => {
  it("without damping is the inverse of E[ĥĥᵀ]", () => {
    const error = worst(20, "undamped", (random) => {
      const rows = seen(random, bnp(), { rows: 30, inputs: 4 }).batches.flat();
      const raw = rows.map((row) => [1, ...row]);
      const second = scaled(1 / rows.length, product(transposed(raw), raw));
      return matrixGap(whitening(momentsOf(rows).mean, covariance(rows), 1), inverse(second));
    });
    expect(error).toBeLessThanOrEqual(1e-6); // E[ĥĥᵀ] is what is ill-conditioned here
  });

  it("is BNP where the inputs are uncorrelated: no diagonal is taken there", () => {
    // Every sign pattern once: means and covariances vanish exactly, until each feature is scaled and shifted.
    const patterns = Array.from({ length: 8 }, (_, k) => [0, 1, 2].map((c) => (k & (1 << c) ? 1 : -1)));
    const rows = patterns.map((row) => row.map((x, c) => 3 ** c * x + c + 1));
    const preconditioner = bnp().create({ inputs: 3, outputs: 1, bias: true, layer: "layer" });
    preconditioner.observe?.(observationOfRows(fromNeurons(rows.map((row) => [0, ...row])).weight));
    const sigma = covariance(rows);
    const full = whitening(momentsOf(rows).mean, plus(sigma, lambdaOf(sigma, dampings[0])), 1);
    expect(
      matrixGap(
        matrixOfMap(4, (g) => preconditioner.apply(g)),
        full,
      ),
    ).toBeLessThanOrEqual(1e-14);
  });

  it("is not reached by damping E[ĥĥᵀ]: even with one input and a small λ the two are far apart", () => {
    for (const mean of [1, 3, 10]) {
      const [variance, lambda] = [1, 0.1];
      const ours = whitening([mean], [[variance + lambda]], 1);
      const second = [
        [1 + lambda, mean],
        [mean, mean * mean + variance + lambda],
      ];
      expect(matrixGap(inverse(second), ours)).toBeGreaterThan(0.1);
      // At λ = 0 they are one.
      const undamped = [
        [1, mean],
        [mean, mean * mean + variance],
      ];
      expect(matrixGap(inverse(undamped), whitening([mean], [[variance]], 1))).toBeLessThanOrEqual(1e-12);
    }
  });
});
