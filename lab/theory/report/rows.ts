/**
 * The table of the theory, as rows of text: the same in the terminal and on the page.
 *
 * Rates are shown as 1 − r, the part of the error that a step takes away: r itself is 0.999 and something.
 */
import type { Grid } from "../../report/index.ts";
import { methods } from "../../training/index.ts";
import type { MethodRecord, ProblemRecord, Rate, TheoryMethod } from "../record.ts";

export const methodName = (method: TheoryMethod): string => methods[method].title;

/** Five digits. */
const digits = (value: number): string => {
  const rounded = Number(value.toPrecision(5));
  return Math.abs(rounded) < 1e-3 ? rounded.toExponential(4) : value.toPrecision(5);
};

/** An error or a bound: one digit is enough, and 0 is below what a double of r can tell. */
export const small = (value: number): string => (value === 0 ? "0" : value.toExponential(0));

export const star = (value: number): string => {
  const rounded = Number(value.toPrecision(value < 1e4 ? 4 : 5));
  return rounded.toLocaleString("en-GB", { maximumFractionDigits: 2 });
};

export const mark = (passed: boolean): string => (passed ? "✓" : "✗");

/** κ* and step size, rate predicted and measured, and how far apart they are. */
export function rateRows(problems: readonly ProblemRecord[]): Grid {
  const of = ({ method }: MethodRecord, rate: Rate): readonly string[] => [
    rate.problem,
    methodName(method),
    star(rate.kappaStar),
    rate.step,
    digits(1 - rate.predictedRate),
    digits(1 - rate.measuredRate),
    small(rate.relativeError),
    small(rate.bound),
    mark(rate.passed),
  ];
  return {
    head: ["problem", "method", "κ*", "α", "1−r predicted", "measured", "error", "allowed", ""],
    body: problems.flatMap(({ methods }) =>
      methods.flatMap((method) => method.rates.map((rate) => of(method, rate))),
    ),
  };
}

const percent = (value: number): string => `${(100 * value).toFixed(3).replace("-", "−")} %`;

/** Where stability ends, and the zeros of the Hessian. */
export function localRows(problems: readonly ProblemRecord[]): Grid {
  return {
    head: [
      ...["problem", "method", "unknowns", "zeros predicted", "counted"],
      ...["2/λmax found off by", "with β = 0.9 off by", ""],
    ],
    body: problems.flatMap((problem) =>
      problem.methods.map(({ method, size, nullity, thresholds }) => [
        problem.name,
        methodName(method),
        String(size),
        String(nullity.predicted),
        String(nullity.counted),
        ...thresholds.map(({ relativeError }) => percent(relativeError)),
        mark(nullity.predicted === nullity.counted && thresholds.every(({ passed }) => passed)),
      ]),
    ),
  };
}

/** Everything that misses its bound, a sentence each. */
export function missesOf(problems: readonly ProblemRecord[]): readonly string[] {
  return problems.flatMap(({ name, methods }) =>
    methods.flatMap(({ method, rates, thresholds, nullity }) => [
      ...rates
        .filter(({ passed }) => !passed)
        .map(
          ({ step, relativeError, bound }) =>
            `${name}, ${methodName(method)}: the rate at α ${step} is off by ${small(relativeError)}, ${small(bound)} is allowed`,
        ),
      ...thresholds
        .filter(({ passed }) => !passed)
        .map(
          ({ momentum, relativeError }) =>
            `${name}, ${methodName(method)}: the threshold with β = ${momentum} is off by ${percent(relativeError)}`,
        ),
      ...(nullity.predicted === nullity.counted
        ? []
        : [
            `${name}, ${methodName(method)}: ${nullity.counted} zeros were counted, ${nullity.predicted} predicted`,
          ]),
    ]),
  );
}
