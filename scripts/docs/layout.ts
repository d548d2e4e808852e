/**
 * How a page of the site looks: beside the text a list of all pages, above it on a narrow screen; light and dark.
 * System fonts only, but for the formulas; nothing is fetched from elsewhere.
 */
import { escaped } from "./html.ts";
import { relative, type Section, type SitePage } from "./site.ts";

/** A title without what follows its colon. */
const short = (title: string): string => title.split(":")[0]!;

function navigation(page: SitePage, pages: readonly SitePage[], sections: readonly Section[]): string {
  const titles = new Map(pages.map(({ source, title }) => [source, title]));
  const item = (source: string): string => {
    const current = source === page.source ? ` aria-current="page"` : "";
    const href = relative(page.source, source);
    return `<li><a href="${escaped(href)}"${current}>${escaped(short(titles.get(source)!))}</a></li>`;
  };
  const api = escaped(relative(page.source, "api/index.html"));
  const search = `<form action="${api}" role="search"><input name="q" type="search" aria-label="Search the API" placeholder="Search the API"></form>`;
  const lists = sections
    .map(({ name, sources }) => {
      const heading = name === null ? "" : `<p>${escaped(name)}</p>`;
      return `${heading}<ul>${sources.map(item).join("")}</ul>`;
    })
    .join("\n");
  return `${search}\n${lists}`;
}

/** The parts of a long page. */
function contents({ headings }: SitePage): string {
  const parts = headings.filter(({ level }) => level === 2);
  if (parts.length < 3) return "";
  const items = parts.map(({ id, text }) => `<li><a href="#${escaped(id)}">${escaped(text)}</a></li>`);
  return `<nav class="parts" aria-label="On this page"><ul>${items.join("")}</ul></nav>\n`;
}

/** The whole document. */
export function layout(page: SitePage, pages: readonly SitePage[], sections: readonly Section[]): string {
  const base = relative(page.source, "style.css");
  const list = navigation(page, pages, sections);
  const title = page.path === "index.html" ? page.title : `${page.title} – bnp`;
  const html = page.html.replace(/<\/h1>\n/, (end) => end + contents(page));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${relative(page.source, "katex/katex.css")}">
<link rel="stylesheet" href="${base}">
</head>
<body>
<nav class="pages wide" aria-label="Pages">${list}</nav>
<details class="pages narrow"><summary>Pages</summary><nav aria-label="Pages">${list}</nav></details>
<main>
${html}</main>
</body>
</html>
`;
}
