/**
 * HTML from templates in which every inserted string is escaped, unless it is markup already.
 *
 * It knows escaping and nothing else: no elements, no page, no data.
 */

/** Text that is safe to stand in a page as it is. Made by `markup` and `trusted` alone. */
export interface Markup {
  readonly source: string;
}

type Part = string | number | Markup | null | readonly (string | number | Markup)[];

export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Our own text, not from the data: style, script, drawings. */
export function trusted(source: string): Markup {
  return { source };
}

function sourceOf(part: Part): string {
  if (part === null) return "";
  if (typeof part === "object") return "source" in part ? part.source : part.map(sourceOf).join("");
  return escapeText(String(part));
}

/** markup`<b>${text}</b>`: strings and numbers are escaped, lists are joined, null is nothing. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return trusted(strings.reduce((page, string, i) => page + sourceOf(parts[i - 1] ?? null) + string));
}

/** A value as JSON inside the page. No `<` is left in it, so nothing in the data can end the element. */
export function dataIsland(id: string, value: unknown): Markup {
  const json = JSON.stringify(value).replaceAll("<", "\\u003c");
  return markup`<script type="application/json" id="${id}">${trusted(json)}</script>`;
}
