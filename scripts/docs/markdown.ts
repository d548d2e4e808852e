/**
 * A Markdown page as HTML: formulas set by KaTeX, headings with the anchors that GitHub gives them, wide things in
 * boxes that scroll. Knows one page; the caller resolves its links.
 */
import mathPlugin from "@vscode/markdown-it-katex";
import katex from "katex";
import Parser, { type MarkdownIt, type Token } from "markdown-it";

export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

export interface Page {
  readonly html: string;
  readonly headings: readonly Heading[];
  /** The addresses of links and images as they are written, in order. */
  readonly links: readonly string[];
}

/** @throws Error if KaTeX does not know what stands there */
function formula(content: string, displayMode: boolean): string {
  return katex.renderToString(content, { displayMode, throwOnError: true, strict: "error" });
}

function parser(): MarkdownIt {
  const md: MarkdownIt = new Parser({
    // Long commands are wrapped, and a line may end after any hyphen: "--" and "widths" stay together in a box.
    highlight: (text, language) =>
      language === "sh" ? md.utils.escapeHtml(text).replace(/\S*-\S*/g, "<span>$&</span>") : "",
  }).use(mathPlugin);
  const inline = (tokens: readonly Token[], i: number): string => formula(tokens[i]!.content, false);
  const block = (tokens: readonly Token[], i: number): string =>
    `<div class="formula scroll" tabindex="0">${formula(tokens[i]!.content, true)}</div>\n`;
  Object.assign(md.renderer.rules, {
    // The plugin finds formulas; its own rules would write what went wrong into the page.
    ...{ math_inline: inline, math_inline_block: block, math_inline_bare_block: block, math_block: block },
    table_open: () => `<div class="scroll" tabindex="0"><table>\n`,
    table_close: () => "</table></div>\n",
  });
  return md;
}

/** What is read of a token: its text without marks. */
const plain = (token: Token): string =>
  (token.children ?? []).map((child) => (child.type === "softbreak" ? " " : child.content)).join("");

/** The anchor of a heading: its letters, digits, hyphens and blanks, in lower case, blanks as hyphens. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "")
    .replace(/ /g, "-");
}

/** Gives each heading its anchor; a second one of the same name is "name-1". */
function anchored(tokens: readonly Token[]): readonly Heading[] {
  const seen = new Map<string, number>();
  return tokens.flatMap((token, i) => {
    if (token.type !== "heading_open") return [];
    const text = plain(tokens[i + 1]!);
    const name = slug(text);
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    const id = before === 0 ? name : `${name}-${before}`;
    token.attrSet("id", id);
    return [{ level: Number(token.tag.slice(1)), id, text }];
  });
}

/** `relocated` says where in the site an address of the page leads. */
export function render(markdown: string, relocated: (address: string) => string = (same) => same): Page {
  const md = parser();
  const tokens = md.parse(markdown, {});
  const headings = anchored(tokens);
  const links: string[] = [];
  for (const token of tokens.flatMap((t) => t.children ?? [])) {
    const attribute = token.type === "link_open" ? "href" : token.type === "image" ? "src" : null;
    if (attribute === null) continue;
    const address = String(token.attrGet(attribute));
    links.push(address);
    token.attrSet(attribute, relocated(address));
  }
  return { html: md.renderer.render(tokens, md.options, {}), headings, links };
}
