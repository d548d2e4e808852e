/**
 * Samples of a data set drawn for a terminal: images as blocks, in their colours if those are wanted, points of the
 * plane as a scatter of class letters, anything else as a table.
 *
 * The first examples of the training split are drawn, so the same data gives the same drawing. This file knows
 * nothing of the terminal beyond its width and how many colours it takes.
 */
import { type Dataset, isColour, printable, short } from "../data/index.ts";
import { rangeOf } from "./describe.ts";
import { type ColourDepth, colourLine, type Rgb } from "./half-blocks.ts";

/**
 * The first `count` training examples, no line longer than `columns` (at least 20 are taken for granted). Characters
 * alone, unless `colours` says that the terminal takes more and the images have three channels.
 */
export function drawSamples(
  d: Dataset,
  count: number,
  columns: number,
  colours: ColourDepth = "none",
): string {
  const shown = Math.min(count, d.train.count);
  const width = Math.max(20, columns);
  if (shown === 0) return "";
  if (d.shape.length === 3) return drawImages(d, shown, width, colours);
  return d.features === 2 ? drawScatter(d, shown, width) : drawTable(d, shown, width);
}

// ---- images: one character for two pixels, one above the other ----

function drawImages(d: Dataset, count: number, width: number, colours: ColourDepth): string {
  const [, height, breadth] = d.shape as readonly [number, number, number];
  // Wider than the terminal: keep every step-th pixel.
  const step = Math.max(1, Math.ceil(breadth / width));
  const cellWidth = Math.ceil(breadth / step);
  const perRow = Math.max(1, Math.floor((width + 1) / (cellWidth + 1)));
  const lines: string[] = [];
  for (let start = 0; start < count; start += perRow) {
    const row = Array.from({ length: Math.min(perRow, count - start) }, (_, k) => start + k);
    const names = row.map((i) => cut(classOf(d, i), cellWidth).padEnd(cellWidth));
    lines.push(names.join(" ").trimEnd());
    const images = row.map((i) => lineDrawer(d, i, step, colours));
    for (let y = 0; y < height; y += 2 * step)
      lines.push(
        images
          .map((draw) => draw(y))
          .join(" ")
          .trimEnd(),
      );
  }
  return lines.join("\n");
}

/** The line of one image that shows its pixel rows y and y + step. */
function lineDrawer(d: Dataset, example: number, step: number, colours: ColourDepth): (y: number) => string {
  const [, height, breadth] = d.shape as readonly [number, number, number];
  const places = Array.from({ length: Math.ceil(breadth / step) }, (_, k) => k * step);
  if (colours !== "none" && isColour(d)) {
    const image = pixelsOf(d, example);
    const at = (y: number, x: number): Rgb => {
      const [red, green, blue] = [0, 1, 2].map((c) => image[(c * height + y) * breadth + x]!);
      return [red!, green!, blue!];
    };
    return (y) =>
      colourLine(
        places.map((x) => at(y, x)),
        places.map((x) => (y + step < height ? at(y + step, x) : undefined)),
        colours,
      );
  }
  const grey = greyOf(d, example);
  const at = (y: number, x: number) => (y < height ? grey[y * breadth + x]! : 0);
  return (y) => places.map((x) => block(at(y, x), at(y + step, x))).join("");
}

/** One image in pixels 0 … 1: as it was before it was standardized by channels, or else stretched if need be. */
function pixelsOf(d: Dataset, example: number): Float64Array {
  const image = d.train.inputs.slice(example * d.features, (example + 1) * d.features);
  if (d.channels === undefined) return stretched(image);
  const area = d.features / d.channels.length;
  return image.map((x, i) => {
    const { mean, sd } = d.channels![Math.floor(i / area)]!;
    return x * sd + mean;
  });
}

/** Grey 0 … 1 of one image: the mean over its channels. Colour pictures are stretched, since their greys lie close. */
function greyOf(d: Dataset, example: number): Float64Array {
  const channels = d.shape[0]!;
  const area = d.features / channels;
  const grey = new Float64Array(area);
  // Here stretching comes last: what is stretched after the mean may differ from what is stretched before it.
  const image = d.channels ? pixelsOf(d, example) : d.train.inputs.subarray(example * d.features);
  for (let i = 0; i < d.features; i++) grey[i % area]! += image[i]! / channels;
  return stretched(grey, isColour(d));
}

/** Brought to 0 … 1 if it leaves that range, or at any rate if `always`. */
function stretched(values: Float64Array, always = false): Float64Array {
  const { least, greatest } = rangeOf(values);
  if (!always && least >= 0 && greatest <= 1) return values;
  return values.map((value) => (value - least) / (greatest - least || 1));
}

/** Two pixels in one cell: half blocks where they differ, shades where they are alike. */
function block(top: number, bottom: number): string {
  if (Math.abs(top - bottom) > 0.35) return top > bottom ? "▀" : "▄";
  return " ░▒▓█"[Math.min(4, Math.floor(2.5 * (top + bottom)))]!;
}

// ---- points of the plane ----

function drawScatter(d: Dataset, count: number, width: number): string {
  const [xs, ys] = [0, 1].map((axis) =>
    Array.from({ length: count }, (_, i) => d.train.inputs[2 * i + axis]!),
  ) as [number[], number[]];
  // Half of everything: the width of what reaches from −1e308 to 1e308 is no Float64.
  const [left, right, low, high] = [xs, ys].flatMap((values) => {
    const { least, greatest } = rangeOf(values);
    return [least / 2, greatest / 2];
  }) as [number, number, number, number];
  const across = Math.min(width - 2, 70);
  // A character is about twice as high as wide, so that circles come out round.
  const ratio = (high - low || 1) / (right - left || 1);
  const down = Math.min(32, Math.max(6, Math.round((across / 2) * ratio)));
  const cells = Array.from({ length: down }, () => Array.from({ length: across }, () => " "));
  const letters = lettersOf(d.classNames);
  for (let i = 0; i < count; i++) {
    const c = Math.round(((xs[i]! / 2 - left) / (right - left || 1)) * (across - 1));
    const r = Math.round(((high - ys[i]! / 2) / (high - low || 1)) * (down - 1));
    cells[r]![c] = letters[d.train.labels[i]!]!;
  }
  const legend = d.classNames.flatMap((name, k) =>
    name === letters[k] ? [] : [`${letters[k]} = ${printable(name)}`],
  );
  const axes = `x ${short(2 * left)} to ${short(2 * right)}, y ${short(2 * low)} to ${short(2 * high)}`;
  return [
    `┌${"─".repeat(across)}┐`,
    ...cells.map((row) => `│${row.join("")}│`),
    `└${"─".repeat(across)}┘`,
    cut(axes, width),
    ...(legend.length > 0 ? [cut(legend.join(", "), width)] : []),
  ].join("\n");
}

/** One character for each class: its name if all names are single characters, else A, B, C … */
function lettersOf(names: readonly string[]): readonly string[] {
  if (names.every((name) => /^[!-~]$/.test(name))) return names;
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  return names.map((_, k) => alphabet[k % alphabet.length]!);
}

// ---- tables ----

function drawTable(d: Dataset, count: number, width: number): string {
  const cellWidth = 10;
  const gap = 2;
  const labelWidth = d.classNames.reduce((width, name) => Math.min(16, Math.max(width, name.length)), 5);
  const fit = Math.floor((width - labelWidth) / (cellWidth + gap));
  const places = Array.from({ length: d.features }, (_, j) => j);
  // Too many features: the first ones, and a column that says so.
  const shown = d.features <= fit ? places : places.slice(0, Math.max(0, fit - 1));
  const more = shown.length < d.features ? "  …" : "";
  const row = (label: string, cell: (j: number) => string) =>
    cut(label, labelWidth).padEnd(labelWidth) +
    shown.map((j) => " ".repeat(gap) + cut(cell(j), cellWidth).padStart(cellWidth)).join("") +
    more;
  return [
    row("class", (j) => printable(d.featureNames?.[j] ?? `x${j}`)),
    ...Array.from({ length: count }, (_, i) =>
      row(classOf(d, i), (j) => short(d.train.inputs[i * d.features + j]!)),
    ),
  ].join("\n");
}

function classOf(d: Dataset, example: number): string {
  return printable(d.classNames[d.train.labels[example]!]!);
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
