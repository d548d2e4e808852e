/**
 * Gradient clipping, after preconditioning: it bounds the gradients that the rule is given. Knows arrays alone.
 */
import { checkArgument, checkNumber, kinds } from "../lib/index.ts";

/** Bounds on what a rule is given. */
export interface Clip {
  /** Largest Euclidean norm of all gradients together; longer ones are shortened, directions kept. */
  readonly norm?: number;
  /** Largest magnitude of any element. */
  readonly value?: number;
}

/** @throws UserError if a bound is not a number above 0. Infinity bounds nothing. */
export function checkClip(clip: Clip): void {
  checkArgument("clip", "the bound", clip, kinds.options);
  const { norm, value } = clip;
  for (const [name, bound] of [
    ["norm", norm],
    ["value", value],
  ] as const) {
    // prettier-ignore
    if (bound !== undefined) checkNumber("clip", name, bound, { above: 0, infinite: true });
  }
}

/**
 * Clips in place: by value first, then by norm.
 * @throws UserError if a bound is not a number above 0
 * @see Pascanu, Mikolov and Bengio, ICML 2013, for the norm
 * @example
 * const gradient = Float64Array.of(0, 4);
 * clipGradients(new Map([["w", gradient]]), { norm: 1 });
 * gradient; // → Float64Array(2) [ 0, 1 ]
 */
export function clipGradients(gradients: ReadonlyMap<unknown, Float64Array>, clip: Clip): void {
  checkArgument("clipGradients", "gradients", gradients, kinds.map);
  checkClip(clip);
  const { norm, value } = clip;
  if (value !== undefined) {
    for (const gradient of gradients.values()) {
      for (let i = 0; i < gradient.length; i++) gradient[i] = Math.max(-value, Math.min(value, gradient[i]!));
    }
  }
  if (norm !== undefined) {
    const size = euclideanNorm(gradients.values());
    if (size <= norm) return;
    const scale = norm / size;
    for (const gradient of gradients.values())
      for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! * scale;
  }
}

/** √Σg², also where the squares overflow. NaN where an element is. */
function euclideanNorm(gradients: Iterable<Float64Array>): number {
  const lists = [...gradients];
  const root = (unit: number): number => {
    let squares = 0;
    for (const gradient of lists) for (const g of gradient) squares += (g / unit) * (g / unit);
    return unit * Math.sqrt(squares);
  };
  const size = root(1);
  if (size !== Infinity) return size;
  let largest = 0;
  for (const gradient of lists) for (const g of gradient) largest = Math.max(largest, Math.abs(g));
  return root(largest);
}
