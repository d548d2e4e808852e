/**
 * `npm run docs`: README, the changes, docs/ and the API reference as a static site in dist-docs/ (or
 * `npm run docs -- FOLDER`), to be opened from the disk or served from any folder. Formulas are set here, so the pages
 * need no network, and no script but the search of the API reference. What is undocumented and a link that leads
 * nowhere are errors.
 */
import "../../lab/command/uncaught-exceptions.ts";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { Command } from "commander";
import { makeFolder } from "../../lab/base/index.ts";
import { exitCodes } from "../../lab/command/exit-codes.ts";
import { contentsOf } from "./api/contents.ts";
import { apiPages } from "./api/pages.ts";
import { deadLinks } from "./dead-links.ts";
import { layout } from "./layout.ts";
import { pagesOf, sections } from "./site.ts";
import { style } from "./style.ts";

const root = join(__dirname, "..", "..");
const command = new Command("docs")
  .description("Build the pages of this project as a static site.")
  .argument("[folder]", "where to (default: dist-docs, which is emptied first)")
  .option("--entry <file>", "what the API reference describes", "index.ts")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.ok : exitCodes.usage))
  .parse();
const [folder] = command.args;
const { entry } = command.opts<{ readonly entry: string }>();
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
const markdown = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...files.filter((path) => path.endsWith(".md")),
];
const sources = new Map(markdown.map((path) => [path, readFileSync(join(root, path), "utf8")]));
async function build(): Promise<void> {
  const { modelOf } = await import("./api/model.ts"); // here, because TypeDoc takes a second to load
  const api = apiPages(await modelOf(root, entry), contentsOf(root, entry));
  const pages = [...pagesOf(sources), ...api];
  const order = sections([...markdown, ...api.map(({ source }) => source)]);
  const assets = files.filter((path) => [".png", ".svg", ".json"].includes(extname(path)));
  const dead = deadLinks(pages, assets);
  if (dead.length > 0) throw new Error(`Links that lead nowhere:\n${dead.join("\n")}`);

  if (folder === undefined) rmSync(out, { recursive: true, force: true });
  for (const page of pages) write(page.path, layout(page, pages, order));
  write("style.css", style);
  copyFormulaStyle();
  for (const path of assets) cpSync(join(root, path), join(out, path));
  console.log(`${join(out, "index.html")}: ${pages.length} pages`);
}

makeFolder(out, "docs", "folder"); // before the work, so that a wrong place is an error at once
build().catch((error: unknown) => {
  console.error(`docs: ${(error as Error).message}`);
  process.exitCode = exitCodes.failed;
});
