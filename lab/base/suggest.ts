/**
 * What to say after a name that does not exist. Knows nothing of what is named.
 */
import { nearest } from "../data/index.ts";

/** ' Did you mean "x"?' with a leading blank, and the list of names where it is short. */
export function suggestion(word: string, names: readonly string[]): string {
  const list = names.length <= 12 ? ` There is: ${names.join(", ")}.` : "";
  return ` Did you mean "${nearest(word, names) ?? ""}"?${list}`;
}
