/**
 * Text for a terminal, measured in columns: wrapped, cut and padded.
 */

/** Without control characters: a name from a file must not steer the terminal. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").replaceAll("\u00a0", " ");
}

export function lengthOf(text: string): number {
  return Array.from(text).length;
}

export function cut(text: string, width: number): string {
  return lengthOf(text) <= width
    ? text
    : `${Array.from(text)
        .slice(0, width - 1)
        .join("")}…`;
}

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
