/**
 * The record of a comparison, read back: comparison.ts as a schema. A record that lacks something is refused here, where
 * its path can be named.
 *
 * Keys that are not known are let through: a later version may have more to tell.
 */
import * as z from "zod";
import { checkedBy, readJson } from "../base/index.ts";
import {
  armSchema,
  cell,
  type Comparison,
  costsSchema,
  count,
  measured,
  type PairedDifference,
  provenanceSchema,
} from "../jobs/index.ts";
import { pairedDifferences } from "./differences.ts";

const tuning = z.looseObject({
  ...cell,
  tried: z.array(
    z.looseObject({
      learningRate: z.number().positive(),
      medianLoss: measured,
      medianAccuracy: measured,
      diverged: count,
    }),
  ),
  best: z.number().positive(),
  atEdge: z.boolean(),
  trained: z.boolean().exactOptional(),
});

const verdict = z.enum(["better", "worse", "no difference seen", "too few seeds", "too few splits"]);
const probability = z.number().min(0).max(1).nullable();
const difference = z.looseObject({
  ...{ a: z.string(), b: z.string(), batchSize: count, seeds: count, splits: count.min(1) },
  meanDifference: z.number(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
  resolution: z.number().min(0).nullable(),
  ...{ p: probability, adjustedP: probability, rawVerdict: verdict, verdict },
}) satisfies z.ZodType<PairedDifference>;

const comparison = z.looseObject({
  schema: z.literal(1),
  task: z.looseObject({
    ...{ name: z.string(), description: z.string() },
    ...{ features: count, classes: count, train: count, test: count },
    ...{ dropped: count.exactOptional(), notes: z.array(z.string()).exactOptional() },
    scales: z.looseObject({ least: z.number(), greatest: z.number(), constant: count }).exactOptional(),
    chance: z.looseObject({ examples: count, loss: z.number(), accuracy: z.number() }).exactOptional(),
    resplit: z.literal(true).exactOptional(),
  }),
  config: z.record(z.string(), z.unknown()),
  arms: z.array(armSchema),
  skipped: z.array(z.looseObject({ ...cell, reason: z.string() })),
  failures: z
    .array(
      z.looseObject({
        ...cell,
        learningRate: z.number().positive(),
        seed: count,
        split: count.exactOptional(),
        error: z.string(),
      }),
    )
    .exactOptional(),
  tuning: z.array(tuning),
  differences: z.array(difference),
  ...costsSchema,
  missing: count,
  provenance: provenanceSchema,
}) satisfies z.ZodType<Comparison>;

/**
 * The comparison in a metrics.json. One written before p-values were kept has its differences judged anew from its arms.
 * @throws DataError if it is something else
 */
export function readComparison(path: string): Comparison {
  const wrong = (misfit: string): string =>
    `report: ${path} is no record of a comparison (${misfit}). Give a run folder or its metrics.json.`;
  const value = readJson(path);
  if (!unjudged.safeParse(value).success) return checkedBy(comparison, value, wrong);
  const { arms, task, ...rest } = checkedBy(comparison.extend({ differences: z.unknown() }), value, wrong);
  return { ...rest, arms, task, differences: pairedDifferences(arms, task) };
}

const unjudged = z.looseObject({
  differences: z.array(z.looseObject({ verdict, p: z.undefined().optional() })).min(1),
});
