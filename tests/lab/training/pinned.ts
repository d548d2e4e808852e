/**
 * What 1,000 steps of each method end with, as the sha256 of the parameters, for each major version of Node: Math.exp,
 * Math.log and Math.tanh may differ in their last bit from one V8 to another, and nothing else may. Between 20.20, 22.23
 * and 24.21 none of them differs here, so these share a row.
 *
 * A change of the arithmetic, such as another order of a sum, changes these values, and should do so on purpose only; the
 * test then shows the new row.
 */
import type { Method } from "../../../lab/training/results.ts";

type Row = Readonly<Record<Method, string>>;

const common: Row = {
  none: "a4fd56b60e43f1476fc28688df5ef37f866d8269562b94658d92cbb938fd37d3",
  bn: "b04281b195ed266c35e56ecf122076b589fa6e7045227a342e2307442f8aa4f7",
  "bn-pre": "319033998b8f8e0a12809e5f0323d903b7e25cdf457c8207c9edeea572820f28",
  bnp: "3a2413c7a777ceb6d8cf658ddc234778b5321293646f5a3e53ee61893651399d",
  ln: "b39cb405ec398ab365697fe8567b02fd021ba37eeb7b69057ddcefc2f8015a12",
  gn: "1c1ad683fbf6a96b9a04a912e154a8ae5ae490502e938ee22ee3a0db38b24aad",
  renorm: "305e5b0ff1764143770918de6064b87706345196e344ce271513f597ffb056f4",
  "bnp+gn": "d6c4f248b00534acabd4971e09cffcf6d1d94f1208863210ed0c17996adf4b4b",
};

export const pinned: Readonly<Record<string, Row>> = { "20": common, "22": common, "24": common };
