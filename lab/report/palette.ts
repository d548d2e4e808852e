/**
 * How each method looks: a colour in light and in dark, and a dash as the second cue.
 *
 * The colours are those of Okabe and Ito, made darker on white and lighter on black until lines of them stand out;
 * they stay apart for the common kinds of colour blindness. A method looks the same in every report, as far as its
 * place is free.
 */
import { type Comparison, type Method, methodNames, methods } from "../experiments/index.ts";
import { tools } from "./tools.ts";

export interface Look {
  /** Names the colour: the custom property --look-<index> of the page. */
  readonly index: number;
  readonly dash: readonly number[];
}

interface Tone {
  readonly light: string;
  readonly dark: string;
  readonly dash: readonly number[];
}

export const tones: readonly Tone[] = [
  { light: "#5c6066", dark: "#b9bec6", dash: [2, 3] },
  { light: "#c24a00", dark: "#ff9a57", dash: [8, 4] },
  { light: "#0065ad", dark: "#62b8f5", dash: [] },
  { light: "#00795a", dark: "#3fcf9f", dash: [8, 3, 2, 3] },
  { light: "#8a6100", dark: "#e8bd4a", dash: [5, 3] },
  { light: "#a13d86", dark: "#e79bd0", dash: [12, 4] },
  { light: "#2b8f96", dark: "#7fdde3", dash: [4, 2, 1, 2, 1, 2] },
  { light: "#111418", dark: "#f4f5f7", dash: [1, 3] },
];

/** The tone of a method; undefined for the name of anything else. */
export function toneOf(name: string): number | undefined {
  return methodNames.includes(name as Method) ? methods[name as Method].tone : undefined;
}

/** For the second of a method (another policy, another rate): first the tones of the rarest methods. */
const spare = [5, 6, 7, 3, 4, 1, 2, 0];

/** Every name that a figure can show, with its method. */
function namesOf(comparison: Comparison): Map<string, string> {
  const groups = tools.groups(comparison.arms);
  const names = new Map<string, string>(groups.map((g) => [g.name, g.arms[0]!.method]));
  for (const { label } of comparison.tuning) {
    if (!names.has(label)) names.set(label, label.split(":")[0]!);
  }
  return names;
}

/** The look of every name that a figure can show. Beyond eight names the looks begin again. */
export function looksOf(comparison: Comparison): Map<string, Look> {
  const names = namesOf(comparison);
  const chosen = new Map<string, number>();
  const taken = new Set<number>();
  for (const [name, method] of names) {
    const place = toneOf(method);
    if (place === undefined || taken.has(place)) continue;
    chosen.set(name, place);
    taken.add(place);
  }
  for (const name of names.keys()) {
    if (chosen.has(name)) continue;
    const place = spare.find((p) => !taken.has(p)) ?? chosen.size % tones.length;
    chosen.set(name, place);
    taken.add(place);
  }
  return new Map(
    [...names.keys()].map((name) => {
      const index = chosen.get(name)!;
      return [name, { index, dash: tones[index]!.dash }];
    }),
  );
}
