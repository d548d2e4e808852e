/**
 * Networks of dense layers for tests of symmetries: described by a line such as "4-bn-tanh-2", on inputs that may hold a
 * constant feature.
 */
import type { Random } from "../../lib/index.ts";
import {
  Activation,
  BatchNorm1d,
  Linear,
  Sequential,
  type ActivationName,
  type Module,
} from "../../layers/index.ts";

export interface ChainOptions {
  readonly inputs: number;
  /** ε of batch normalisation; 0 unless given. */
  readonly eps?: number;
  /** Whether it has γ and β; true unless given. */
  readonly affine?: boolean;
  /** Whether dense layers have biases; true unless given. */
  readonly bias?: boolean;
}

/** Numbers are dense layers of that many units; biases, γ and β are drawn too, since zeros and ones are special. */
export function chain(line: string, random: Random, options: ChainOptions): Sequential {
  const { eps = 0, affine = true, bias = true } = options;
  let width = options.inputs;
  const layers = line.split("-").map((word): Module => {
    if (word === "bn") return new BatchNorm1d(width, { eps, affine });
    const units = Number(word);
    if (Number.isNaN(units)) return new Activation(word as ActivationName);
    const layer = new Linear(width, units, { random, bias });
    width = units;
    return layer;
  });
  const model = new Sequential(layers);
  for (const parameter of model.parameters()) {
    if (parameter.shape.length > 1) continue;
    parameter.replace(parameter.elements.map((value) => value + 0.5 * random.normal()));
  }
  return model;
}
