/**
 * lab/theory: `bnp theory`, predicted rates of convergence beside measured ones.
 *
 * In reading order: record.ts, check.ts, problems.ts and what they are made of; then report/, and command.ts.
 */
export { theoryCommand } from "./command.ts";
export type { MethodRecord, ProblemRecord, Rate, TheoryMethod, TheoryRecord } from "./record.ts";
