/**
 * The page at work: reads the record, says what every figure shows, answers the buttons.
 *
 * Bundled by esbuild into the report (scripts/pages.js). It asks the network for nothing; what the reader
 * saves is made here from the record.
 */
import type uPlot from "uplot";
import type { Comparison } from "../../jobs/index.ts";
import type { Look } from "../../report/page/chart.ts";
import { stage } from "../../report/page/stage.ts";
import { groups, type Metric, type XKind } from "../series.ts";
import * as curves from "./curves.ts";
import * as rates from "./rates.ts";

/**
 * Draws every figure into its place and makes the buttons work.
 *
 * @param looks by name of a group or label of a tuning
 * @param methods in their order
 */
export function startPage(
  record: Comparison,
  looks: Readonly<Record<string, Look>>,
  methods: readonly string[],
): void {
  const all = groups(record.arms, methods, record.costs).map((g) => ({ ...g, look: looks[g.name]! }));
  const tunings = record.tuning.map((t) => ({ ...t, look: looks[t.label]! }));
  const hidden = new Set<string>();
  const view: { -readonly [K in keyof curves.View]: curves.View[K] } = {
    x: "steps",
    xLog: false,
    yLog: true,
  };
  const elements = <E extends HTMLElement>(selector: string) => [...document.querySelectorAll<E>(selector)];

  function draw(host: HTMLElement): uPlot | null {
    const batchSize = Number(host.dataset["batch"]);
    if (host.dataset["rates"] !== undefined) {
      const shown = tunings.filter((t) => !hidden.has(t.label));
      return rates.draw(host, shown, batchSize, host.dataset["rates"] as rates.RateMetric);
    }
    const visible = all.filter((g) => g.batchSize === batchSize && !hidden.has(g.name));
    return curves.draw(host, visible, host.dataset["curve"] as Metric, view);
  }

  function showPressed(): void {
    for (const button of elements("button[data-set]")) {
      const key = button.dataset["set"] as keyof curves.View;
      button.setAttribute("aria-pressed", String(String(view[key]) === button.dataset["value"]));
    }
    for (const button of elements("button[data-series]")) {
      button.setAttribute("aria-pressed", String(!hidden.has(button.dataset["series"]!)));
    }
  }

  function press(button: HTMLElement): void {
    const { set, value, series, save } = button.dataset;
    if (set === "x") view.x = value as XKind;
    if (set === "xLog") view.xLog = value === "true";
    if (set === "yLog") view.yLog = value === "true";
    if (series !== undefined && !hidden.delete(series)) hidden.add(series);
    if (save !== undefined) {
      download(save);
      return;
    }
    redraw();
    showPressed();
  }

  function csv(): string {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const drawn = record.arms.some((arm) => arm.split !== undefined);
    const head =
      (drawn ? "split," : "") +
      "label,batchSize,learningRate,seed,status,step,examples,seconds,trainLoss,testLoss,testAccuracy";
    const lines = record.arms.flatMap((arm) =>
      arm.curve.map((p) =>
        [
          ...(drawn ? [arm.split ?? ""] : []),
          ...[quoted(arm.label), arm.batchSize, arm.learningRate, arm.seed, arm.status, p.step, p.examples],
          ...[p.seconds, p.trainLoss ?? "", p.testLoss ?? "", p.testAccuracy ?? ""],
        ].join(","),
      ),
    );
    return [head, ...lines, ""].join("\n");
  }

  function download(what: string): void {
    const text =
      what === "curves" ? csv() : JSON.stringify(what === "config" ? record.config : record, null, 2) + "\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.download = { curves: "curves.csv", config: "config.json" }[what] ?? "metrics.json";
    link.click();
    URL.revokeObjectURL(link.href);
  }

  for (const element of elements(".needs-script")) element.hidden = false;
  document.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLElement>(
      "button[data-set], button[data-series], button[data-save]",
    );
    if (button !== null) press(button);
  });
  const redraw = stage(draw);
  showPressed();
}
