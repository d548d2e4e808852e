/**
 * Gradient clipping, after preconditioning: what is bounded is what the rule sees.
 */
import { UserError } from "../lib/index.ts";

export interface Clip {
  /** Largest Euclidean norm of all gradients together; longer ones are shortened, directions kept. */
  readonly norm?: number;
  /** Largest magnitude of any element. */
  readonly value?: number;
}

/** Clips in place. */
export function clipGradients(gradients: ReadonlyMap<unknown, Float64Array>, { norm, value }: Clip): void {
  for (const bound of [norm, value]) {
    if (bound !== undefined && !(bound > 0)) throw new UserError(`clip: the bound ${bound} is not positive.`);
  }
  if (value !== undefined) {
    for (const gradient of gradients.values()) {
      for (let i = 0; i < gradient.length; i++) gradient[i] = Math.max(-value, Math.min(value, gradient[i]!));
    }
  }
  if (norm !== undefined) {
    let squares = 0;
    for (const gradient of gradients.values()) for (const g of gradient) squares += g * g;
    const scale = norm / Math.sqrt(squares);
    if (scale >= 1) return;
    for (const gradient of gradients.values())
      for (let i = 0; i < gradient.length; i++) gradient[i]! *= scale;
  }
}
