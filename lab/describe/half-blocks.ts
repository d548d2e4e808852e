/**
 * Colour pictures for a terminal: the upper half block in the colour of one pixel on the colour of the one below it.
 *
 * This file knows the escape sequences of colours and nothing else; whether a terminal wants them is not its business.
 */

/** How many colours a terminal takes: none, the 256 of xterm, or any red, green and blue. */
export type ColourDepth = "none" | "256" | "any";

/** Red, green and blue, 0 … 1. */
export type Rgb = readonly [number, number, number];

/** A line of text `tops.length` cells wide; where there is no pixel below, the background is left alone. */
export function colourLine(
  tops: readonly Rgb[],
  bottoms: readonly (Rgb | undefined)[],
  depth: Exclude<ColourDepth, "none">,
): string {
  const code = depth === "any" ? exact : nearestOf256;
  let line = "";
  let last = "";
  tops.forEach((top, x) => {
    const bottom = bottoms[x];
    const next = `\u001b[38;${code(top)};${bottom === undefined ? "49" : `48;${code(bottom)}`}m`;
    // Neighbours of one colour share one sequence.
    line += next === last ? "▀" : `${next}▀`;
    last = next;
  });
  return `${line}\u001b[0m`;
}

const clamped = (value: number, most: number): number => Math.round(most * Math.min(1, Math.max(0, value)));

function exact(colour: Rgb): string {
  return `2;${colour.map((value) => clamped(value, 255)).join(";")}`;
}

/** The six levels of each of red, green and blue in the cube of colours 16 … 231. */
const levels = [0, 95, 135, 175, 215, 255];

function nearestOf256(colour: Rgb): string {
  const [red, green, blue] = colour.map((value) => {
    const distances = levels.map((level) => Math.abs(level - 255 * value));
    return distances.indexOf(Math.min(...distances));
  }) as [number, number, number];
  return `5;${16 + 36 * red + 6 * green + blue}`;
}
