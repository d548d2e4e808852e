/**
 * Bundles what runs in the page of a comparison's report, uPlot in it, into lab/compare/page.generated.ts as text, so that
 * ts-node, jest and the package all load it by an ordinary import and nothing is bundled at run time.
 *
 * A comment in the generated file holds a hash of what went into the bundle; nothing is done while that is right.
 */
"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const entry = path.join("lab", "compare", "page", "main.ts");
const target = path.join("lab", "compare", "page.generated.ts");
/** What the bundle is made of: code of the page, code that it shares with tables, and the plotting library. */
const folders = [
  path.join("lab", "compare", "page"),
  path.join("lab", "report", "page"),
  path.join("lab", "compare", "series.ts"),
  path.join("lab", "base", "numbers.ts"),
];
const options = {
  bundle: true,
  charset: "utf8",
  format: "iife",
  globalName: "page",
  legalComments: "none", // uPlot's licence stands before the code; its banner has an address, which the page must not hold
  minify: true,
  platform: "browser",
  target: "es2022",
  write: false,
};

function stampOf(root) {
  const hash = createHash("sha256").update(JSON.stringify(options)).update(fs.readFileSync(__filename));
  const files = folders.flatMap((name) => {
    const at = path.join(root, name);
    return fs.statSync(at).isDirectory()
      ? fs
          .readdirSync(at)
          .sort()
          .map((file) => path.join(at, file))
      : [at];
  });
  for (const file of [...files, path.join(root, "package-lock.json")]) hash.update(fs.readFileSync(file));
  return `// sha256 ${hash.digest("hex")}`;
}

/** A project without a page (as in a test of the build) needs no bundle. */
const hasPage = (root) => fs.existsSync(path.join(root, entry));

/** Whether the generated file is there and made of the sources as they are. */
function pageIsThere(root) {
  const file = path.join(root, target);
  return !hasPage(root) || (fs.existsSync(file) && fs.readFileSync(file, "utf8").includes(stampOf(root)));
}

/** Makes the generated file if need be. Returns what went wrong, or undefined. */
function buildPage(root) {
  if (pageIsThere(root)) return undefined;
  let esbuild;
  try {
    esbuild = require(require.resolve("esbuild", { paths: [root] }));
  } catch {
    return "esbuild is not installed, so the report's page cannot be bundled. Run `npm ci`.";
  }
  try {
    const { outputFiles } = esbuild.buildSync({ ...options, absWorkingDir: root, entryPoints: [entry] });
    const uplot = path.dirname(require.resolve("uplot/package.json", { paths: [root] }));
    const licence = fs.readFileSync(path.join(uplot, "LICENSE"), "utf8").trim();
    const style = fs.readFileSync(path.join(uplot, "dist", "uPlot.min.css"), "utf8").trim();
    const code = `/*! uPlot\n${licence}\n*/\n${outputFiles[0].text.trim()}`;
    const content = [
      "// Made of page/ and of what it imports by scripts/pages.js.",
      stampOf(root),
      `export const pageCode: string = ${JSON.stringify(code)};`,
      `export const plotStyle: string = ${JSON.stringify(style)};\n`,
    ].join("\n");
    const fresh = path.join(root, `${target}.${process.pid}`);
    fs.writeFileSync(fresh, content);
    fs.renameSync(fresh, path.join(root, target));
    return undefined;
  } catch (error) {
    return error.message;
  }
}

module.exports = { buildPage, pageIsThere };
