/**
 * Whether operations remember where their result came from.
 *
 * An operation records an origin if recording is on and one of its inputs is tracked. Recording is on by default; it
 * is off inside `untracked`. A derivative turns it on for its own forward pass, so that a gradient taken inside an
 * `untracked` scope is still a gradient. Both states are restored on the way out, also after a throw.
 */
import { UserError } from "../lib/index.ts";

let recording = true;
/** How many derivatives are being taken around the code that runs now. */
let depth = 0;

export function isRecording(): boolean {
  return recording;
}

/** Whether a derivative is being taken around the code that runs now, so that what is computed here is part of it. */
export function isNested(): boolean {
  return recording && depth > 0;
}

/** Runs f without recording: its results are constants to every derivative. */
export function untracked<T>(f: () => T): T {
  return scoped(false, depth, f, "untracked");
}

/** Runs the forward pass of a derivative: recording, whatever the surroundings. */
export function differentiating<T>(f: () => T): T {
  return scoped(true, depth + 1, f, "grad");
}

function scoped<T>(record: boolean, level: number, f: () => T, who: string): T {
  const [recordingBefore, depthBefore] = [recording, depth];
  recording = record;
  depth = level;
  try {
    const result = f();
    if (result instanceof Promise) {
      throw new UserError(
        `${who}: the function is asynchronous, and would run on after its scope has ended.`,
      );
    }
    return result;
  } finally {
    recording = recordingBefore;
    depth = depthBefore;
  }
}
