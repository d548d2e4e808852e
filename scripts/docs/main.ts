/**
 * `npm run docs`: README, the changes and docs/ as a static site in dist-docs/ (or `npm run docs -- FOLDER`), to be
 * opened from the disk or served from any folder. Formulas are set here, so the pages need neither a script nor a network.
 */
import "../../lab/command/uncaught-exceptions.ts";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { Command } from "commander";
import { makeFolder } from "../../lab/base/index.ts";
import { exitCodes } from "../../lab/command/exit-codes.ts";
import { layout, style } from "./layout.ts";
import { pagesOf, sections } from "./site.ts";

const root = join(__dirname, "..", "..");
const [folder] = new Command("docs")
  .description("Build the pages of this project as a static site.")
  .argument("[folder]", "where to (default: dist-docs, which is emptied first)")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.ok : exitCodes.usage))
  .parse().args;
const out = resolve(folder ?? join(root, "dist-docs"));

function write(path: string, text: string): void {
  makeFolder(dirname(join(out, path)), "docs", "folder");
  writeFileSync(join(out, path), text);
}

/** KaTeX's style and the fonts it names, in the one format that every present browser reads. */
function copyFormulaStyle(): void {
  const style = require.resolve("katex/dist/katex.min.css");
  const woff2 = readFileSync(style, "utf8").replace(/,url\([^)]+\.(?:woff|ttf)\) format\("\w+"\)/g, "");
  write("katex/katex.css", woff2);
  for (const font of readdirSync(join(dirname(style), "fonts"))) {
    if (font.endsWith(".woff2")) cpSync(join(dirname(style), "fonts", font), join(out, "katex/fonts", font));
  }
}

const files = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map(
  (path) => `docs/${path.replaceAll("\\", "/")}`,
);
const markdown = ["README.md", "CHANGELOG.md", ...files.filter((path) => path.endsWith(".md"))];
const sources = new Map(markdown.map((path) => [path, readFileSync(join(root, path), "utf8")]));
const pages = pagesOf(sources);
const order = sections(markdown);

if (folder === undefined) rmSync(out, { recursive: true, force: true });
for (const page of pages) write(page.path, layout(page, pages, order));
write("style.css", style);
copyFormulaStyle();
for (const path of files) {
  if ([".png", ".svg", ".json"].includes(extname(path))) cpSync(join(root, path), join(out, path));
}
console.log(`${join(out, "index.html")}: ${pages.length} pages`);
