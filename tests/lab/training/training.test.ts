/**
 * Training taken up from its state, at any step, goes on as if it had not stopped: every method, every optimizer, and the
 * streams that move images.
 */
import { oneIn } from "../../support/effort.ts";
import { loadTask } from "../../../lab/data/index.ts";
import type { ArmSpec } from "../../../lab/training/arms.ts";
import { readCheckpoint, type TrainingState, writeCheckpoint } from "../../../lab/training/checkpoint.ts";
import { type Config, resolveConfig } from "../../../lab/training/config.ts";
import { methodNames, methods } from "../../../lab/training/methods.ts";
import { optimizerNames } from "../../../lab/training/optimizers.ts";
import type { Method } from "../../../lab/training/results.ts";
import { Training } from "../../../lab/training/training.ts";
import { DataError, writeSafetensors } from "../../../lib/index.ts";

const blobs = loadTask("blobs", { seed: 0, train: 45, test: 10 });
const rows = Int32Array.from({ length: 40 }, (_, i) => (7 * i + 3) % 45);
const spec = (method: Method, learningRate = 0.05): ArmSpec => ({
  ...{ label: method, method, statistics: methods[method].inputStatistics ? ("ramp" as const) : null },
  ...{ batchSize: 6, steps: 20, learningRate, seed: 3 },
});

const bitsOf = ({ arrays, batches, moves }: TrainingState): string =>
  Buffer.from(writeSafetensors(arrays)).toString("base64") + JSON.stringify([batches, moves]);
/** What is left of a state when it has been a file. */
const throughBytes = (training: TrainingState): TrainingState => {
  const bytes = writeCheckpoint("r", { training, step: 0, seconds: 0, curve: [] });
  return readCheckpoint("r", bytes, "file").training;
};

function expectToGoOn(make: () => Training, steps: number, stops: readonly number[]): void {
  const whole = make();
  for (let i = 0; i < steps; i++) expect(whole.step()).toBe(true);
  for (const stop of stops) {
    const [first, second] = [make(), make()];
    for (let i = 0; i < stop; i++) first.step();
    second.restore(throughBytes(first.state()), "file");
    for (let i = stop; i < steps; i++) second.step();
    expect(bitsOf(second.state())).toBe(bitsOf(whole.state()));
  }
}

describe("training goes on from its state", () => {
  it.each(oneIn(2, methodNames))("with %s", (method) => {
    const config = resolveConfig({ hidden: [5, 4], optimizer: "momentum" });
    expectToGoOn(() => new Training(spec(method), config, blobs, rows), 20, [0, 1, 6, 13, 20]);
  });

  it.each(oneIn(2, optimizerNames))("with the optimizer %s, and warm-up", (optimizer) => {
    const config = resolveConfig({ hidden: [5], optimizer, warmup: 9, weightDecay: 1e-3 });
    expectToGoOn(() => new Training(spec("bnp"), config, blobs, rows), 20, [0, 3, 12]);
  });

  it.each(["cnn", "resnet"] as const)("with a %s on images that are flipped and cropped", (model) => {
    const config = resolveConfig({
      ...{ task: "shapes", model, flip: true, crop: 2 },
      ...{ widths: model === "cnn" ? [2, 2, 2, 2] : [2] },
    });
    const shapes = loadTask("shapes", { seed: 0, train: 12, test: 2 });
    const some = Int32Array.from({ length: 12 }, (_, i) => i);
    expectToGoOn(() => new Training({ ...spec("bnp+gn"), batchSize: 4 }, config, shapes, some), 5, [2, 4]);
  });

  it("to the same divergence", () => {
    const config = resolveConfig({ hidden: [5] });
    const make = (): Training => new Training(spec("none", 1e5), config, blobs, rows);
    const until = (training: Training): number => {
      for (let step = 1; ; step++) if (!training.step()) return step;
    };
    const first = make();
    const whole = until(make());
    expect(whole).toBeGreaterThan(1);
    for (let stop = 1; stop < whole; stop++) {
      first.step();
      const second = make();
      second.restore(throughBytes(first.state()), "file");
      expect(until(second)).toBe(whole - stop);
    }
  });
});

it("refuses the state of another run, in a sentence", () => {
  const training = (method: Method, hidden: number[], optimizer: Config["optimizer"] = "sgd"): Training =>
    new Training(spec(method), resolveConfig({ hidden, optimizer }), blobs, rows);
  const state = training("bn", [5], "adam").state();
  for (const [other, words] of [
    [training("none", [5], "adam"), '"model.2.weight" has shape [5], and [4,5] is wanted'],
    [training("bn", [6], "adam"), '"model.0.weight" has shape [5,2], and [6,2] is wanted'],
    [training("bn", [5]), '"optimizer.z.mean.0" [5,2] has no place to go'],
    [training("bn", [5], "momentum"), '"optimizer.velocity.0" [5,2] is missing'],
  ] as const) {
    expect(() => other.restore(state, "a.safetensors")).toThrow(DataError);
    expect(() => other.restore(state, "a.safetensors")).toThrow(
      `a.safetensors: ${words}. It is the state of another run.`,
    );
  }
});
