/**
 * Text from outside, made safe and short enough to print; and the nearest of several names.
 *
 * This file knows nothing of data.
 */

/** A piece of a file for a message: quoted, escaped, and cut at 40 characters. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
}

/** The text without control characters, which could otherwise rewrite the reader's terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "?");
}

/** A number for the eye: four significant digits, no trailing zeros. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** The first name that begins with `word`, or else the one with the fewest edits to it, the first of equals. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const sought = word.toLowerCase();
  const begun = names.find((name) => sought !== "" && name.toLowerCase().startsWith(sought));
  if (begun !== undefined) return begun;
  const distances = names.map((name) => editDistance(sought, name.toLowerCase()));
  return names[distances.indexOf(Math.min(...distances))];
}

/** Levenshtein's distance: the fewest insertions, deletions and replacements that turn a into b. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
