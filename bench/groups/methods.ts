/**
 * What BNP and BN add to a step of the plain network, as ratios of times in the same round.
 */
import { contest, type Contender } from "../contest.ts";
import { largeCnn, mlpOf, type Method, type Network } from "../network.ts";
import type { Group, Measurement } from "../row.ts";
import { ratios, rowOf, summary } from "../summary.ts";
import { ours } from "./contenders.ts";

function over(method: Method, name: string, network: Network, batch: number): Measurement {
  const variant = (which: Method): Contender =>
    ours({ kind: "step", network, batch, method: which, witnesses: 1 }, which);
  return {
    name,
    async measure({ pace }) {
      const { timings } = await contest([variant(method), variant("plain")], pace, { mustAgree: false });
      const [own, plain] = [timings.get(method)!, timings.get("plain")!];
      const ms = (turns: readonly number[]): string => `${(summary(turns).median * 1e3).toFixed(2)} ms`;
      return {
        rows: [
          {
            row: rowOf(name, "ratio", new Map([["ours", ratios(own, plain)]])),
            note: `${ms(own.turns)} against ${ms(plain.turns)}`,
          },
        ],
      };
    },
  };
}

export const methods: Group = {
  title: "What BNP and BN add to a step",
  text:
    "Steps of the networks above, sigmoid in the fully connected one, in units of the plain step. The number is the batch " +
    "size. BN needs two examples.",
  measurements: [
    ...[60, 6, 1].flatMap((batch) =>
      (batch === 1 ? (["bnp"] as const) : (["bnp", "bn"] as const)).map((method) =>
        over(method, `${method}-over-plain-${batch}`, mlpOf("sigmoid"), batch),
      ),
    ),
    ...(["bnp", "bn"] as const).map((method) => over(method, `${method}-over-plain-cnn-16`, largeCnn, 16)),
  ],
};
