/**
 * The method of normalisation as one word: which layer it is and on which side of the activation it stands, for any builder.
 *
 * `bn`, `ln`, `gn` and `renorm` normalise what enters each affine map but the first (after the activation), so that they act
 * on the quantity that BNP preconditions by; `bn-pre` normalises what leaves it (before the activation).
 */
import { BatchNorm1d, BatchNorm2d } from "./batch-norm.ts";
import { BatchRenorm } from "./batch-renorm.ts";
import { GroupNorm } from "./group-norm.ts";
import { LayerNorm } from "./layer-norm.ts";
import type { Module } from "./module.ts";

interface Method {
  /** The layer for so many features of rows [N, features], or channels of images [N, C, H, W]. */
  readonly layer: (channels: number, images: boolean) => Module;
  readonly side: "before" | "after";
}

const batchNorm: Method["layer"] = (channels, images) =>
  images ? new BatchNorm2d(channels) : new BatchNorm1d(channels);

const methods = {
  bn: { layer: batchNorm, side: "after" },
  "bn-pre": { layer: batchNorm, side: "before" },
  // On images over all channels and positions of an example: a group normalisation with one group.
  ln: {
    layer: (channels, images) => (images ? new GroupNorm(1, channels) : new LayerNorm(channels)),
    side: "after",
  },
  gn: {
    layer: (channels, images) => new GroupNorm(groupsFor(channels, images), channels),
    side: "after",
  },
  renorm: { layer: (channels) => new BatchRenorm(channels), side: "after" },
} as const satisfies Readonly<Record<string, Method>>;

/**
 * A method: batch normalization after ("bn") or before ("bn-pre") the activation, layer, group or batch
 * renormalization.
 */
export type Normalization = keyof typeof methods;
/** The methods of normalization by name. */
export const normalizations = Object.keys(methods) as readonly Normalization[];

/**
 * Groups for a number of channels: the largest divisor up to 8 that leaves at least two channels a group, or 1. For rows,
 * where a group has no positions beside its channels, at least four: two standardised numbers carry only their order.
 */
export function groupsFor(channels: number, images: boolean): number {
  for (let groups = Math.min(8, Math.floor(channels / (images ? 2 : 4))); groups > 1; groups--) {
    if (channels % groups === 0) return groups;
  }
  return 1;
}

export function normalizationLayer(method: Normalization, channels: number, images: boolean): Module {
  return methods[method].layer(channels, images);
}

/** An activation with the method's normalisation on its side. */
export function activated(
  activation: Module,
  method: Normalization | undefined,
  channels: number,
  images: boolean,
): Module[] {
  if (method === undefined) return [activation];
  const layer = normalizationLayer(method, channels, images);
  return methods[method].side === "before" ? [layer, activation] : [activation, layer];
}
