/**
 * What a change of variables does to a spectrum, and what it cannot do.
 *
 * PᵀHP has the inertia of H for every nonsingular P (Sylvester): preconditioning changes how far eigenvalues are apart,
 * never how many are negative, zero or positive. The best P of all is H^(−1/2), with κ(PᵀHP) = 1. And PᵀHP has the
 * eigenvalues of H·P·Pᵀ, since gradient descent does not know P but only P·Pᵀ.
 */
import { symmetricEigen, type Random } from "../../lib/index.ts";
import { Pass } from "../../layers/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import {
  changeOfVariables,
  columnsOf,
  conditionOf,
  congruence,
  dense,
  hessian,
  matrixMap,
  matrixOperator,
  preconditioned,
  spectrumOf,
  type ConditionNumber,
  type LinearOperator,
} from "../../probes/index.ts";
import { worst } from "../preconditioners/cases.ts";
import { gap } from "../preconditioners/dense.ts";
import { orthogonal, stream, subject, teacherLoss, withSpectrum } from "../probes/subjects.ts";

const conditionOfOperator = (operator: LinearOperator): ConditionNumber =>
  conditionOf(spectrumOf(dense(operator)));
const inertiaOf = ({ negative, zero, positive }: ConditionNumber): number[] => [negative, zero, positive];

/** Q₁·diag(1 … 1/κ)·Q₂, a map of condition number κ. */
function randomMap(random: Random, n: number, kappa: number): Float64Array {
  const [left, right] = [orthogonal(random, n), orthogonal(random, n)];
  const sizes = Array.from({ length: n }, (_, i) => kappa ** (-i / Math.max(1, n - 1)));
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return sizes.reduce((sum, size, k) => sum + left[i * n + k]! * size * right[k * n + j]!, 0);
  });
}

describe("inertia is the same under every change of variables", () => {
  it("for random matrices and maps of condition number up to 1e4", () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = stream(seed);
      const counts = [random.integer(5), random.integer(4), 1 + random.integer(6)];
      const signs = counts.flatMap((count, i) => new Array<number>(count).fill(i - 1));
      const n = signs.length;
      const a = withSpectrum(random, signs.map((sign) => sign * 10 ** random.between(-2, 0))); // prettier-ignore
      const p = matrixMap(randomMap(random, n, 10 ** random.between(0, 4)), n);
      const [before, after] = [matrixOperator(a, n), congruence(matrixOperator(a, n), p)].map(
        conditionOfOperator,
      );
      expect(inertiaOf(before!)).toEqual(counts);
      expect(inertiaOf(after!)).toEqual(counts);
    }
  });

  it("for a network and BNP", () => {
    const { model, loss } = subject({ preconditioner: bnp(), sizes: [3, 5, 2] });
    const h = hessian(loss, model.parameters(), Pass.training());
    const [before, after] = [h, preconditioned(h)].map(conditionOfOperator);
    expect(before!.negative).toBeGreaterThan(0);
    expect(before!.zero).toBe(6); // softmax: 5 inputs and the bias of the last layer
    expect(inertiaOf(after!)).toEqual(inertiaOf(before!));
    expect(gap(after!.eigenvalues, before!.eigenvalues)).toBeGreaterThan(0.01);
  });
});

/** Q·diag(λ^(−1/2))·Qᵀ */
function inverseRoot(a: Float64Array, n: number): Float64Array {
  const { values, vectors } = symmetricEigen(a, n, { vectors: true });
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return values.reduce(
      (sum, x, k) => sum + (vectors![i * n + k]! * vectors![j * n + k]!) / Math.sqrt(x),
      0,
    );
  });
}

/** |κ − 1| of PᵀHP for that P. */
function errorOfRoot(random: Random, eigenvalues: readonly number[]): number {
  const n = eigenvalues.length;
  const a = withSpectrum(random, eigenvalues);
  const p = matrixMap(inverseRoot(a, n), n);
  return Math.abs(conditionOfOperator(congruence(matrixOperator(a, n), p)).kappa!.value - 1);
}

describe("P = H^(−1/2)", () => {
  it("gives κ(PᵀHP) = 1 to 1e-10", () => {
    const error = worst(40, "root", (random) => {
      const n = 2 + random.integer(10);
      const kappa = 10 ** random.between(0, 4);
      return errorOfRoot(random, Array.from({ length: n }, (_, i) => kappa ** (-i / (n - 1)))); // prettier-ignore
    });
    expect(error).toBeLessThanOrEqual(1e-10);
  });

  it("but not where κ(H) is large: P is only known as well as the least eigenvalue is", () => {
    expect(errorOfRoot(stream(1), [1, 1e-4, 1e-8, 1e-12])).toBeGreaterThan(1e-6);
  });
});

describe("the eigenvalues of PᵀHP", () => {
  it("are those of the pencil (H, (P·Pᵀ)⁻¹): of Lᵀ·H·L for any L with L·Lᵀ = P·Pᵀ", () => {
    const error = worst(40, "pencil", (random) => {
      const n = 2 + random.integer(8);
      const a = withSpectrum(random, Array.from({ length: n }, () => random.normal())); // prettier-ignore
      const p = randomMap(random, n, 10 ** random.between(0, 4));
      const turned = new Float64Array(n * n); // P·Q has the same P·Pᵀ
      const q = orthogonal(random, n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          for (let k = 0; k < n; k++) turned[i * n + j]! += p[i * n + k]! * q[k * n + j]!;
        }
      }
      const spectra = [p, turned].map(
        (map) => conditionOfOperator(congruence(matrixOperator(a, n), matrixMap(map, n))).eigenvalues,
      );
      return gap(spectra[0]!, spectra[1]!);
    });
    expect(error).toBeLessThanOrEqual(1e-10);
  });

  it("of a network are those of the Hessian in z: P written out, and multiplied", () => {
    const { model, x } = subject({ preconditioner: bnp(), sizes: [3, 4, 2] });
    const h = hessian(teacherLoss(model, x), model.parameters(), Pass.training());
    const p = changeOfVariables(model.parameters());
    const columns = columnsOf(h.size, (v) => p.transposeTimes(v)); // the columns of Pᵀ, so the rows of P
    const written = congruence(h, matrixMap(columns, h.size));
    const [one, two] = [preconditioned(h), written].map(
      (operator) => conditionOfOperator(operator).eigenvalues,
    );
    expect(gap(one!, two!)).toBeLessThanOrEqual(1e-12);
  });
});
