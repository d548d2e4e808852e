/**
 * Text for a terminal, measured in columns: wrapped, cut and padded.
 */
import stringWidth from "string-width";

/** Without control characters: a name from a file must not steer the terminal. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").replaceAll("\u00a0", " ");
}

/** Columns that a terminal gives a text: two to a wide character, none to an accent that stands over a letter. */
export const lengthOf = (text: string): number => stringWidth(text);

/** At most `width` columns of the text, the last of them "…" where something is left out. */
export function cut(text: string, width: number): string {
  if (lengthOf(text) <= width) return text;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (lengthOf(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

const graphemes = new Intl.Segmenter();

export function pad(text: string, width: number, left: boolean): string {
  const space = " ".repeat(Math.max(0, width - lengthOf(text)));
  return left ? text + space : space + text;
}

/** Lines of whole words, those after the first indented. A word longer than a line is cut. */
export function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  // The spaces that do not break, as in "97.1 %", keep their words together until here.
  for (const word of text.split(" ").filter((w) => w !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (lengthOf(longer) <= width || line.trim() === "") line = longer;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return [...lines, line].map((l) => cut(plain(l), width));
}
