/**
 * The condition number of a symmetric matrix, with its certificate.
 *
 * κ = λmax/λmin, and κ* = λmax/λ*min with λ*min the least eigenvalue that is not zero. A network at rest in a valley has
 * zeros among its eigenvalues, and then κ* is what gradient descent feels; a network in training is at no minimum, has
 * negative eigenvalues, and a number called κ* would be noise. So the result says which case it is:
 *
 *     certified    positive definite beyond rounding: κ = κ* lies in the interval.
 *     singular     zeros and nothing negative, as many zeros as predicted with a clear gap above them, and, for a Hessian,
 *                  a stationary point. κ is infinite, κ* lies in its interval.
 *     presumed     the same, but no number of zeros was predicted. An eigenvalue below rounding may be zero or merely small:
 *                  diag(1, 1e-20) is not singular. κ is at least `kappa.low`. What κ* would be if they are zeros is
 *                  `kappaStarIfZero`; there is no `kappaStar`.
 *     ambiguous    the number of zeros cannot be decided. The candidates are given, and no κ*.
 *     indefinite   negative eigenvalues beyond rounding: there is no condition number.
 *     zero         the zero matrix.
 *
 * What can be said in every case stands beside it: inertia, λmax over the median positive eigenvalue, how many
 * eigenvalues are above λmax/1000, and the whole spectrum.
 */
import { checkArgument, printable, UserError } from "../lib/index.ts";
import { clearGap, gapAt, short, widestGap } from "./rounding.ts";
import { type Bracket, type Certified, type Spectrum, spectrumKind } from "./spectrum.ts";

/** "certified": κ = κ\* lies in an interval; "singular": κ\* does; the others: there is no κ\*, for this reason. */
export type ConditionStatus = "certified" | "singular" | "presumed" | "ambiguous" | "indefinite" | "zero";

/** A way to draw the line between zero and the rest, and what κ* would be by it. */
export interface Candidate {
  /** How the line was drawn: at rounding, at the largest gap, or at the predicted number. */
  readonly rule: "rounding" | "gap" | "prediction";
  /** Eigenvalues that count as zero. */
  readonly zeros: number;
  /** The least magnitude above the line over the largest below it. */
  readonly gap: number;
  /** λmax over the least eigenvalue above the line. */
  readonly kappaStar: number;
}

/** What is known beforehand. */
export interface ConditionOptions {
  /** How many zeros are expected at a stationary point (see nullity.ts). */
  readonly nullity?: number | undefined;
}

/**
 * What a status comes with: `kappa` and `kappaStar` where there are such, `candidates` for the number of zeros where
 * that is open, and the reason for the status in words.
 */
export type Judgement = { readonly reason: string } & (
  | {
      readonly status: "certified" | "singular";
      readonly kappa: Bracket;
      readonly kappaStar: Bracket;
      readonly candidates: readonly [];
    }
  | {
      readonly status: "presumed";
      /** No more than a lower bound is known: `high` is Infinity. */
      readonly kappa: Bracket;
      readonly kappaStar: undefined;
      /** κ* if every eigenvalue up to the threshold is zero. */
      readonly kappaStarIfZero: Bracket;
      readonly candidates: readonly [];
    }
  | {
      readonly status: "ambiguous";
      readonly kappa: Bracket;
      readonly kappaStar: undefined;
      readonly candidates: readonly Candidate[];
    }
  | {
      readonly status: "indefinite" | "zero";
      readonly kappa: undefined;
      readonly kappaStar: undefined;
      readonly candidates: readonly [];
    }
);

/** What can be said of a matrix whose whole spectrum is known. */
export type ConditionNumber = Judgement & {
  /** Tells it from a bound, which is made from products alone. */
  readonly kind: "spectrum";
  /** Which matrix it is, as the operator says. */
  readonly description: string;
  /** Eigenvalues below −threshold, within it, and above it. */
  readonly negative: number;
  /** Eigenvalues within ±threshold. */
  readonly zero: number;
  /** Eigenvalues above threshold. */
  readonly positive: number;
  /** Largest magnitude that counts as zero. */
  readonly threshold: number;
  /** How the threshold was chosen. */
  readonly rule: string;
  /** Zeros that were predicted, if any were. */
  readonly nullity: number | undefined;
  /** The gradient relative to its scale; undefined if the question does not arise. */
  readonly stationarity: number | undefined;
  /** The largest eigenvalue. */
  readonly largest: number;
  /** λmax over the median of the positive eigenvalues. */
  readonly largestOverMedian: number | undefined;
  /** Eigenvalues above λmax/1000. */
  readonly aboveThousandth: number;
  /** Ascending; times 2^exponent, as `largest` and `threshold` are. */
  readonly eigenvalues: Float64Array;
  /** 0 unless eigenvalues would overflow or underflow. */
  readonly exponent: number;
  /** By what the intervals are certified, in words. */
  readonly certificate: string;
  /** Which matrix the intervals are about: see spectrum.ts. */
  readonly certifies: Certified;
  /** ‖(A − Aᵀ)/2‖_F of the matrix as products gave it. */
  readonly asymmetry: number;
  /** Products with the matrix that were spent on it. */
  readonly products: number;
};

/** Largest gradient, relative to its scale, at a point that counts as stationary. */
const stationaryBelow = 1e-10;

/**
 * What can be said of a spectrum.
 * @throws UserError unless the predicted nullity is a whole number from 0 to the size
 * @example
 * const a = probes.matrixOperator(Float64Array.of(4, 0, 0, 1), 2);
 * probes.conditionOf(probes.spectrumOf(probes.dense(a))).positive; // → 2
 */
export function conditionOf(spectrum: Spectrum, { nullity }: ConditionOptions = {}): ConditionNumber {
  checkArgument("conditionOf", "the spectrum", spectrum, spectrumKind);
  const { eigenvalues, threshold, size } = spectrum;
  if (nullity !== undefined && !(Number.isInteger(nullity) && nullity >= 0 && nullity <= size)) {
    throw new UserError(
      `conditionOf: nullity ${nullity}: the number of zeros of ${size} eigenvalues is from 0 to ${size}.`,
    );
  }
  const negative = eigenvalues.filter((value) => value < -threshold).length;
  const positive = eigenvalues.filter((value) => value > threshold).length;
  const largest = eigenvalues[size - 1]!;
  const positives = eigenvalues.slice(size - positive);
  const stationarity = spectrum.stationarity?.();
  const judged = judge(spectrum, { negative, positive, nullity, stationarity });
  const result: ConditionNumber = {
    kind: "spectrum",
    description: spectrum.description,
    ...judged,
    negative,
    zero: size - negative - positive,
    positive,
    threshold,
    rule: spectrum.rule,
    nullity,
    stationarity,
    largest,
    largestOverMedian: positive === 0 ? undefined : largest / median(positives),
    aboveThousandth: eigenvalues.filter((value) => value > largest / 1000 && value > 0).length,
    eigenvalues,
    exponent: spectrum.exponent,
    certificate: spectrum.certificate,
    certifies: spectrum.certifies,
    asymmetry: spectrum.asymmetry,
    products: spectrum.products,
  };
  return printable(result, conditionText);
}

/** "condition number of A (4 rows): certified, κ = 100 (99.9 to 101); the least eigenvalue …" */
function conditionText(found: ConditionNumber): string {
  const { description, eigenvalues, status, reason, kappa, negative, zero, positive, largest } = found;
  const facts = [`${negative} negative, ${zero} zero, ${positive} positive eigenvalues`];
  if (positive > 0) facts.push(`λmax ${short(largest)}`);
  if (status === "certified") facts.unshift(`κ = ${bracketText(kappa)}`);
  if (status === "singular") facts.unshift(`κ = Infinity, κ* = ${bracketText(found.kappaStar)}`);
  if (status === "presumed") {
    const { kappaStarIfZero } = found;
    facts.unshift(`κ ≥ ${short(kappa.low)}, κ* = ${bracketText(kappaStarIfZero)} if they are zeros`);
  }
  return `condition number of ${description} (${eigenvalues.length} rows): ${status}: ${reason}; ${facts.join(", ")}`;
}

/** "3.02", or "3.02 (3 to 3.04)" where three digits of the ends differ. */
function bracketText({ value, low, high }: Bracket): string {
  const ends = [short(low), short(high)];
  return ends[0] === ends[1] ? short(value) : `${short(value)} (${ends.join(" to ")})`;
}

interface Evidence {
  readonly negative: number;
  readonly positive: number;
  readonly nullity: number | undefined;
  readonly stationarity: number | undefined;
}

function judge(spectrum: Spectrum, evidence: Evidence): Judgement {
  const { size, threshold } = spectrum;
  const { negative, positive, nullity } = evidence;
  const nothing = { kappa: undefined, kappaStar: undefined, candidates: [] } as const;
  if (positive === 0 && negative === 0) {
    if (spectrum.eigenvalues.every((value) => value === 0)) {
      return { ...nothing, status: "zero", reason: "every eigenvalue is zero" };
    }
    const reason = `no eigenvalue is above what rounding explains, ${short(threshold)}`;
    const kappa = { value: Infinity, low: 1, high: Infinity };
    return { status: "ambiguous", reason, kappa, kappaStar: undefined, candidates: [] };
  }
  const least = spectrum.bracket(0);
  if (negative > 0 && least.high < 0) {
    const reason = `${negative} of ${size} eigenvalues are negative, down to ${short(least.value)}`;
    return { ...nothing, status: "indefinite", reason };
  }
  const zeros = size - positive;
  const top = spectrum.bracket(size - 1);
  const star = quotient(top, zeros === 0 ? least : spectrum.bracket(zeros));
  const kappa =
    zeros === 0
      ? star
      : { value: Infinity, low: Math.max(star.low, quotient(top, least).low), high: Infinity };
  const doubts = doubtsAbout(spectrum, zeros, evidence);
  if (negative > 0) doubts.push("counts of eigenvalues do not confirm the negative ones");
  if (!Number.isFinite(star.high)) doubts.push("counts of eigenvalues do not confirm the computed ones");
  if (doubts.length > 0) {
    const candidates = candidatesOf(spectrum, zeros, nullity);
    return { status: "ambiguous", reason: doubts.join("; "), kappa, kappaStar: undefined, candidates };
  }
  if (zeros === 0) {
    const reason = `the least eigenvalue, ${short(least.value)}, is more than rounding explains`;
    return { status: "certified", reason, kappa, kappaStar: star, candidates: [] };
  }
  if (nullity === undefined) {
    const reason = `${zeros} of ${size} eigenvalues are at most ${short(threshold)}, which is rounding, and presumed to be zeros: none were predicted`;
    return {
      ...{ status: "presumed", reason, kappa, kappaStar: undefined },
      ...{ kappaStarIfZero: star, candidates: [] },
    };
  }
  const reason = `${zeros} of ${size} eigenvalues are zero, as predicted, none above ${short(threshold)}`;
  return { status: "singular", reason, kappa, kappaStar: star, candidates: [] };
}

/** What speaks against so many zeros. A prediction speaks only at a stationary point. */
function doubtsAbout(spectrum: Spectrum, zeros: number, { nullity, stationarity }: Evidence): string[] {
  const doubts: string[] = [];
  const isStationary = stationarity === undefined || stationarity <= stationaryBelow;
  if (isStationary && nullity !== undefined && nullity !== zeros) {
    doubts.push(`${zeros} eigenvalues are zero up to rounding, but ${nullity} were predicted`);
  }
  if (zeros === 0) return doubts;
  const { exactZeros } = spectrum;
  const gap = gapAt(magnitudes(spectrum).subarray(exactZeros), zeros - exactZeros);
  if (gap < clearGap) {
    doubts.push(`the least eigenvalue above rounding is only ${short(gap)} times the largest below`);
  }
  if (!spectrum.confirms(zeros, spectrum.threshold)) {
    doubts.push("counts of eigenvalues do not confirm how many are zero");
  }
  if (!isStationary)
    doubts.push(`the point is not stationary: the gradient is ${short(stationarity)} of its scale`);
  if (stationarity !== undefined && nullity === undefined)
    doubts.push("how many zeros to expect is not known");
  return doubts;
}

function candidatesOf(spectrum: Spectrum, byRounding: number, nullity: number | undefined): Candidate[] {
  const sorted = magnitudes(spectrum);
  const { eigenvalues, size, power } = spectrum;
  const rules = [
    { rule: "rounding", zeros: byRounding },
    { rule: "gap", zeros: widestGap(sorted).zeros },
    ...(nullity === undefined ? [] : [{ rule: "prediction", zeros: nullity } as const]),
  ] as const;
  return rules
    .filter(({ zeros }) => zeros < size)
    .map(({ rule, zeros }) => ({
      rule,
      zeros,
      gap: gapAt(sorted, zeros),
      kappaStar: eigenvalues[size - 1]! / sorted[zeros]! ** power,
    }));
}

/** |λ|^(1/power), ascending. */
const magnitudes = ({ eigenvalues, power }: Spectrum): Float64Array =>
  eigenvalues.map((value) => Math.abs(value) ** (1 / power)).sort();

/** The interval of a quotient; without end where the denominator's interval reaches 0. */
function quotient(a: Bracket, b: Bracket): Bracket {
  return {
    value: a.value / b.value,
    low: Number.isFinite(a.low) && b.high > 0 ? Math.max(0, a.low / b.high) : 0,
    high: b.low > 0 ? a.high / b.low : Infinity,
  };
}

function median(sorted: Float64Array): number {
  const middle = sorted.length / 2;
  return sorted[Math.ceil(middle) - 1]! / 2 + sorted[Math.floor(middle)]! / 2;
}
