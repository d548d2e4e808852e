/**
 * Whether memory stays flat over 10,000 training steps.
 */
import { start } from "../children.ts";
import { mlpOf, smallCnn, type Network } from "../network.ts";
import type { Group, Measurement } from "../row.ts";
import { ours } from "./contenders.ts";

const [steps, between] = [10_000, 2_000];

function growth(name: string, network: Network): Measurement {
  return {
    name,
    async measure() {
      const { module, task } = ours({
        kind: "endurance",
        network,
        batch: 6,
        method: "bnp",
        steps,
        between,
      });
      const child = start({ module });
      try {
        const answer = await child.ask({ create: { module, task } });
        if (!("witness" in answer)) throw new Error("no readings of memory.");
        const readings = (offset: 0 | 1): readonly number[] =>
          answer.witness.filter((_, i) => i % 2 === offset);
        const [inUse, resident] = [readings(0), readings(1)];
        const list = (numbers: readonly number[]): string => numbers.map((mb) => mb.toFixed(1)).join(", ");
        return {
          rows: [
            {
              row: { name, unit: "MB", ours: inUse.at(-1)! - inUse[0]!, peers: {}, spread: {} },
              note: `in use ${list(inUse)} MB, resident ${list(resident)} MB, every ${between} steps`,
            },
          ],
        };
      } finally {
        child.end();
      }
    },
  };
}

export const memory: Group = {
  title: "Memory over 10,000 steps",
  text:
    "BNP steps at batch size 6 of 784-100-100-100-10 and of a convolutional network 3→4→4, 4→8→8 on 8×8 images: memory " +
    "in use after a full collection, at step 10,000 less at step 2,000.",
  measurements: [growth("memory-growth-mlp", mlpOf("sigmoid")), growth("memory-growth-cnn", smallCnn)],
};
