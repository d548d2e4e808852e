/**
 * A table on a page: it scrolls sideways where it is too wide, and by the keyboard too. Words stand to the left, numbers to
 * the right; the rows are markup of the caller's, or plain cells.
 */
import { type Markup, markup } from "./markup.ts";

export interface Head {
  readonly text: string | Markup;
  /** "n" for a column of numbers; any class of the style. */
  readonly kind?: string;
}

/** The head of a column of numbers. */
export const n = (text: string | Markup): Head => ({ text, kind: "n" });

const headOf = (given: string | Head): Head => (typeof given === "string" ? { text: given } : given);

/** The table around bodies that are there already. @param label for those who cannot see it */
export function tableAround(
  label: string,
  head: readonly (string | Head)[],
  bodies: Markup | readonly Markup[],
): Markup {
  const cells = head
    .map(headOf)
    .map(({ text, kind = "" }) => markup`<th scope="col"${classOf(kind)}>${text}</th>`);
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table><thead><tr>${cells}</tr></thead>
${"source" in bodies ? bodies : [...bodies]}
</table></div>`;
}

/** The table of rows of cells. A cell has the kind of its column, or its own. */
export function tableOf(
  label: string,
  head: readonly (string | Head)[],
  rows: readonly (readonly (string | Head)[])[],
): Markup {
  const cell = (given: string | Head, i: number): Markup => {
    const { text, kind = headOf(head[i]!).kind ?? "" } = headOf(given);
    return markup`<td${classOf(kind)}>${text}</td>`;
  };
  return tableAround(
    label,
    head,
    markup`<tbody>${rows.map((row) => markup`<tr>${row.map(cell)}</tr>`)}</tbody>`,
  );
}

const classOf = (kind: string): Markup | null => (kind === "" ? null : markup` class="${kind}"`);
