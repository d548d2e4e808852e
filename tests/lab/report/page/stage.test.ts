/** Figures kept on the page: drawn once each, and again with the theme and for paper. */
import type uPlot from "uplot";
import { stage } from "../../../../lab/report/page/stage.ts";
import { FakeElement, installBrowser } from "../browser.ts";

function staged(draw?: (host: HTMLElement) => uPlot | null) {
  const places = [new FakeElement("div", { figure: "a" }), new FakeElement("div", { figure: "b" })];
  const browser = installBrowser({ ".plot": places });
  const drawn: (string | undefined)[] = [];
  let alive = 0;
  const redraw = stage(
    draw ??
      ((host) => {
        drawn.push(host.dataset["figure"]);
        alive++;
        return { destroy: () => alive-- } as unknown as uPlot;
      }),
  );
  return { ...browser, drawn, redraw, alive: () => alive };
}

it("draws every place once, and anew on demand, the old ones destroyed", () => {
  const { drawn, redraw, alive } = staged();
  expect(drawn).toEqual(["a", "b"]);
  redraw();
  expect(drawn).toEqual(["a", "b", "a", "b"]);
  expect(alive()).toBe(2);
});

it("draws anew for another theme and for paper", () => {
  const { drawn, listeners, root, alive } = staged();
  listeners.get("theme")!({});
  listeners.get("beforeprint")!({});
  expect(root.dataset).toHaveProperty("paper");
  listeners.get("afterprint")!({});
  expect(root.dataset).not.toHaveProperty("paper");
  expect(drawn).toHaveLength(8);
  expect(alive()).toBe(2);
});

it("lets a place stay empty", () => {
  const { redraw } = staged(() => null);
  expect(redraw).not.toThrow();
});
