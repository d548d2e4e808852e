/**
 * What a person should know about the data: what was decided in doubt or left out when it was loaded.
 */
import { printable } from "../data/index.ts";
import type { TaskSummary } from "../training/index.ts";
import { markup, type Markup } from "./markup.ts";

/** On a page. Null where there is nothing to say. */
export function dataNotes({ notes = [] }: TaskSummary): Markup | null {
  return notes.length === 0
    ? null
    : markup`<aside class="banner"><p><b>About the data:</b></p><ul class="plain">${notes.map((note) => markup`<li>${note}</li>`)}</ul></aside>`;
}

/** In a terminal: one note. */
export function dataNote(note: string): string {
  return `Data: ${printable(note)}.`;
}
