/**
 * Second derivatives: the product of a Hessian with a vector, and whole Hessians with their eigenvalues.
 */
import { contest, type Contender, type Timing } from "../contest.ts";
import { mlpOf } from "../network.ts";
import { peersOf } from "../peers.ts";
import type { Group, Outcome, Reported, Settings } from "../row.ts";
import { converted, ratios, rowOf } from "../summary.ts";
import { thousandParameters, type Derivative, type Task } from "../tasks.ts";
import { ours, taskRow } from "./contenders.ts";

/** Every engine twice, in the same rounds: with gradients, and with products. */
async function measureProducts({ pace, without }: Settings): Promise<Outcome> {
  const named = (kind: Derivative["kind"]): readonly Contender[] => {
    const task: Task = { kind, network: mlpOf("sigmoid"), batch: 60 };
    return [ours(task), ...peersOf(task, without)].map((one) => ({ ...one, name: `${one.name} ${kind}` }));
  };
  const [gradients, products] = [named("gradient"), named("hvp")];
  const { timings, failures } = await contest([...gradients, ...products], pace);
  const both = [...timings].flatMap(([name, gradient]) => {
    const [who, kind] = name.split(" ") as [string, string];
    const product = timings.get(`${who} hvp`);
    return kind === "gradient" && product !== undefined ? [{ who, gradient, product }] : [];
  });
  const milliseconds = ({ turns }: Timing): readonly number[] => turns.map((seconds) => seconds * 1e3);
  const row = (
    name: string,
    unit: string,
    figures: (one: (typeof both)[number]) => readonly number[],
  ): Reported => ({
    row: rowOf(name, unit, new Map(both.map((one) => [one.who, figures(one)]))),
  });
  return {
    rows: [
      row("hvp-in-gradients", "ratio", ({ product, gradient }) => ratios(product, gradient)),
      row("hvp-60", "ms", ({ product }) => milliseconds(product)),
      row("gradient-60", "ms", ({ gradient }) => milliseconds(gradient)),
    ],
    failures,
    engines: new Map(both.map(({ who, product }) => [who, product.engine])),
  };
}

export const hvp: Group = {
  title: "Hessian-vector products",
  text:
    "The Hessian of the loss of 784-100-100-100-10, sigmoid, batch size 60, times a vector; beside it the gradient. The " +
    "ratio is taken round by round.",
  measurements: [{ name: "hvp-in-gradients", measure: measureProducts }],
};

/** Networks of so many parameters, on 60 examples. */
const probed = { 500: [24, 14, 10], 1000: [33, 20, 10, 10], 2000: [38, 30, 20, 10] } as const;

export const hessian: Group = {
  title: "A dense Hessian and its eigenvalues",
  text:
    "33-20-10-10, sigmoid, batch size 60: all second derivatives of the loss by its 1,000 parameters, one Hessian-vector " +
    "product or backward pass a row, and the eigenvalues of the matrix. jax-js takes no part: its eigenvalues, by Jacobi " +
    "rotations, take seconds for 300 parameters and minutes for 1,000. Below, the whole answer of a probe, which no peer " +
    "has: the Hessian of networks of 500, 1,000 and 2,000 parameters, its eigenvalues, what counts as zero, and inertia " +
    "counts that certify the ends.",
  measurements: [
    {
      name: "dense-hessian-1000",
      measure: (settings) =>
        taskRow(
          "dense-hessian-1000",
          "s",
          { kind: "dense-hessian", network: thousandParameters, batch: 60 },
          (seconds) => seconds,
          settings,
        ),
    },
    ...Object.entries(probed).map(([size, sizes]) => ({
      name: `whole-probe-${size}`,
      measure: async ({ pace }: Settings): Promise<Outcome> => {
        const task = { kind: "whole-probe", network: mlpOf("sigmoid", sizes), batch: 60 } as const;
        const { timings, failures } = await contest([ours(task)], pace);
        return {
          rows: [
            {
              row: rowOf(
                `whole-probe-${size}`,
                "s",
                converted(timings, (seconds) => seconds),
              ),
            },
          ],
          failures,
          engines: new Map([...timings].map(([who, { engine }]) => [who, engine])),
        };
      },
    })),
  ],
};
