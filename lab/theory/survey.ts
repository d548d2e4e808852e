/**
 * κ* of tanh networks over seeds as they come, plain and with BNP: whether the problem with the chosen seed is typical.
 *
 * The teacher computes the same function in every row; what changes is the units of its inputs. Medians, since κ* of
 * random networks spreads over decades.
 */
import { middle } from "../base/numbers.ts";
import { localModel } from "./local.ts";
import { network, type NetworkOptions } from "./networks.ts";
import type { SurveyRow, TheoryMethod } from "./record.ts";
import { misfit } from "./scan.ts";

const seeds = 20;
const undamped = { eps1: 0, eps2: 0 };

const rows: readonly (readonly [inputs: string, options: Pick<NetworkOptions, "decades" | "shift">])[] = [
  ["white", {}],
  ["deviations over half a decade", { decades: 0.5 }],
  ["over a decade, shifted by two deviations", { decades: 1, shift: 2 }],
  ["over a decade and a half", { decades: 1.5 }],
  ["over two decades, shifted by two deviations", { decades: 2, shift: 2 }],
];

export function survey(first: number, options: NetworkOptions): readonly SurveyRow[] {
  const white = { ...options, decades: 0, shift: 0 };
  const candidates = Array.from({ length: seeds }, (_, i) => first + i);
  const taken = candidates.filter((seed) => {
    const minimum = network(seed, "none", white);
    return misfit(minimum, localModel(minimum)) === undefined;
  });
  return rows.map(([inputs, units]) => {
    const star = (method: TheoryMethod, more: Pick<NetworkOptions, "damping"> = {}): number =>
      middle(
        taken.map((seed) => localModel(network(seed, method, { ...white, ...units, ...more })).kappaStar),
      );
    return {
      inputs,
      seeds: taken.length,
      plain: star("none"),
      bnp: star("bnp"),
      bnpWithoutDamping: star("bnp", { damping: undamped }),
    };
  });
}
