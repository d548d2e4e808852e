/**
 * One chart: axes, frame, colours, the panel that follows the pointer. Drawn by uPlot.
 *
 * It knows nothing of methods or records. Runs in the page of a report, into which esbuild bundles it (scripts/pages.js).
 * Text from the data goes through textContent only, never through HTML.
 */
import uPlot from "uplot";
import { short, ticks } from "../../base/numbers.ts";

export interface Look {
  readonly index: number;
  readonly dash: readonly number[];
}

export interface AxisPlan {
  readonly label: string;
  readonly log: boolean;
  readonly range: readonly [number, number];
  readonly percent?: boolean;
}

/** One series of the panel: the points the pointer may find, and what to say of them. */
export interface Readout {
  readonly name: string;
  readonly look: Look;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  /** What to say of the point at a place: its value, and what else there is. */
  readonly say: (at: number) => readonly [value: string, more: string];
}

export interface ChartPlan {
  readonly x: AxisPlan;
  readonly y: AxisPlan;
  readonly data: uPlot.AlignedData;
  readonly series: readonly uPlot.Series[];
  readonly bands: readonly uPlot.Band[];
  readonly readouts: readonly Readout[];
  /** The first line of the panel, for a place on the x axis. */
  readonly place: (x: number) => string;
  /** Space above the frame, in pixels, for marks that lie outside it. */
  readonly above: number;
  /** Marks drawn last, in canvas pixels; `px` is the size of one CSS pixel. */
  readonly marks: (u: uPlot, px: number) => void;
}

const height = 250;
const font = "12px system-ui, -apple-system, 'Segoe UI', sans-serif";

export function ink(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

export function colour(look: Look): string {
  return ink(`look-${look.index}`);
}

/** Three significant digits, always all of them. */
export function exact(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e4) ? value.toExponential(2) : value.toPrecision(3);
}

function axis(plan: AxisPlan, horizontal: boolean): uPlot.Axis {
  const wanted = (u: uPlot) => (horizontal ? Math.max(3, Math.floor(u.width / 75)) : 6);
  const show = (v: number) => (plan.percent ? short(100 * v) : short(v));
  const line = { stroke: ink("grid"), width: 1 };
  return {
    scale: horizontal ? "x" : "y",
    font,
    stroke: ink("quiet"),
    grid: horizontal ? { show: false } : line,
    ticks: { ...line, size: horizontal ? 5 : 0, show: horizontal },
    border: { show: horizontal, stroke: ink("rule"), width: 1 },
    gap: horizontal ? 4 : 6,
    splits: (u, _axis, low, high) => ticks(low, high, plan.log, wanted(u)),
    filter: (_u, splits) => splits,
    values: (_u, splits) => splits.map(show),
    ...(horizontal
      ? { label: plan.label, labelFont: font, labelSize: 20, size: 28 }
      : {
          size: (_u: uPlot, values: string[] | null) =>
            14 + 7 * Math.max(1, ...(values ?? []).map((v) => v.length)),
        }),
  };
}

/** A cross, at a place in canvas pixels. */
export function cross(u: uPlot, x: number, y: number, px: number, style: string): void {
  const r = 4 * px;
  const { ctx } = u;
  ctx.save();
  ctx.lineWidth = 2 * px;
  ctx.strokeStyle = style;
  ctx.beginPath();
  ctx.moveTo(x - r, y - r);
  ctx.lineTo(x + r, y + r);
  ctx.moveTo(x + r, y - r);
  ctx.lineTo(x - r, y + r);
  ctx.stroke();
  ctx.restore();
}

function element(kind: string, className: string, parent: HTMLElement, text = ""): HTMLElement {
  const made = document.createElement(kind);
  made.className = className;
  made.textContent = text;
  parent.appendChild(made);
  return made;
}

/** The place in `x` that is nearest on the screen, among those with a value. */
function nearest(u: uPlot, readout: Readout, left: number): { at: number; away: number } | null {
  let found: { at: number; away: number } | null = null;
  for (let at = 0; at < readout.x.length; at++) {
    const y = readout.y[at];
    if (y === null || y === undefined) continue;
    const away = Math.abs(u.valToPos(readout.x[at]!, "x") - left);
    if (found === null || away < found.away) found = { at, away };
  }
  return found;
}

/** Dots on the lines and a panel with every value at the pointer. */
function follow(plan: ChartPlan): uPlot.Plugin {
  let panel: HTMLElement;
  let dots: HTMLElement[] = [];
  function hide(): void {
    panel.hidden = true;
    for (const dot of dots) dot.hidden = true;
  }
  function line(readout: Readout, [value, more]: readonly [string, string], faint: boolean): void {
    const row = element("div", faint ? "line faint" : "line", panel);
    element("i", "", row).style.background = colour(readout.look);
    element("span", "", row, readout.name);
    element("b", "", row, value);
    element("span", "more", row, more);
  }
  function move(u: uPlot): void {
    const left = u.cursor.left ?? -1;
    if (left < 0) {
      hide();
      return;
    }
    const width = u.over.clientWidth;
    const near = plan.readouts.map((readout) => nearest(u, readout, left));
    const reach = Math.max(8, width * 0.06);
    const close = near
      .flatMap((n, i) => (n === null ? [] : [{ ...n, i }]))
      .sort((a, b) => a.away - b.away)[0];
    panel.textContent = "";
    if (close === undefined) {
      hide();
      return;
    }
    element("div", "place", panel, plan.place(plan.readouts[close.i]!.x[close.at]!));
    plan.readouts.forEach((readout, i) => {
      const n = near[i];
      const here = n !== null && n !== undefined && n.away <= close.away + reach;
      dots[i]!.hidden = !here;
      line(readout, here ? readout.say(n.at) : ["–", ""], !here);
      if (!here) return;
      const y = u.valToPos(readout.y[n.at]!, "y");
      dots[i]!.hidden = y < -1 || y > u.over.clientHeight + 1;
      dots[i]!.style.transform = `translate(${u.valToPos(readout.x[n.at]!, "x") - 4}px, ${y - 4}px)`;
    });
    panel.hidden = !u.root.matches(":hover");
    // Beside the pointer, and inside the window.
    const at = u.over.getBoundingClientRect().left;
    const aside = left > width / 2 ? left - panel.offsetWidth - 14 : left + 14;
    const inside = Math.max(
      6 - at,
      Math.min(document.documentElement.clientWidth - panel.offsetWidth - 6 - at, aside),
    );
    panel.style.left = `${inside}px`;
  }
  return {
    hooks: {
      init: (u) => {
        panel = element("div", "panel", u.over);
        dots = plan.readouts.map((readout) => {
          const dot = element("i", "dot", u.over);
          dot.style.background = colour(readout.look);
          return dot;
        });
        hide();
      },
      setCursor: move,
    },
  };
}

export function draw(host: HTMLElement, plan: ChartPlan): uPlot {
  const width = Math.max(160, host.clientWidth);
  const ranges = { x: plan.x, y: plan.y };
  let ready = false;
  // What the plan says, until the reader enlarges a part of the x axis.
  const scale = (name: "x" | "y"): uPlot.Scale => ({
    time: false,
    // The enum stands in uPlot's types alone: there is nothing to import, so its numbers are written out.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment
    distr: ranges[name].log ? 3 : 1,
    range: (_u, low, high) => (name === "x" && ready && high > low ? [low, high] : [...ranges[name].range]),
  });
  const options: uPlot.Options = {
    width,
    height: height + plan.above,
    padding: [8 + plan.above, 24, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false },
      sync: { key: host.dataset["sync"] ?? "page", setSeries: false },
    },
    scales: { x: scale("x"), y: scale("y") },
    axes: [axis(plan.x, true), axis(plan.y, false)],
    series: [{}, ...plan.series],
    bands: [...plan.bands],
    plugins: [follow(plan)],
    hooks: { ready: [() => (ready = true)], draw: [(u) => plan.marks(u, devicePixelRatio)] },
  };
  host.textContent = "";
  return new uPlot(options, plan.data, host);
}

export function empty(host: HTMLElement, why: string): null {
  host.textContent = "";
  element("p", "nothing", host, why);
  return null;
}
