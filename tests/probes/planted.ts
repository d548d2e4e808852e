/**
 * Random matrices whose condition number or nullity was planted, and what the probe says of them. The quick laws and the
 * long ones draw from the same streams.
 */
import { Random } from "../../lib/index.ts";
import { conditionOf, type ConditionNumber } from "../../probes/condition.ts";
import { dense } from "../../probes/dense.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { spectrumOf } from "../../probes/spectrum.ts";
import { withSpectrum } from "./subjects.ts";

export interface Planted {
  readonly kappa: number;
  readonly zeros: number;
  readonly result: ConditionNumber;
}

/** Positive eigenvalues from 1 down to 1/κ, both of them there, and so many zeros; of any size up to 40. */
function planted(random: Random, largestKappa: number, zeros: number): Planted {
  const n = 2 + random.integer(39);
  const kappa = 10 ** random.between(0, Math.log10(largestKappa));
  const between = Array.from({ length: n - 2 }, () => kappa ** -random.uniform());
  const scale = 10 ** random.between(-8, 8);
  const eigenvalues = [1, 1 / kappa, ...between, ...new Array<number>(zeros).fill(0)].map((x) => scale * x);
  const a = withSpectrum(random, eigenvalues);
  const predicted = zeros === 0 ? {} : { nullity: zeros };
  const result = conditionOf(spectrumOf(dense(matrixOperator(a, eigenvalues.length))), predicted);
  return { kappa, zeros, result };
}

/** A positive definite matrix with κ from 1 to 1e12, even in the logarithm. */
export const positiveDefinite = (seed: number): Planted =>
  planted(Random.stream(seed, "positive definite"), 1e12, 0);

/** A positive semidefinite matrix with 1 to 10 zeros and κ* from 1 to 1e10. */
export function singular(seed: number): Planted {
  const random = Random.stream(seed, "singular");
  return planted(random, 1e10, 1 + random.integer(10));
}

/** Whether the planted κ lies in the interval given. */
export const holds = (bracket: ConditionNumber["kappa"], kappa: number): boolean =>
  bracket !== undefined && bracket.low <= kappa && kappa <= bracket.high;

/** Seeds from 0 whose planted κ is not inside the certified interval, or is not certified at all. */
export function missed(count: number): readonly number[] {
  return Array.from({ length: count }, (_, seed) => seed).filter((seed) => {
    const { kappa, result } = positiveDefinite(seed);
    return result.status !== "certified" || !holds(result.kappa, kappa);
  });
}

/** What was said of `count` singular matrices: the right number of zeros, `ambiguous`, or something wrong. */
export function verdicts(count: number): {
  readonly found: number;
  readonly ambiguous: number;
  readonly wrong: readonly number[];
} {
  let [found, ambiguous] = [0, 0];
  const wrong: number[] = [];
  for (let seed = 0; seed < count; seed++) {
    const { kappa, zeros, result } = singular(seed);
    if (result.status === "ambiguous") ambiguous++;
    else if (result.status === "singular" && result.zero === zeros && holds(result.kappaStar, kappa)) found++;
    else wrong.push(seed);
  }
  return { found, ambiguous, wrong };
}
