/**
 * All mutants, a list a part of the project.
 */
import { elementwise } from "./lists/elementwise.ts";
import { kernels } from "./lists/kernels.ts";
import { layers } from "./lists/layers.ts";
import { linearMaps } from "./lists/linear-maps.ts";
import { numerics } from "./lists/numerics.ts";
import { reductions } from "./lists/reductions.ts";
import { training } from "./lists/training.ts";
import type { Mutant } from "./mutant.ts";

export const mutants: readonly Mutant[] = [
  ...elementwise,
  ...linearMaps,
  ...reductions,
  ...layers,
  ...training,
  ...numerics,
  ...kernels,
];
