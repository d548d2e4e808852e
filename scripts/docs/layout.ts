/**
 * How a page of the site looks: beside the text a list of all pages, above it on a narrow screen; light and dark.
 * System fonts only, but for the formulas; nothing is fetched from elsewhere.
 */
import { relative, type Section, type SitePage } from "./site.ts";

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);

/** A title without what follows its colon. */
const short = (title: string): string => title.split(":")[0]!;

function navigation(page: SitePage, pages: readonly SitePage[], sections: readonly Section[]): string {
  const titles = new Map(pages.map(({ source, title }) => [source, title]));
  const item = (source: string): string => {
    const current = source === page.source ? ` aria-current="page"` : "";
    const href = relative(page.source, source);
    return `<li><a href="${escaped(href)}"${current}>${escaped(short(titles.get(source)!))}</a></li>`;
  };
  return sections
    .map(({ name, sources }) => {
      const heading = name === null ? "" : `<p>${escaped(name)}</p>`;
      return `${heading}<ul>${sources.map(item).join("")}</ul>`;
    })
    .join("\n");
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

export const style = `
:root { color-scheme: light dark; --page: #fefefd; --ink: #1c1e21; --quiet: #5b6068; --rule: #b9bdc4; --grid: #e6e7ea; --soft: #f4f4f2; --link: #0065ad; }
@media (prefers-color-scheme: dark) {
  :root { --page: #15171a; --ink: #e4e6e9; --quiet: #a0a6ae; --rule: #4b5058; --grid: #2a2d32; --soft: #1f2226; --link: #62b8f5; }
}
*, ::before, ::after { box-sizing: border-box; }
html { background: var(--page); color: var(--ink); -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0 auto; padding: 0 clamp(1rem, 4vw, 3rem); max-width: 80rem; display: grid; grid-template-columns: 13rem minmax(0, 1fr); column-gap: 3.5rem;
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Iowan Old Style", "Palatino Linotype", Georgia, "Times New Roman", serif; }
main { padding: 3rem 0 5rem; min-width: 0; overflow-wrap: break-word; --line: 46rem; }
main > * { max-width: var(--line); }
h1, h2, h3 { line-height: 1.25; font-weight: 600; text-wrap: balance; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.2rem); margin: 0 0 1.2rem; letter-spacing: -.01em; }
h2 { font-size: 1.4rem; margin: 3rem 0 .9rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
p, ul, ol { margin: 0 0 1rem; }
ul, ol { padding-left: 1.3rem; }
li { margin: .3rem 0; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
a:focus-visible, [tabindex]:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
img { max-width: 100%; height: auto; display: block; margin: .4rem 0; border-radius: 4px; }
code { font: .86em ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; background: var(--soft); padding: .08em .12em; border-radius: 3px; }
main > pre { overflow-x: auto; max-width: 100%; width: fit-content; min-width: min(46rem, 100%); margin: 0 0 1.2rem; padding: .9rem 1.1rem; background: var(--soft); border-radius: 5px; line-height: 1.5; }
pre code { background: none; padding: 0; font-size: .8em; }
pre :is(.language-sh, .language-console) { white-space: pre-wrap; overflow-wrap: anywhere; }
pre .language-sh span { display: inline-block; }
main .scroll { overflow-x: auto; max-width: 100%; margin: 0 0 1.2rem; }
table { border-collapse: collapse; font: .86rem/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums; }
th, td { padding: .4rem .9rem .4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--grid); }
th { font-weight: 600; color: var(--quiet); vertical-align: bottom; border-bottom-color: var(--rule); }
table code { white-space: nowrap; }
.formula { overflow-y: hidden; padding: .2rem 0; width: fit-content; min-width: min(46rem, 100%); }
.formula .katex-display { margin: .3rem 0; }
.katex { font-size: 1.08em; }
.pages { font: .88rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
.pages ul { list-style: none; padding: 0; margin: 0 0 1rem; }
.pages li { margin: 0; }
.pages p { margin: 0 0 .2rem; color: var(--quiet); font-size: .8rem; }
.pages a { display: block; padding: .2rem 0; color: var(--ink); text-decoration: none; }
.pages a:hover { text-decoration: underline; }
.pages a[aria-current] { font-weight: 600; color: var(--link); }
.wide { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 3.4rem 0 2rem; }
.narrow { display: none; }
.parts { font: .9rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; margin: 0 0 2rem; }
.parts ul { list-style: none; padding: 0 0 0 .9rem; border-left: 3px solid var(--grid); columns: 17rem auto; }
.parts li { margin: 0; padding: .1rem 0; break-inside: avoid; }
.parts a { text-decoration: none; }
.parts a:hover { text-decoration: underline; }
@media (max-width: 56rem) {
  body { display: block; }
  .wide { display: none; }
  .narrow { display: block; padding: .8rem 0; border-bottom: 1px solid var(--rule); }
  .narrow summary { cursor: pointer; }
  .narrow nav { padding-top: .8rem; }
  main { padding-top: 1.6rem; --line: none; }
  td:not([style]) { min-width: 6rem; }
  h2 { margin-top: 2.2rem; }
}
@media print {
  body { display: block; padding: 0; max-width: none; font-size: 10.5pt; }
  .pages, .parts { display: none; }
  main { padding: 0; --line: none; }
  pre { white-space: pre-wrap; }
  main .scroll { overflow: visible; }
}
`.trimStart();
