/** What cannot be run is refused, before the data are loaded or once their number is known. */
import { cells } from "../../../lab/training/arms.ts";
import { type PartialConfig, resolveConfig } from "../../../lab/training/config.ts";
import { checkBatchSizes, checkPlan } from "../../../lab/training/plan.ts";

describe("checkPlan", () => {
  const check = (layer: PartialConfig): void => {
    const config = resolveConfig(layer);
    checkPlan(config, cells(config).cells);
  };

  it("wants something to run, and a rate for it", () => {
    expect(() => {
      check({ methods: ["bn", "bn-pre"], batchSize: [1] });
    }).toThrow(/nothing to run: bn and bn-pre cannot train at batch size 1/);
    expect(() => {
      check({ lr: { none: { 60: 1 }, bn: { 60: 1 } } });
    }).toThrow(/no learning rate is given for bnp at batch size 60/);
    expect(() => {
      check({ lr: { none: { 60: 1 }, bn: { 60: 1 }, bnp: { 60: 1 } } });
    }).not.toThrow();
  });
});

it("checkBatchSizes takes a batch of all that there is to train on, and none larger", () => {
  const task = { name: "blobs", description: "", features: 2, classes: 2, train: 60, test: 30 };
  const check = (batchSize: number, lr: number | "tune"): void => {
    checkBatchSizes(resolveConfig({ batchSize: [batchSize], lr }), task);
  };
  expect(() => check(60, 0.1)).not.toThrow();
  expect(() => check(61, 0.1)).toThrow(
    "a batch of 61 cannot be drawn from 60 training examples. Use a smaller",
  );
  expect(() => check(50, "tune")).not.toThrow();
  expect(() => check(51, "tune")).toThrow("from 50 training examples (tuning holds one in six out)");
});
