/**
 * The record of a check of the theory: what was predicted, what was measured, and under which assumptions.
 *
 * Types alone, plain data: it is what theory.json holds and all that the report is made from. Numbers that are not
 * finite do not occur.
 */
import type { Provenance } from "../base/index.ts";

/** The gradient as it is, the gradient preconditioned by BNP with statistics held fixed, or a network with BN in it. */
export type TheoryMethod = "none" | "bn" | "bnp";

/** What the rate is checked on decides how exactly it must be met. */
export type Family = "quadratic" | "scale-invariant" | "logistic" | "network";

/** One row of the table, as --json prints it. */
export interface RateRow {
  readonly problem: string;
  readonly method: TheoryMethod;
  readonly alpha: number;
  readonly kappaStar: number;
  /** max(|1 − αλ*min|, |1 − αλmax|) */
  readonly predictedRate: number;
  /** By what factor a step shrinks the slowest part of the error. */
  readonly measuredRate: number;
  /** |(1 − measured)/(1 − predicted) − 1| */
  readonly relativeError: number;
}

/** A rate with what it is held to and how it was read. */
export interface Rate extends RateRow {
  readonly step: "1/λmax" | "best";
  readonly bound: number;
  readonly passed: boolean;
  /** First and last step of the window. */
  readonly window: readonly [number, number];
}

/** Where the minimiser loses its stability. */
export interface Threshold {
  readonly momentum: number;
  /** 2(1 + β)/λmax */
  readonly predicted: number;
  /** By bisection. */
  readonly found: number;
  /** found/predicted − 1 */
  readonly relativeError: number;
  readonly bound: number;
  readonly passed: boolean;
}

/** The part of the error along one eigenvector, at some steps of a run, relative to what it was at first. */
export interface Mode {
  readonly eigenvalue: number;
  /** |1 − αλ| */
  readonly predictedFactor: number;
  readonly measured: readonly number[];
}

/** A run from a start with equal parts along all eigenvectors. */
export interface Split {
  readonly step: "1/λmax" | "best";
  readonly alpha: number;
  readonly steps: readonly number[];
  readonly modes: readonly Mode[];
}

export interface Assumption {
  readonly text: string;
  /** What was seen of it in this run, in words and numbers. */
  readonly seen: string;
  readonly holds: boolean;
}

export interface Theorem {
  readonly name: string;
  readonly statement: string;
  readonly assumptions: readonly Assumption[];
}

/** A line of a figure. */
export interface Curve {
  readonly label: string;
  /** Curves of one group have one colour: a method, or whatever is compared. */
  readonly group: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Predicted curves are lines, measured ones dots. */
  readonly predicted: boolean;
}

/** A picture beside the table, which nothing is held to. */
export interface Exhibit {
  readonly name: string;
  readonly title: string;
  readonly y: string;
  readonly curves: readonly Curve[];
  /** What it shows, in words and numbers, and what of the theory does not hold there. */
  readonly findings: readonly string[];
}

/** One method on one problem: a minimum, with all that was predicted and measured there. */
export interface MethodRecord {
  readonly method: TheoryMethod;
  /** Numbers that are trained. */
  readonly size: number;
  readonly kappaStar: number;
  readonly smallest: number;
  readonly largest: number;
  /** Of PᵀHP, ascending; zeros and all. */
  readonly eigenvalues: readonly number[];
  readonly nullity: { readonly predicted: number; readonly counted: number; readonly why: readonly string[] };
  readonly gradient: number;
  readonly rates: readonly Rate[];
  readonly thresholds: readonly Threshold[];
  readonly splits: readonly Split[];
  readonly theorems: readonly Theorem[];
}

export interface ProblemRecord {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly family: Family;
  /** The seed that the problem was drawn with, and those before it that were not well posed, with the reason. */
  readonly seed: number;
  readonly rejected: readonly { readonly seed: number; readonly why: string }[];
  readonly methods: readonly MethodRecord[];
  readonly exhibits: readonly Exhibit[];
  readonly seconds: number;
}

/** κ* over seeds as they come, where only those are left out that have no minimum of the right kind. */
export interface SurveyRow {
  readonly inputs: string;
  readonly seeds: number;
  readonly plain: number;
  readonly bnp: number;
  readonly bnpWithoutDamping: number;
}

export interface TheoryRecord {
  readonly schema: 1;
  readonly kind: "theory";
  readonly problems: readonly ProblemRecord[];
  readonly survey: readonly SurveyRow[];
  readonly provenance: Provenance;
}
