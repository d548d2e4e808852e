/**
 * How each method looks: a colour in light and in dark, and a dash as the second cue.
 *
 * The colours are those of Okabe and Ito, made darker on white and lighter on black until lines of them stand out;
 * they stay apart for the common kinds of colour blindness. A method looks the same in every report, as far as its
 * place is free.
 */
import { type Method, methodNames, methods } from "../training/index.ts";

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
