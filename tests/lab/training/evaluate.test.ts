import { loadTask } from "../../../lab/data/index.ts";
import { resolveConfig } from "../../../lab/training/config.ts";
import { evaluate, fullBatchStatistics } from "../../../lab/training/evaluate.ts";
import { buildModel } from "../../../lab/training/network.ts";
import { crossEntropy, Pass } from "../../../layers/index.ts";
import { Random } from "../../../lib/index.ts";
import { tensor } from "../../../tensor/index.ts";

const dataset = loadTask("blobs", { seed: 0, train: 1500, test: 1300 });
const classes = dataset.classNames.length;
const { inputs, labels, count } = dataset.test;
const all = tensor(inputs.slice(), [count, 2]);
const model = buildModel(
  { method: "bn", statistics: null },
  resolveConfig({ hidden: [8, 6] }),
  dataset,
  Random.stream(0, "weights"),
);

it("is the same in pieces as at once, and leaves the network as it was", () => {
  const logits = model.forward(all);
  const { loss, accuracy } = evaluate(model, dataset.test, 2);
  expect(loss).toBeCloseTo(crossEntropy(logits, labels).item(), 12);
  const values = logits.toArray();
  const right = [...labels].filter((label, i) => {
    const row = values.subarray(classes * i, classes * (i + 1));
    return row.indexOf(Math.max(...row)) === label;
  }).length;
  expect(accuracy).toBe(right / count);
  expect(evaluate(model, dataset.test, 2)).toEqual({ loss, accuracy });
});

it("evaluates by the statistics it is given: those of a batch make that batch's own pass", () => {
  const statistics = fullBatchStatistics(model, dataset.test, 2);
  const own = crossEntropy(model.forward(all, Pass.evaluation({ statistics: "batch" })), labels).item();
  expect(evaluate(model, dataset.test, 2, statistics).loss).toBeCloseTo(own, 12);
  expect(evaluate(model, dataset.test, 2).loss).not.toBeCloseTo(own, 3);
});
