/**
 * What was stored of a comparison, read back: the forms of results.ts as schemas. A record that lacks something is
 * refused here, where its path can be named, and not by whoever stumbles over the gap.
 *
 * Keys that are not known are let through: a later version may have more to tell.
 */
import * as z from "zod";
import { checkedBy, readJson } from "./json.ts";
import { statisticsPolicies } from "../../preconditioners/index.ts";
import { methodNames } from "./methods.ts";
import { pairedDifferences } from "./differences.ts";
import type { Arm, Comparison, PairedDifference, Provenance } from "./results.ts";

const count = z.int().min(0);
const seconds = z.number().min(0);
const measured = z.number().nullable();
const ends = { trainLoss: measured, testLoss: measured, testAccuracy: measured };
const final = z.looseObject(ends);
const cell = { label: z.string(), batchSize: count.min(1) };

const arm = z.looseObject({
  ...cell,
  method: z.enum(methodNames),
  statistics: z.enum(statisticsPolicies).nullable(),
  learningRate: z.number().positive(),
  seed: count,
  split: count.exactOptional(),
  steps: count,
  status: z.enum(["ok", "diverged"]),
  divergedAt: count.nullable(),
  final,
  finalFullBatch: final.nullable(),
  seconds,
  curve: z.array(z.looseObject({ step: count, examples: count, seconds, ...ends })),
}) satisfies z.ZodType<Arm>;

const provenance = z.looseObject({
  command: z.string(),
  version: z.string(),
  commit: z.string().nullable(),
  node: z.string(),
  cpu: z.string(),
  cores: count,
  startedAt: z.iso.datetime(),
  wallSeconds: seconds,
}) satisfies z.ZodType<Provenance>;

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

const positive = z.number().positive();
const timing = z.looseObject({ median: positive, interval: z.tuple([positive, positive]) });
const costs = {
  costs: z
    .array(
      z.looseObject({ ...cell, rounds: count.min(1), milliseconds: timing, relative: timing.nullable() }),
    )
    .exactOptional(),
  costsLeftOut: z.string().exactOptional(),
};

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
  arms: z.array(arm),
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
  ...costs,
  missing: count,
  provenance,
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

/** How the comparison in a metrics.json came about, and what its steps cost. @throws DataError if it does not say */
export function readPrevious(path: string): Pick<Comparison, "provenance" | "costs"> {
  const advice = "Delete it: it is made again from the runs.";
  return checkedBy(
    z.looseObject({ provenance, ...costs }),
    readJson(path, advice),
    (misfit) => `${path}: is no record of a comparison (${misfit}). ${advice}`,
  );
}

/** A finished run from its file; "outdated" if other code than `code` made it. @throws DataError if it is none */
export function readStoredArm(path: string, code: string): Arm | "outdated" {
  const advice = "Delete it, and the run is made again.";
  const wrong = (misfit: string): string => `${path}: is no finished run (${misfit}). ${advice}`;
  const value = readJson(path, advice);
  const { code: madeBy } = checkedBy(z.looseObject({ code: z.string() }), value, wrong);
  return madeBy === code ? checkedBy(z.looseObject({ arm }), value, wrong).arm : "outdated";
}
