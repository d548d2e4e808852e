/**
 * Figures of lines and dots on logarithmic axes: what was predicted as lines, what was measured as dots on them. A dot
 * shows its numbers when it is pointed at.
 */
import { finite, padded, short } from "../../base/numbers.ts";
import { chart, type Layer, type Markup, markup, type Point, type Range } from "../../report/index.ts";

export interface FigureCurve {
  readonly name: string;
  readonly look: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Rings show what dots of another curve lie on. */
  readonly as: "line" | "dots" | "rings";
  /** What was predicted for each of them. */
  readonly predicted?: readonly number[];
}

export interface Figure {
  readonly x: string;
  /** Stands before the value of x at a dot. */
  readonly place: string;
  readonly yLog: boolean;
  /** Values below are not shown. */
  readonly least?: number;
  readonly curves: readonly FigureCurve[];
}

/** The figure as SVG, or a note where nothing can be drawn. @param label for those who cannot see it */
export function figureMarkup(figure: Figure, label: string): Markup {
  const layers = figure.curves.map((curve) => layerOf(figure, curve));
  const points = layers.flatMap((layer) => layer.points);
  if (points.length === 0) return markup`<p class="note">No finite values to draw.</p>`;
  return chart({
    label,
    x: {
      label: figure.x,
      log: true,
      range: rangeOf(
        points.map(({ x }) => x),
        true,
        0.02,
      ),
    },
    y: {
      label: "",
      log: figure.yLog,
      range: rangeOf(
        points.map(({ y }) => y),
        figure.yLog,
        0.05,
      ),
    },
    layers,
  });
}

/** The part of a curve that the axes can show. */
function layerOf(figure: Figure, curve: FigureCurve): Layer {
  const { as, look, x, y } = curve;
  const kept = x.map((_, i) => i).filter((i) => x[i]! > 0 && shown(figure, y[i]!));
  return {
    as,
    look: { index: look, dash: [] },
    points: kept.map((i): Point => {
      const at = { x: x[i]!, y: y[i]! };
      return as === "line" ? at : { ...at, title: titleOf(figure, curve, i) };
    }),
  };
}

function shown({ yLog, least }: Figure, y: number): boolean {
  return finite(y) && (!yLog || y > 0) && y >= (least ?? -Infinity);
}

/** "step 10, λ = 0.31: 0.412, predicted 0.411". */
function titleOf({ place }: Figure, { name, x, y, predicted }: FigureCurve, i: number): string {
  const expected = predicted === undefined ? "" : `, predicted ${short(predicted[i]!)}`;
  return `${place} ${short(x[i]!)}, ${name}: ${short(y[i]!)}${expected}`;
}

/** With room around; exponents for a logarithmic axis. Never more than some thousands of points a figure. */
function rangeOf(values: readonly number[], log: boolean, share: number): Range {
  const least = values.reduce((a, b) => Math.min(a, b));
  const greatest = values.reduce((a, b) => Math.max(a, b));
  const [low, high] = padded(least, greatest, log, share);
  return log ? [Math.log10(low), Math.log10(high)] : [low, high];
}
