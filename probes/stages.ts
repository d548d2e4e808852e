/**
 * A network as a chain of dense layers with what stands between them: the form from which its symmetries are found.
 *
 * Linear, BatchNorm1d and activations in sequence are understood. Any other layer is named, so that an incomplete list of
 * symmetries is not taken for a complete one.
 */
import {
  Activation,
  BatchNorm1d,
  Flatten,
  Linear,
  Sequential,
  type AffineUse,
  type Module,
  type Pass,
} from "../layers/index.ts";

export interface Stage {
  /** The dense layer, with the rows it saw. */
  readonly use: AffineUse;
  /** What its outputs go through before the next dense layer. */
  readonly between: readonly (Activation | BatchNorm1d)[];
}

export interface Chain {
  readonly stages: readonly Stage[];
  /** What is in the network and is not understood, in words; empty if all is. */
  readonly unknown: readonly string[];
}

/** @param pass a training pass that has been through the model once */
export function chainOf(model: Module, pass: Pass): Chain {
  const unknown: string[] = [];
  const stages: { use: AffineUse; between: (Activation | BatchNorm1d)[] }[] = [];
  const uses = new Map(pass.uses.map((use) => [use.weight, use]));
  const leaves = leavesOf(model);
  for (const leaf of leaves) {
    const use = leaf instanceof Linear ? uses.get(leaf.weight) : undefined;
    const current = stages.at(-1);
    if (use !== undefined) stages.push({ use, between: [] });
    else if (current !== undefined && (leaf instanceof Activation || leaf instanceof BatchNorm1d)) {
      current.between.push(leaf);
    } else if (!(leaf instanceof Flatten)) unknown.push(leaf.who());
  }
  if (new Set(leaves).size !== leaves.length || uses.size !== pass.uses.length) {
    unknown.push("a layer that is used twice");
  }
  stages.slice(0, -1).forEach(({ use, between }) => {
    if (between.length === 0) unknown.push(`${use.weight.name} feeds the next layer with nothing between`);
  });
  return { stages, unknown };
}

function leavesOf(model: Module): readonly Module[] {
  return model instanceof Sequential ? model.layers.flatMap(leavesOf) : [model];
}
