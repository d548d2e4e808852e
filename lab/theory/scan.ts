/**
 * Which seed a problem is drawn with: the first that is well posed.
 *
 * Random tiny networks have κ* anywhere between 1e2 and 1e9, and some have no minimum of the kind that the theorem is
 * about. A seed is taken if for every method the point is stationary, the Hessian has no negative eigenvalue and as many
 * zeros as predicted, with a clear gap behind them, and κ* lies between the limits of the problem. How well predicted and
 * measured rates agree is not looked at; and every seed that was passed over is in the record, with the reason.
 */
import { UserError } from "../../lib/index.ts";
import { type Local, localModel } from "./local.ts";
import type { Minimum, Posed, Problem } from "./minimum.ts";

/** Largest gradient at a point that counts as stationary. */
export const stationary = 1e-13;
const mostSeeds = 500;

/** The first well-posed seed from `first` on. @throws UserError if there is none among 500 */
export function chooseSeed(problem: Problem, first: number): Posed {
  const rejected: { seed: number; why: string }[] = [];
  for (let seed = first; seed < first + mostSeeds; seed++) {
    const why = problem.methods
      .map((method) => {
        const minimum = problem.draw(seed, method);
        return misfit(minimum, localModel(minimum), problem.kappaStar);
      })
      .find((reason) => reason !== undefined);
    if (why === undefined) return { problem, seed, rejected };
    rejected.push({ seed, why });
  }
  throw new UserError(
    `theory: of ${problem.name} no seed from ${first} to ${first + mostSeeds - 1} is well posed: ${rejected.at(-1)!.why}. ` +
      `Try another --seed.`,
  );
}

/** What is wrong with a minimum; undefined if nothing is. */
export function misfit(
  minimum: Minimum,
  { condition, gradient, kappaStar }: Local,
  [least, most]: readonly [number, number] = [0, Infinity],
): string | undefined {
  const { negative, zero, status, reason } = condition;
  if (!(gradient <= stationary)) return `the gradient is ${gradient.toExponential(1)}`;
  if (negative > 0) return `${negative} eigenvalues are negative`;
  if (zero !== minimum.nullity.count) {
    return `${zero} eigenvalues are zero, ${minimum.nullity.count} were predicted`;
  }
  if (status !== "certified" && status !== "singular") return reason;
  if (kappaStar < least || kappaStar > most) {
    return `κ* is ${kappaStar.toPrecision(3)}, not between ${least} and ${most}`;
  }
  return undefined;
}
