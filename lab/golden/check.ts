/**
 * A whole golden file: the worst error of every operation and of every kind of trajectory. What is not known here is a
 * failure, never a skip.
 */
import { ContractError, DataError } from "../../lib/index.ts";
import { checkedBy } from "../base/index.ts";
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

/**
 * Every case in what a file holds, which errors call `file`.
 * @throws DataError if it is not a golden file, or a case of it cannot be computed
 */
export function checkGolden(value: unknown, file: string): GoldenRow[] {
  const { ops, bnp } = checkedBy(
    goldenFile,
    value,
    (misfit) => `golden: ${file} is not a file of golden values (${misfit}). See --help for the format.`,
  );
  if (ops.length + bnp.length === 0) {
    throw new DataError(`golden: ${file} holds no case, and nothing can be checked. Give a file with cases.`);
  }
  const results = [
    ...ops.map((golden, i) => ({
      name: golden.op,
      error: inCase(`${file}: ops.${i} (${golden.op})`, () => checkOperation(golden)),
    })),
    ...bnp.map((golden, i) => ({
      name: `trajectory ${golden.kind} ${golden.statistics} ${golden.optimizer}`,
      error: inCase(`${file}: bnp.${i} (${golden.kind})`, () => checkTrajectory(golden)),
    })),
  ];
  return [...new Set(results.map((result) => result.name))].map((name) => {
    const errors = results.filter((result) => result.name === name).map((result) => result.error);
    const worst = errors.some((error) => error === undefined) ? undefined : Math.max(...(errors as number[]));
    return { name, cases: errors.length, worst, passed: worst !== undefined && worst <= goldenTolerance };
  });
}

/** Shapes that do not fit, parameters that are missing: every error in a case is the file's, and names the case. */
function inCase<T>(where: string, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ContractError) throw error;
    throw new DataError(
      `golden: ${where} cannot be computed (${(error as Error).message.replace(/\.$/, "")}). Mend that case.`,
    );
  }
}
