import { resolveConfig } from "../../../lab/training/config.ts";
import { methodNames, methods } from "../../../lab/training/methods.ts";
import { buildModel } from "../../../lab/training/network.ts";
import type { Method, StatisticsPolicy } from "../../../lab/training/results.ts";
import { BatchNorm1d, LayerNorm, Linear } from "../../../layers/index.ts";
import { Random } from "../../../lib/index.ts";
import { statisticsPolicies } from "../../../preconditioners/index.ts";
import { ones } from "../../../tensor/index.ts";

const config = resolveConfig({ hidden: [8, 6] });
const rows = { name: "rows", shape: [2], features: 2, classNames: ["a", "b", "c", "d"] };
const build = (
  method: Method,
  statistics: StatisticsPolicy | null,
  seed = 3,
): ReturnType<typeof buildModel> =>
  buildModel({ method, statistics }, config, rows, Random.stream(seed, "weights"));

const contenders: [Method, StatisticsPolicy | null][] = [
  ...methodNames.filter((m) => !methods[m].inputStatistics).map((m): [Method, null] => [m, null]),
  ...statisticsPolicies.map((s): [Method, StatisticsPolicy] => ["bnp", s]),
];

const weights = (model: ReturnType<typeof build>): number[][] =>
  model
    .parameters()
    .filter((parameter) => parameter.tensor.shape.length === 2)
    .map((parameter) => [...parameter.tensor.toArray()]);

describe("convolutional networks", () => {
  const images = { name: "images", shape: [3, 8, 8], features: 192, classNames: ["a", "b", "c"] };
  const models = [
    resolveConfig({ model: "cnn", widths: [4, 4, 6, 6] }),
    resolveConfig({ model: "resnet", widths: [4] }),
  ];
  const convWeights = (model: ReturnType<typeof build>): number[][] =>
    model
      .parameters()
      .filter(({ shape }) => shape.length > 1)
      .map(({ tensor }) => [...tensor.toArray()]);

  it.each(methodNames)(
    "take rows of pixels, and start %s from the weights that all methods share",
    (method) => {
      for (const config of models) {
        const of = (m: Method): ReturnType<typeof build> =>
          buildModel({ method: m, statistics: null }, config, images, Random.stream(0, "weights"));
        const model = of(method);
        expect(model.forward(ones([2, 192])).shape).toEqual([2, 3]);
        expect(convWeights(model)).toEqual(convWeights(of("none")));
      }
    },
  );

  it("need images", () => {
    expect(() =>
      buildModel({ method: "bn", statistics: null }, models[0]!, rows, Random.stream(0, "weights")),
    ).toThrow(/a cnn needs images .* example of rows has shape \[2\]/);
  });
});

it.each(contenders)("starts %s %s from the weights that all methods share", (method, statistics) => {
  expect(weights(build(method, statistics))).toEqual(weights(build("none", null)));
  expect(weights(build(method, statistics, 4))).not.toEqual(weights(build("none", null)));
  expect(weights(build(method, statistics)).map((w) => w.length)).toEqual([2 * 8, 8 * 6, 6 * 4]);
});

it.each([
  ["none", null, [Linear, "relu", Linear, "relu", Linear]],
  ["bnp", "ramp", [Linear, "relu", Linear, "relu", Linear]],
  ["bn", null, [Linear, "relu", BatchNorm1d, Linear, "relu", BatchNorm1d, Linear]],
  ["bn-pre", null, [Linear, BatchNorm1d, "relu", Linear, BatchNorm1d, "relu", Linear]],
  ["ln", null, [Linear, "relu", LayerNorm, Linear, "relu", LayerNorm, Linear]],
] as const)("builds %s with its normalisation in its places", (method, statistics, order) => {
  const layers = build(method, statistics).layers;
  expect(layers.length).toBe(order.length);
  layers.forEach((layer, i) => {
    const expected = order[i]!;
    if (expected === "relu") expect(layer.describe()).toBe("relu");
    else expect(layer).toBeInstanceOf(expected);
  });
});

it("gives BNP its preconditioner with the statistics asked for, and nobody else one", () => {
  const chosen = (method: Method, statistics: StatisticsPolicy | null): unknown[] =>
    build(method, statistics)
      .layers.filter((layer) => layer instanceof Linear)
      .map((linear) => linear.weight.preconditioner);
  for (const statistics of statisticsPolicies) {
    for (const preconditioner of [...chosen("bnp", statistics), ...chosen("bnp+gn", statistics)])
      expect(preconditioner).toMatchObject({ name: "bnp", moments: { policy: statistics } });
  }
  for (const method of methodNames.filter((m) => !methods[m].inputStatistics)) {
    for (const preconditioner of chosen(method, null))
      expect(preconditioner).toMatchObject({ name: "identity" });
  }
});

it("says of each method what it is, and of those that need a batch why", () => {
  for (const name of methodNames) {
    expect(methods[name].help.length).toBeGreaterThan(20);
    expect(methods[name].smallestBatch > 1).toBe(methods[name].batchStatistics);
    expect(methods[name].smallestBatchReason === "").toBe(methods[name].smallestBatch === 1);
  }
});
