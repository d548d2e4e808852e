/**
 * What 1,000 steps of each method end with, as the sha256 of the parameters, for each major version of Node: Math.exp,
 * Math.log and Math.tanh may differ in their last bit from one V8 to another, and nothing else may. Between 20.20, 22.23
 * and 24.21 none of them differs here, so these share a row.
 *
 * A change of the arithmetic, such as another order of a sum, changes these values, and should do so on purpose only; the
 * test then shows the new row.
 */
import type { Method } from "../../../lab/experiments/results.ts";

type Row = Readonly<Record<Method, string>>;

const common: Row = {
  none: "9ee8c302f4370df7c17602dc2c47bd9c092a00eab1a86505c8545a2a1614e2b1",
  bn: "8f063e03e06d4880ed21d38ed6b077def2156fbf123021f53bc517d3ae24b3eb",
  "bn-pre": "98269b1363c5a0eef877622f85caa7d4ff42eba82a619475646e0de2c4f573cc",
  bnp: "d8c155c20717615bd7f0a0eb048a39d17650391bfb0da9802e594e33e80e7baf",
  ln: "1985a50a8b72cc3f2455d2352404ca990f1188375ce5d382a0fe49935c148bc4",
  gn: "4b0bac67586b0ebf8cfdc6080a566fed80c055605c269300eb0c20836cb0ac08",
  renorm: "5ed2953d78985e9ea3783f486303bd51d455e2ad8c347c5d29c62848b683c1c4",
  "bnp+gn": "00ed6163afdac6b5a624f561ef9754c9128bd2f6218865817741bf2dca69fbdc",
};

export const pinned: Readonly<Record<string, Row>> = { "20": common, "22": common, "24": common };
