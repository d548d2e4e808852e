/** The page at work: buttons change what is drawn, and nothing is drawn twice at once. */
import type uPlot from "uplot";
import * as curves from "../../../../lab/compare/page/curves.ts";
import { startPage } from "../../../../lab/compare/page/main.ts";
import * as rates from "../../../../lab/compare/page/rates.ts";
import { looksOf } from "../../../../lab/compare/report/looks.ts";
import { methodNames } from "../../../../lab/training/methods.ts";
import { FakeElement, installBrowser } from "../../report/browser.ts";
import { sampleComparison } from "../sample.ts";

jest.mock("../../../../lab/compare/page/curves.ts");
jest.mock("../../../../lab/compare/page/rates.ts");

/** Starts a page with two figures and some buttons. */
function start() {
  const button = (dataset: Record<string, string>) => new FakeElement("button", dataset);
  const set = [button({ set: "x", value: "seconds" }), button({ set: "yLog", value: "true" })];
  const series = [button({ series: "bn" })];
  const save = [button({ save: "curves" }), button({ save: "config" }), button({ save: "record" })];
  const plots = [
    new FakeElement("div", { curve: "testLoss", batch: "60" }),
    new FakeElement("div", { rates: "medianLoss", batch: "6" }),
  ];
  const controls = [new FakeElement("div")];
  const browser = installBrowser({
    ".plot": plots,
    "button[data-set]": set,
    "button[data-series]": series,
    ".needs-script": controls,
  });
  const drawn: { names: string[]; view: curves.View }[] = [];
  const tuned: string[][] = [];
  let alive = 0;
  const plot = (): uPlot => {
    alive++;
    return { destroy: () => alive-- } as unknown as uPlot;
  };
  jest.mocked(curves.draw).mockImplementation((_, groups, __, view) => {
    drawn.push({ names: groups.map((g) => g.name), view: { ...view } });
    return plot();
  });
  jest.mocked(rates.draw).mockImplementation((_, tunings) => {
    tuned.push(tunings.map((t) => t.label));
    return plot();
  });
  const record = sampleComparison({ tuned: true });
  startPage(record, Object.fromEntries(looksOf(record)), methodNames);
  const press = (target: FakeElement) => browser.listeners.get("click")!({ target });
  return { ...browser, record, set, series, save, controls, drawn, tuned, press, alive: () => alive };
}

describe("the page", () => {
  it("shows its controls and draws every figure once", () => {
    const page = start();
    expect(page.controls[0]!.hidden).toBe(false);
    expect(page.drawn).toEqual([
      { names: ["none", "bn", "bnp"], view: { x: "steps", xLog: false, yLog: true } },
    ]);
    expect(page.alive()).toBe(2);
    expect(page.set.map((b) => b.attributes["aria-pressed"])).toEqual(["false", "true"]);
  });

  it("switches a method off and on in every figure", () => {
    const page = start();
    page.press(page.series[0]!);
    expect(page.drawn.at(-1)!.names).toEqual(["none", "bnp"]);
    expect(page.tuned.at(-1)).not.toContain("bn");
    expect(page.series[0]!.attributes["aria-pressed"]).toBe("false");
    page.press(page.series[0]!);
    expect(page.drawn.at(-1)!.names).toEqual(["none", "bn", "bnp"]);
    expect(page.alive()).toBe(2);
  });

  it("changes the axes", () => {
    const page = start();
    page.press(page.set[0]!);
    expect(page.drawn.at(-1)!.view.x).toBe("seconds");
    expect(page.set[0]!.attributes["aria-pressed"]).toBe("true");
  });

  it("draws anew for another theme and for paper, in the colours of paper", () => {
    const page = start();
    page.listeners.get("theme")!({});
    page.listeners.get("beforeprint")!({});
    expect(page.root.dataset).toHaveProperty("paper");
    page.listeners.get("afterprint")!({});
    expect(page.root.dataset).not.toHaveProperty("paper");
    expect(page.drawn).toHaveLength(4);
    expect(page.alive()).toBe(2);
  });

  it("saves the record, its configuration and the curves as files", async () => {
    const page = start();
    const blobs: Blob[] = [];
    const make = jest.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return "blob:x";
    });
    for (const button of page.save) page.press(button);
    make.mockRestore();
    const links = page.made.filter((element) => element.kind === "a");
    expect(links.map((link) => [link.download, link.clicks])).toEqual([
      ["curves.csv", 1],
      ["config.json", 1],
      ["metrics.json", 1],
    ]);
    const [csv, config, metrics] = await Promise.all(blobs.map((blob) => blob.text()));
    const points = page.record.arms.reduce((sum, arm) => sum + arm.curve.length, 0);
    expect(csv!.trimEnd().split("\n")).toHaveLength(points + 1);
    expect(
      new Set(
        csv!
          .trimEnd()
          .split("\n")
          .map((line) => line.split(",").length),
      ),
    ).toEqual(new Set([11]));
    expect(JSON.parse(config!)).toEqual(page.record.config);
    expect(JSON.parse(metrics!)).toEqual(JSON.parse(JSON.stringify(page.record)));
  });
});
