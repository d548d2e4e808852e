/**
 * What a probe leaves behind, as plain JSON: the contract between probing, the table and the page. Types alone.
 *
 * JSON knows no infinity. Where a number of a κ is null, it is infinite; where a whole κ is null, none is given, and
 * status and reason say why.
 */
import type { Provenance } from "../base/index.ts";
import type { Method, StatisticsPolicy, TaskSummary } from "../training/index.ts";

/** A number, and the two that it certainly lies between; null is infinite. */
export interface Interval {
  readonly value: number | null;
  readonly low: number;
  readonly high: number | null;
}

/** A way to draw the line between zero and the rest, and what κ* would be by it. */
export interface CandidateReading {
  readonly rule: string;
  readonly zeros: number;
  readonly kappaStar: number | null;
}

/** One symmetric matrix as it was seen. */
export interface CurvatureReading {
  readonly size: number;
  /** "bound" where the matrix is too large to write out; what the others mean is said in probes/condition.ts. */
  readonly status: "certified" | "singular" | "presumed" | "ambiguous" | "indefinite" | "zero" | "bound";
  readonly reason: string;
  readonly kappa: Interval | null;
  readonly kappaStar: Interval | null;
  /** Filled where the status is presumed: κ* if the eigenvalues below rounding are zeros, which were not predicted. */
  readonly kappaStarIfZero: Interval | null;
  /** Lower bound on κ where that is all there is. */
  readonly kappaAtLeast: number | null;
  /** Filled where the status is ambiguous. */
  readonly candidates: readonly CandidateReading[];
  /** λmax; a lower bound of it where there is no whole spectrum. */
  readonly largest: number;
  /** Eigenvalues below −threshold, within it, above it; null where there is no whole spectrum. */
  readonly inertia: { readonly negative: number; readonly zero: number; readonly positive: number } | null;
  readonly threshold: number | null;
  readonly rule: string | null;
  readonly certificate: string | null;
  /** λmax over the median positive eigenvalue. */
  readonly largestOverMedian: number | null;
  /** Eigenvalues above λmax/1000. */
  readonly aboveThousandth: number | null;
  /** The gradient relative to its scale; null if it is not defined. */
  readonly stationarity: number | null;
  /** Every eigenvalue, ascending; null where only bounds are known. */
  readonly spectrum: readonly number[] | null;
  /** Ritz values of each start where only bounds are known. */
  readonly ritz: readonly (readonly number[])[] | null;
  /** Products with the matrix that were spent on it. */
  readonly products: number;
}

/** A matrix before and after preconditioning: H and PᵀHP. */
export interface Pair {
  readonly before: CurvatureReading;
  readonly after: CurvatureReading;
}

/** Singular values of a matrix of rows in short. κ is null (infinite) if the rank is not that of the columns. */
export interface RowsReading {
  readonly rank: number;
  readonly kappa: number | null;
  readonly kappaStar: number;
}

/** What the input of an affine layer contributes: κ(Ĥ), κ(ĤU), κ(ĤUD), with N and the columns m + 1. */
export interface InputReading {
  readonly rows: number;
  readonly columns: number;
  readonly hat: RowsReading;
  readonly centred: RowsReading | null;
  readonly scaled: RowsReading | null;
  /** ĤP with the statistics of training, of a network that is trained by BNP. */
  readonly running: RowsReading | null;
}

export interface LayerReading extends Pair {
  /** Path in the model. */
  readonly layer: string;
  readonly parameters: readonly string[];
  /** Null for layers that are not affine maps, such as γ and β of a normalisation. */
  readonly input: InputReading | null;
}

/** Everything seen at one step. */
export interface Snapshot {
  readonly step: number;
  readonly loss: number;
  /** By which statistics the layers normalised, in words. */
  readonly mode: string;
  readonly layers: readonly LayerReading[];
  readonly whole: Pair;
  /** Zeros predicted of the whole; null away from stationary points, or where the network has parts not understood. */
  readonly nullity: number | null;
  readonly seconds: number;
}

export interface ProbeRun {
  readonly label: string;
  readonly method: Method;
  readonly statistics: StatisticsPolicy | null;
  readonly batchSize: number;
  readonly learningRate: number | null;
  readonly seed: number | null;
  readonly steps: number;
  /** Where the network comes from if it was not trained here. */
  readonly modelFile?: string;
  /** What P is made of. */
  readonly preconditioner: string;
  readonly status: "ok" | "diverged";
  readonly divergedAt: number | null;
  readonly looks: readonly Snapshot[];
}

export interface ProbeFailure {
  readonly label: string;
  readonly batchSize: number;
  readonly seed: number;
  readonly error: string;
}

export interface ProbeRecord {
  readonly schema: 1;
  readonly task: TaskSummary;
  readonly config: Readonly<Record<string, unknown>>;
  /** The examples that every snapshot takes as one batch, in words, and how often. */
  readonly batch: string;
  readonly examples: number;
  readonly every: number;
  readonly runs: readonly ProbeRun[];
  readonly failures: readonly ProbeFailure[];
  readonly provenance: Provenance;
}
