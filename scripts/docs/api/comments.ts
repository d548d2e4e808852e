/**
 * Doc comments as HTML: the Markdown of the text, links to other entries, and the block tags in a fixed order.
 * Knows the model's comments; where an entry is, its caller says.
 */
import type { JSONOutput } from "typedoc";
import { imports } from "../examples.ts";
import { escaped } from "../html.ts";
import { render } from "../markdown.ts";
import type { AddressOf } from "./types.ts";

type Comment = JSONOutput.Comment;
type Part = JSONOutput.CommentDisplayPart;

/** Parts of a comment as Markdown. */
export function markdownOf(parts: readonly Part[], addressOf: AddressOf): string {
  return parts
    .map((part) => {
      if (part.kind !== "inline-tag") return part.text;
      const address = typeof part.target === "number" ? addressOf(part.target) : undefined;
      return address === undefined ? `\`${part.text}\`` : `[${part.text}](${address})`;
    })
    .join("");
}

/** The text as one line without marks, for lists and for searching. */
export function plainOf(comment: Comment | undefined): string {
  const text = (comment?.summary ?? []).map(({ text }) => text).join("");
  return text.replace(/[`*]/g, "").replace(/\s+/g, " ").trim();
}

/** The first sentence of a text. */
export const firstSentence = (text: string): string => /^.*?[.](?=\s|$)/s.exec(text)?.[0] ?? text;

/** The code of an example as it stands in its comment, and the import of what it uses. */
function example(code: string, exports: ReadonlySet<string>): string {
  const shown = [imports(code, exports), code].filter((text) => text !== "").join("\n");
  return `<pre class="example"><code class="language-ts">${escaped(shown)}\n</code></pre>\n`;
}

/** The whole comment; `exports` are the names of the package, for the examples' imports. */
export function commentHtml(
  comment: Comment | undefined,
  addressOf: AddressOf,
  exports: ReadonlySet<string>,
): string {
  if (comment === undefined) return "";
  const html = (parts: readonly Part[]): string => render(markdownOf(parts, addressOf)).html;
  const tags = (name: string): readonly string[] =>
    (comment.blockTags ?? []).filter(({ tag }) => tag === name).map(({ content }) => html(content));
  const labelled = (label: string, texts: readonly string[]): string =>
    texts.map((text) => `<div class="tag"><span>${label}</span><div>${text}</div></div>\n`).join("");
  const examples = (comment.blockTags ?? [])
    .filter(({ tag }) => tag === "@example")
    .map(({ content }) => example(codeOf(content.map(({ text }) => text).join("")), exports));
  return [
    html(comment.summary),
    labelled("Returns", tags("@returns")),
    labelled("Throws", tags("@throws")),
    labelled("Source", tags("@see")),
    ...examples,
  ].join("");
}

/** Without the fence that TypeDoc puts around it. */
const codeOf = (text: string): string =>
  text
    .replace(/^```\w*\n/, "")
    .replace(/\n```$/, "")
    .trim();
