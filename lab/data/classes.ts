/**
 * The classes of a data set, checked after loading: their names are all different, and a class that is missing in one of
 * the splits is reported in a note.
 */
import { DataError } from "../../lib/index.ts";
import type { Dataset, Split } from "./dataset.ts";
import { quote } from "./text.ts";

/** The data set with a note about each split that lacks classes. */
export function checkedClasses(d: Dataset): Dataset {
  const twice = d.classNames.find((name, k) => d.classNames.indexOf(name) !== k);
  if (twice !== undefined) {
    throw new DataError(`${d.name}: two classes are named ${quote(twice)}. Give each a name of its own.`);
  }
  const notes = [...lacking(d, d.train, "training"), ...lacking(d, d.test, "test")];
  return notes.length === 0 ? d : { ...d, notes: [...(d.notes ?? []), ...notes] };
}

function lacking({ classNames }: Dataset, split: Split, which: string): readonly string[] {
  const there = new Set(split.labels);
  const names = classNames.filter((_, k) => !there.has(k)).map(quote);
  if (names.length === 0) return [];
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  return [
    `no ${which} example of ${names.length === 1 ? "class" : "the classes"} ${names.slice(0, 5).join(", ")}${more}`,
  ];
}
