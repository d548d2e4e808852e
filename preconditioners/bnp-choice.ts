/**
 * bnp(): the options of BNP, their defaults and checks. What it does with them is in bnp.ts.
 */
import { checkArgument, checkNumber, kinds, ranges, UserError } from "../lib/index.ts";
import { BatchNormalizationPreconditioner } from "./bnp.ts";
import type { AffineGeometry, PreconditionerChoice } from "./choice.ts";
import { RunningMoments, statisticsPolicies, type StatisticsPolicy } from "./running-moments.ts";

/** Statistics and damping of BNP; the defaults are the paper's but for "ramp". */
export interface BnpOptions {
  /** How μ and σ² run; "ramp" unless given. */
  readonly statistics?: StatisticsPolicy;
  /** Memory of the running statistics, 0 ≤ ρ < 1; 0.99 unless given. */
  readonly rho?: number;
  /** Damping relative to the largest variance; 1e-2 unless given. Removes at most 1/ε₁ of a block's κ due to scale. */
  readonly eps1?: number;
  /** Absolute damping; 1e-4 unless given. */
  readonly eps2?: number;
}

/**
 * The choice of BNP for a layer, which must have a bias: centring moves the mean's share into it.
 * @throws UserError for a number out of range, and from `create` for a map without bias
 * @see Lange, Helfrich and Ye, JMLR 23(72), 2022, Algorithm 1
 * @example
 * const model = mlp({ sizes: [2, 8, 2], activation: "tanh", preconditioner: bnp(), random: Random.stream(0, "weights") });
 * model.parameters()[0]!.preconditioner?.name; // → bnp
 */
export function bnp(options: BnpOptions = {}): PreconditionerChoice {
  checkArgument("bnp", "the argument", options, kinds.options);
  const { statistics = "ramp", rho = 0.99, eps1 = 1e-2, eps2 = 1e-4 } = options;
  if (!statisticsPolicies.includes(statistics)) {
    throw new UserError(
      `bnp: statistics '${statistics as string}' is not one of ${statisticsPolicies.join(", ")}.`,
    );
  }
  checkNumber("bnp", "rho", rho, ranges.memory);
  checkNumber("bnp", "eps1", eps1, ranges.nonNegative);
  checkNumber("bnp", "eps2", eps2, ranges.nonNegative);
  return {
    name: "bnp",
    create(geometry: AffineGeometry): BatchNormalizationPreconditioner {
      if (!geometry.bias) {
        throw new UserError(
          `${geometry.layer}: bnp() needs a bias: without one its input cannot be centred. Give it a bias, or use identity().`,
        );
      }
      const { channels = geometry.inputs } = geometry;
      return new BatchNormalizationPreconditioner(
        new RunningMoments(channels, statistics, rho),
        geometry.inputs / channels,
        eps1,
        eps2,
      );
    },
  };
}
