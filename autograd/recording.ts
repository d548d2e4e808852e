/**
 * Whether operations record the origin of their result, and whether they compute it at once or defer it.
 *
 * An operation records an origin if recording is on and one of its inputs is tracked. Recording is on by default; it
 * is off inside `untracked`. A derivative turns it on for its own forward pass, so that a gradient taken inside an
 * `untracked` scope is still a gradient. Inside `lazily`, operations that know the shape of their result defer its
 * values until they are read. The state is restored when a scope ends, also after a throw.
 */
import { checkArgument, kinds, UserError } from "../lib/index.ts";

interface State {
  readonly recording: boolean;
  /** How many derivatives are being taken around the code that runs now. */
  readonly depth: number;
  readonly lazy: boolean;
}

let state: State = { recording: true, depth: 0, lazy: false };

export function isRecording(): boolean {
  return state.recording;
}

/** Whether the values of what is recorded may be deferred. */
export function isLazy(): boolean {
  return state.lazy;
}

/** Whether a derivative is being taken around the code that runs now, so that what is computed here is part of it. */
export function isNested(): boolean {
  return state.recording && state.depth > 0;
}

/**
 * Runs f without recording: its results are constants to every derivative.
 * @example
 * const x = variable(tensor(1));
 * untracked(() => square(x)).tracked; // → false
 */
export function untracked<T>(f: () => T): T {
  return scoped({ ...state, recording: false, lazy: false }, f, "untracked");
}

/** Runs the forward pass of a derivative: recording, whatever the surroundings. */
export function differentiating<T>(f: () => T): T {
  return scoped({ recording: true, depth: state.depth + 1, lazy: false }, f, "grad");
}

/**
 * Runs f for its graph: values that are never read are never computed, such as the gradient on the way to a
 * second derivative.
 * @example
 * const x = variable(tensor(3));
 * lazily(() => square(x)).item(); // → 9
 */
export function lazily<T>(f: () => T): T {
  return scoped({ ...state, lazy: true }, f, "lazily");
}

function scoped<T>(inside: State, f: () => T, who: string): T {
  checkArgument(who, "the argument", f, kinds.function);
  const outside = state;
  state = inside;
  try {
    const result = f();
    if (result instanceof Promise) {
      throw new UserError(
        `${who}: the function is asynchronous, and would run on after its scope has ended.`,
      );
    }
    return result;
  } finally {
    state = outside;
  }
}
