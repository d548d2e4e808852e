/**
 * The samples of every operation. Element-wise operations without parameters need none of their own: those of their
 * number of inputs fit all of them.
 */
import type { Operation } from "../../../autograd/index.ts";
import { elementwiseSamples } from "./families.ts";
import { losses } from "./losses.ts";
import { movement } from "./movement.ts";
import { reductions } from "./reductions.ts";
import type { Sample, Samples } from "./sample.ts";
import { windows } from "./windows.ts";

export type { Sample } from "./sample.ts";

export const samples: Samples = { ...movement, ...reductions, ...windows, ...losses };

/** @throws Error for an operation that needs samples of its own and has none */
export function samplesOf({ name, inputs, elementwise, example }: Operation): readonly Sample[] {
  const own = samples[name];
  if (own !== undefined) return own;
  if (elementwise && example === undefined) return elementwiseSamples(inputs.length);
  throw new Error(`samples: ${name} is not element-wise, so it needs samples in tests/support/samples.`);
}

/** The names of a sample's tensors: those of the inputs, or numbered where one input is a list. */
export function namesOf({ inputs }: Operation, { shapes }: Sample): readonly string[] {
  return shapes.length === inputs.length ? inputs : shapes.map((_, i) => `${inputs[0]!} ${i}`);
}
