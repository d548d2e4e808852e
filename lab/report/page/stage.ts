/**
 * Figures kept on the page: drawn into their places, and again when the theme, the width or the paper changes.
 *
 * It knows places and no data. Runs in the page of a report.
 */
import type uPlot from "uplot";

const places = () => [...document.querySelectorAll<HTMLElement>(".plot")];

/** Draws every .plot by `draw`, and gives back what draws all of them anew. */
export function stage(draw: (host: HTMLElement) => uPlot | null): () => void {
  const drawn = new Map<HTMLElement, uPlot>();

  function redraw(): void {
    for (const host of places()) {
      drawn.get(host)?.destroy();
      drawn.delete(host);
      const made = draw(host);
      if (made !== null) drawn.set(host, made);
    }
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("beforeprint", () => {
    document.documentElement.dataset["paper"] = "";
    for (const details of document.querySelectorAll<HTMLDetailsElement>("#repeat details"))
      details.open = true;
    redraw();
  });
  addEventListener("afterprint", () => {
    delete document.documentElement.dataset["paper"];
    redraw();
  });
  const resized = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      const plot = drawn.get(target as HTMLElement);
      if (plot !== undefined && Math.abs(plot.width - contentRect.width) >= 1 && contentRect.width >= 160) {
        plot.setSize({ width: contentRect.width, height: plot.height });
      }
    }
  });
  for (const host of places()) resized.observe(host);
  redraw();
  return redraw;
}
