/** What the page runs is the text of our own functions; it must stand on its own, as TypeScript compiles it too. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import ts from "typescript";
import { seriesTools, type SeriesTools } from "../../../lab/report/page/series.ts";
import {
  figureScripts,
  figuresSource,
  pageSource,
  plotterStyle,
  scripts,
} from "../../../lab/report/script.ts";
import { sampleComparison } from "../compare/sample.ts";

const folder = join(__dirname, "../../../lab/report/page");
const files = ["series.ts", "chart.ts", "curves.ts", "rates.ts", "stage.ts", "lines.ts", "main.ts"];

/** Names that a function uses and nobody inside defines: in the page they must be the browser's. */
function strangers(source: string): string[] {
  const options = { allowJs: true, checkJs: true, noLib: true, noEmit: true, types: [] };
  const file = ts.createSourceFile("page.js", source, ts.ScriptTarget.ES2022, true);
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost(options),
    getSourceFile: (name) => (name === "page.js" ? file : undefined),
  };
  const program = ts.createProgram(["page.js"], options, host);
  const missing = program.getSemanticDiagnostics(file).flatMap((d) => {
    const text = ts.flattenDiagnosticMessageText(d.messageText, " ");
    return /Cannot find name '(\w+)'/.exec(text)?.[1] ?? [];
  });
  return [...new Set(missing)].sort();
}

const browser = [
  "Array",
  "Blob",
  "Infinity",
  "JSON",
  "Map",
  "Math",
  "Number",
  "Object",
  "ResizeObserver",
  "Set",
];
const browserToo = ["String", "URL", "addEventListener", "devicePixelRatio", "document", "getComputedStyle"];
const known = [...browser, ...browserToo, "matchMedia"];

describe("the page's own source", () => {
  it("uses no name but its own and the browser's", () => {
    for (const source of [pageSource(), figuresSource()]) {
      expect(strangers(source).filter((name) => !known.includes(name))).toEqual([]);
    }
    expect(strangers("function f() { return elsewhere(1); }")).toContain("elsewhere");
  });

  it.each(files)("%s, compiled by TypeScript, still refers to no module", (name) => {
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };
    const { outputText } = ts.transpileModule(readFileSync(join(folder, name), "utf8"), { compilerOptions });
    expect(outputText).not.toMatch(/require\(|_1\.|tslib|__\w+\(/);
    expect(outputText.match(/^exports\.\w+ = /gm)).toHaveLength(1);
  });

  it("computes in another realm what it computes here", () => {
    const there = vm.runInNewContext(`(${seriesTools.toString()})(["none"])`) as SeriesTools;
    const here = seriesTools(["none"]);
    const { arms, costs } = sampleComparison({ diverging: ["bnp/60/1"] });
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    expect(plain(there.groups(arms))).toEqual(plain(here.groups(arms)));
    const group = here.groups(arms, costs)[2]!;
    expect(plain(there.band(group, "testLoss", "seconds"))).toEqual(
      plain(here.band(group, "testLoss", "seconds")),
    );
  });
});

describe("the scripts", () => {
  const { source } = scripts({ a: "</script>" }, new Map([["bn", { index: 1, dash: [8, 4] }]]));

  it("are two islands of data and two of code, each of them whole", () => {
    const bodies = [...source.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map((m) => m[1]!);
    expect(bodies).toHaveLength(4);
    expect(JSON.parse(bodies[0]!)).toEqual({ a: "</script>" });
    expect(JSON.parse(bodies[1]!)).toEqual({ bn: { index: 1, dash: [8, 4] } });
    for (const code of bodies.slice(2)) expect(() => new vm.Script(code)).not.toThrow();
  });

  it("of a page of figures are one island of data and two scripts", () => {
    const bodies = [...figureScripts({}).source.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map(
      (m) => m[1]!,
    );
    expect(bodies).toHaveLength(3);
    expect(JSON.parse(bodies[0]!)).toEqual({});
    for (const code of bodies.slice(1)) expect(() => new vm.Script(code)).not.toThrow();
  });

  it("bring uPlot with its licence and without its address", () => {
    expect(source).toContain("var uPlot=");
    expect(source).toContain("MIT License");
    expect(source).not.toMatch(/https?:/);
    expect(plotterStyle()).toContain(".uplot");
  });
});
