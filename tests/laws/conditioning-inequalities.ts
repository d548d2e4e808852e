/**
 * κ(ĤU) ≤ κ(Ĥ), by singular values: under exactly the assumptions of the theorem, and what becomes of it without each.
 *
 * The assumptions are full column rank, μ the mean of the same rows, and S = I. Without full rank the κ* that is left may
 * grow; with fewer rows than columns too; and with S, which is what the Hessian block has, centring by the plain mean is
 * not it: the S-weighted mean is.
 */
import { Linear, Pass } from "../../layers/index.ts";
import type { Random } from "../../lib/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { affineConditioning, conditionOfRows, type AffineConditioning } from "../../probes/index.ts";
import { Tensor } from "../../tensor/index.ts";
import { batch, normals, valuesOfMatrix, worst } from "../preconditioners/cases.ts";
import { product, type Matrix } from "../preconditioners/dense.ts";
import { stream } from "../probes/subjects.ts";

/** What the probe says of one layer that sees these rows. */
function seen(
  rows: Matrix,
  damping: { eps1: number; eps2: number } = { eps1: 0, eps2: 0 },
): AffineConditioning {
  const layer = new Linear(rows[0]!.length, 1, { random: stream(0), preconditioner: bnp() });
  const pass = Pass.training();
  layer.forward(new Tensor(valuesOfMatrix(rows)), pass);
  return affineConditioning(pass, damping)[0]!;
}

const kappaOf = (rows: Matrix): number =>
  conditionOfRows({ entries: Float64Array.from(rows.flat()), rows: rows.length, columns: rows[0]!.length })
    .kappa;

/** Rows of full column rank, more of them than columns. */
function fullRank(random: Random): Matrix {
  const inputs = 1 + random.integer(6);
  return batch(random, inputs + 2 + random.integer(20), inputs);
}

/** Correlated features of mean about 0 and like scales, on which there is little to gain. */
function correlated(random: Random, rows: number, inputs: number): Matrix {
  return product(normals(random, rows, inputs), normals(random, inputs, inputs));
}

/** How often, of so many cases, the κ* that is left grew, and by how much at most. */
function growth(cases: number, name: string, ratio: (random: Random) => number): readonly [number, number] {
  let often = 0;
  const most = worst(cases, name, (random) => {
    const r = ratio(random);
    if (r > 1 + 1e-9) often++;
    return r;
  });
  return [often / cases, most];
}

const ofStars = ({ hat, centred }: AffineConditioning): number => centred!.kappaStar / hat.kappaStar;

/** The laws on a share of the random cases, from 0 to 1. */
export function conditioningLaws(share: number): void {
  describe("κ(ĤU) ≤ κ(Ĥ)", () => {
    it("holds for full column rank and the mean of the same rows", () => {
      const [often, most] = growth(1000 * share, "theorem", (random) => {
        const { hat, centred, columns } = seen(fullRank(random));
        expect(hat.rank).toBe(columns);
        return centred!.kappa / hat.kappa;
      });
      expect(often).toBe(0);
      expect(most).toBeGreaterThan(0.9); // and is nearly reached
    });

    it("fails for κ* without full rank: a feature that is a multiple of another", () => {
      const [often, most] = growth(800 * share, "redundant", (random) => {
        const rows = fullRank(random);
        return ofStars(seen(rows.map((row) => [...row, 2 * row[0]! - 1])));
      });
      expect(often).toBeGreaterThan(0);
      expect(most).toBeGreaterThan(1.01);
    });

    it("fails for κ* with fewer rows than columns", () => {
      const [often, most] = growth(300 * share, "few", (random) =>
        ofStars(seen(correlated(random, 4 + random.integer(3), 8))),
      );
      expect(often).toBeGreaterThan(0.05);
      expect(most).toBeGreaterThan(1.1);
    });
  });

  describe("with S", () => {
    /** The rows of S^(1/2)Ĥ and of S^(1/2)ĤU, U made with weights of the mean. */
    function weighted(random: Random, byS: boolean): number {
      const rows = fullRank(random);
      const s = rows.map(() => 10 ** random.between(-2, 0));
      const weights = byS ? s : s.map(() => 1);
      const total = weights.reduce((sum, w) => sum + w, 0);
      const mean = rows[0]!.map(
        (_, c) => rows.reduce((sum, row, j) => sum + weights[j]! * row[c]!, 0) / total,
      );
      const times = (columns: Matrix): Matrix =>
        columns.map((row, j) => row.map((x) => Math.sqrt(s[j]!) * x));
      const hat = times(rows.map((row) => [1, ...row]));
      const centred = times(rows.map((row) => [1, ...row.map((x, c) => x - mean[c]!)]));
      return kappaOf(centred) / kappaOf(hat);
    }

    it("the inequality fails for the plain mean", () => {
      const [often, most] = growth(1000 * share, "S", (random) => weighted(random, false));
      expect(often).toBeGreaterThan(0.005);
      expect(most).toBeGreaterThan(1.01);
    });

    it("and holds for the S-weighted mean", () => {
      expect(growth(1000 * share, "S", (random) => weighted(random, true))[0]).toBe(0);
    });
  });

  describe("scaling", () => {
    it("has max(1, (m+1)/N) ≤ ‖ĤUD‖²/N ≤ m + 1 by the statistics of the same rows, also with few of them", () => {
      for (let seed = 0; seed < 200 * share; seed++) {
        const random = stream(seed);
        const [n, m] = [2 + random.integer(20), 1 + random.integer(8)];
        const { scaled } = seen(batch(random, n, m));
        const ratio = scaled!.singularValues[0]! ** 2 / n;
        expect(ratio).toBeGreaterThanOrEqual(Math.max(1, (m + 1) / n) * (1 - 1e-12));
        expect(ratio).toBeLessThanOrEqual((m + 1) * (1 + 1e-12));
      }
    });

    it("is no promise: κ(ĤUD) > κ(ĤU) for some correlated features", () => {
      const [often] = growth(300 * share, "correlated", (random) => {
        const { centred, scaled } = seen(correlated(random, 30, 4));
        return scaled!.kappa / centred!.kappa;
      });
      expect(often).toBeGreaterThan(0.005);
      expect(often).toBeLessThan(0.5);
    });

    it("corrects scales up to 1/√ε₁ and no further", () => {
      // Two uncorrelated features of deviations 100 and 0.1.
      const rows = [-1, 1].flatMap((a) => [-1, 1].map((b) => [100 * a, 0.1 * b]));
      expect(seen(rows).scaled!.kappa).toBeCloseTo(1, 9);
      expect(seen(rows, { eps1: 1e-2, eps2: 0 }).scaled!.kappa).toBeGreaterThan(90);
    });
  });
}
