/**
 * One case of the gradient sweep: a shape for every input, and parameters that fit them.
 */
import type { Shape } from "../../../tensor/index.ts";

export interface Sample {
  readonly shapes: readonly Shape[];
  readonly params?: unknown;
}

/** Samples by the name of the operation. */
export type Samples = Readonly<Record<string, readonly Sample[]>>;
