/**
 * The look of every name that the figures and tables of a comparison show. A method looks the same in every report, as far
 * as its place is free.
 */
import type { Comparison } from "../../jobs/index.ts";
import { type Look, toneOf, tones } from "../../report/index.ts";
import { methodNames } from "../../training/index.ts";
import { groups } from "../series.ts";

/** For the second of a method (another policy, another rate): first the tones of the rarest methods. */
const spare = [5, 6, 7, 3, 4, 1, 2, 0];

/** Every name that a figure can show, with its method. */
function namesOf(comparison: Comparison): Map<string, string> {
  const shown = groups(comparison.arms, methodNames);
  const names = new Map<string, string>(shown.map((g) => [g.name, g.arms[0]!.method]));
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
