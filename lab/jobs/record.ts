/**
 * What is stored of a run, read back: its arm, how it came about, and what its steps cost, as schemas. A file that lacks
 * something is refused here, where its path can be named, and not by code that stumbles over the gap.
 *
 * Keys that are not known are let through: a later version may have more to tell.
 */
import * as z from "zod";
import { statisticsPolicies } from "../../preconditioners/index.ts";
import { checkedBy, type Provenance, readJson } from "../base/index.ts";
import { type Arm, methodNames } from "../training/index.ts";
import type { Comparison } from "./comparison.ts";

export const count = z.int().min(0);
const seconds = z.number().min(0);
export const measured = z.number().nullable();
const ends = { trainLoss: measured, testLoss: measured, testAccuracy: measured };
const final = z.looseObject(ends);
export const cell = { label: z.string(), batchSize: count.min(1) };

export const armSchema = z.looseObject({
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

export const provenanceSchema = z.looseObject({
  command: z.string(),
  version: z.string(),
  commit: z.string().nullable(),
  node: z.string(),
  cpu: z.string(),
  cores: count,
  startedAt: z.iso.datetime(),
  wallSeconds: seconds,
}) satisfies z.ZodType<Provenance>;

const positive = z.number().positive();
const timing = z.looseObject({ median: positive, interval: z.tuple([positive, positive]) });
export const costsSchema = {
  costs: z
    .array(
      z.looseObject({ ...cell, rounds: count.min(1), milliseconds: timing, relative: timing.nullable() }),
    )
    .exactOptional(),
  costsLeftOut: z.string().exactOptional(),
};

/** How the comparison in a metrics.json came about, and what its steps cost. @throws DataError if it does not say */
export function readPrevious(path: string): Pick<Comparison, "provenance" | "costs"> {
  const advice = "Delete it: it is made again from the runs.";
  return checkedBy(
    z.looseObject({ provenance: provenanceSchema, ...costsSchema }),
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
  return madeBy === code ? checkedBy(z.looseObject({ arm: armSchema }), value, wrong).arm : "outdated";
}
