/**
 * A whole golden file: the worst error of every operation and of every kind of trajectory. What is not known here is a
 * failure, never a skip.
 */
import { z } from "zod";
import { DataError } from "../../../lib/index.ts";
import { goldenFile } from "./format.ts";
import { checkOperation } from "./operations.ts";
import { checkTrajectory } from "./trajectories.ts";

/** Largest relative error allowed. */
export const goldenTolerance = 1e-11;

export interface GoldenRow {
  readonly name: string;
  readonly cases: number;
  /** Worst relative error; undefined where the operation is not known. */
  readonly worst: number | undefined;
  readonly passed: boolean;
}

/** @throws DataError if the text is not a golden file. */
export function checkGolden(text: string, file: string): GoldenRow[] {
  const parsed = goldenFile.safeParse(parseJson(text, file));
  if (!parsed.success)
    throw new DataError(`golden: ${file} is not a file of golden values: ${z.prettifyError(parsed.error)}`);
  const results = [
    ...parsed.data.ops.map((golden) => ({ name: golden.op, error: checkOperation(golden) })),
    ...parsed.data.bnp.map((golden) => ({
      name: `trajectory ${golden.kind} ${golden.statistics} ${golden.optimizer}`,
      error: checkTrajectory(golden),
    })),
  ];
  return [...new Set(results.map((result) => result.name))].map((name) => {
    const errors = results.filter((result) => result.name === name).map((result) => result.error);
    const worst = errors.some((error) => error === undefined) ? undefined : Math.max(...(errors as number[]));
    return { name, cases: errors.length, worst, passed: worst !== undefined && worst <= goldenTolerance };
  });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DataError(
      `golden: ${file} is not JSON: ${(error as Error).message}. Give a file such as golden/pytorch.json.`,
    );
  }
}
