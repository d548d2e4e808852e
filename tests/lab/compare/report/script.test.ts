/** The script of the page: data that cannot end it early, and a bundle that asks a browser for nothing but its own. */
import vm from "node:vm";
import { pageCode, plotStyle } from "../../../../lab/compare/page.generated.ts";
import { scripts } from "../../../../lab/compare/report/script.ts";
import { groups } from "../../../../lab/compare/series.ts";
import { methodNames } from "../../../../lab/training/methods.ts";
import { sampleComparison } from "../sample.ts";

const { source } = scripts({ a: "</script>" }, new Map([["bn", { index: 1, dash: [8, 4] }]]), ["none", "bn"]);
const bodies = [...source.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map((m) => m[1]!);

it("is three islands of data and one of code, each of them whole", () => {
  expect(bodies).toHaveLength(4);
  expect(bodies.slice(0, 3).map((body) => JSON.parse(body) as unknown)).toEqual([
    { a: "</script>" },
    { bn: { index: 1, dash: [8, 4] } },
    ["none", "bn"],
  ]);
  expect(() => new vm.Script(bodies[3]!)).not.toThrow();
  expect(bodies[3]!.trimEnd()).toMatch(/\npage\.startPage\(.*"record".*"looks".*"methods".*\);$/);
});

it("brings uPlot with its licence and without an address", () => {
  expect(source).toContain("MIT License");
  expect(source).not.toMatch(/https?:/);
  expect(plotStyle).toContain(".uplot");
});

it("draws the record in a browser: every figure gets its place, in the order that the tables have", () => {
  const record = sampleComparison({ tuned: true });
  const asked: string[] = [];
  const nothing = () => undefined;
  const context = {
    document: {
      documentElement: { dataset: {} },
      querySelectorAll: (selector: string) => (asked.push(selector), []),
      addEventListener: nothing,
    },
    matchMedia: () => ({ addEventListener: nothing }),
    addEventListener: nothing,
    devicePixelRatio: 1,
    navigator: { language: "en" },
    ResizeObserver: class {
      observe = nothing;
    },
  };
  const realm = vm.createContext({ ...context, record, looks: {}, methods: methodNames });
  vm.runInContext(`${pageCode}\npage.startPage(record, looks, methods);`, realm);
  expect(asked).toContain(".plot");
  expect(groups(record.arms, methodNames).length).toBeGreaterThan(2);
});
