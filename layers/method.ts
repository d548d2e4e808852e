/**
 * The method of normalisation as one word: what stands around the affine maps of a network, for any builder.
 *
 * `bn`, `ln`, `gn` and `renorm` normalise what enters each affine map but the first (after the activation), so that they act
 * on the quantity that BNP preconditions by; `bn-pre` normalises what leaves it (before the activation).
 */
import { UserError } from "../lib/index.ts";
import { BatchNorm1d, BatchNorm2d } from "./batch-norm.ts";
import { BatchRenorm } from "./batch-renorm.ts";
import { GroupNorm } from "./group-norm.ts";
import { LayerNorm } from "./layer-norm.ts";
import type { Module } from "./module.ts";

export const normalizations = ["bn", "bn-pre", "ln", "gn", "renorm"] as const;
export type Normalization = (typeof normalizations)[number];

export function checkWord(who: string, what: string, word: string, words: readonly string[]): void {
  if (!words.includes(word))
    throw new UserError(`${who}: ${what} '${word}' is not one of ${words.join(", ")}.`);
}

/**
 * Groups for a number of channels: the largest divisor up to 8 that leaves at least two channels a group, or 1. For rows,
 * where a group has no positions beside its channels, at least four: two numbers standardised are their order and no more.
 */
export function groupsFor(channels: number, images: boolean): number {
  for (let groups = Math.min(8, Math.floor(channels / (images ? 2 : 4))); groups > 1; groups--) {
    if (channels % groups === 0) return groups;
  }
  return 1;
}

/** The normalisation layer for so many features of rows [N, features], or channels of images [N, C, H, W]. */
export function normalizationLayer(method: Normalization, channels: number, images: boolean): Module {
  switch (method) {
    case "bn":
    case "bn-pre":
      return images ? new BatchNorm2d(channels) : new BatchNorm1d(channels);
    case "ln":
      // Over all channels and positions of an example: a group normalisation with one group.
      return images ? new GroupNorm(1, channels) : new LayerNorm(channels);
    case "gn":
      return new GroupNorm(groupsFor(channels, images), channels);
    case "renorm":
      return new BatchRenorm(channels);
  }
}

/** An activation with the method's normalisation on the side where it belongs. */
export function activated(
  activation: Module,
  method: Normalization | undefined,
  channels: number,
  images: boolean,
): Module[] {
  if (method === undefined) return [activation];
  const layer = normalizationLayer(method, channels, images);
  return method === "bn-pre" ? [layer, activation] : [activation, layer];
}
