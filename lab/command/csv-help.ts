/**
 * What `compare`, `probe` and `data` say about reading a table, in one wording.
 */
import { encodings, headerRule, missingWords } from "../data/index.ts";

const help = {
  header: [
    `whether line 1 holds the names of the columns: yes, no, or auto, which tells where it is in doubt (${headerRule}); ` +
      "a line that begins with # is a comment",
    "auto",
  ],
  encoding: [
    `encoding of the file: ${encodings.join(", ")}, or another name that TextDecoder knows`,
    "utf-8, or as its byte order mark says",
  ],
  missing: [
    `rows with a missing feature or label (${missingWords}): refuse, or drop, which tells how many`,
    "refuse",
  ],
} as const;

/** The help of --header, --encoding or --missing, with its default. */
export function csvHelp(flag: keyof typeof help): string {
  const [text, usual] = help[flag];
  return `csv: ${text} (default: ${usual})`;
}
