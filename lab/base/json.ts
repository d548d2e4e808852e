/**
 * JSON files, read with suspicion: text that is no JSON, or of another form than it should be, is one sentence.
 *
 * Knows nothing of what the files mean; the caller gives the schema.
 */
import type * as z from "zod";
import { DataError } from "../../lib/index.ts";
import { readWhole } from "./durable.ts";

/** 256 MiB: a larger text fits no string, and no record here comes near. */
const largest = 2 ** 28;

/**
 * The value in a file. @param advice what to do with one that is no JSON
 * @throws UserError if it cannot be read or is no JSON
 */
export function readJson(path: string, advice = "Give a whole file, or write it again."): unknown {
  const bytes = readWhole(path);
  if (bytes.length > largest) {
    throw new DataError(
      `${path}: has ${bytes.length} bytes, and a JSON file here has at most ${largest}. Check the path.`,
    );
  }
  try {
    return JSON.parse(bytes.toString());
  } catch (error) {
    // The message quotes the text, which may be anything: no control characters on the terminal.
    const reason = (error as Error).message.replace(/\p{Cc}/gu, "?");
    throw new DataError(`${path}: is not JSON (${reason}). ${advice}`);
  }
}

/**
 * A value that must have a form. @param wrong makes the sentence from what does not fit: "arms.0.seed is a text, …"
 * @throws DataError if it does not
 */
export function checkedBy<T>(schema: z.ZodType<T>, value: unknown, wrong: (misfit: string) => string): T {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return value as T; // as it stands in the file, its keys in their order
  throw new DataError(wrong(misfit(result.error.issues[0]!)));
}

/** What an issue is about: "arms.0.seed is missing", "task is a number and not a string". */
export function misfit(issue: z.core.$ZodIssue): string {
  const place = issue.path.length === 0 ? "it" : issue.path.map(String).join(".");
  if (issue.input === undefined) return `${place} is missing`;
  if (issue.code !== "invalid_type") return `${place}: ${issue.message}`;
  return `${place} is ${kindOf(issue.input)} and not ${named[issue.expected] ?? issue.expected}`;
}

const named: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a finite number",
  object: "an object",
  record: "an object",
  string: "a string",
};

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number") return String(value);
  return typeof value === "object" ? "an object" : typeof value === "boolean" ? String(value) : "a string";
}
