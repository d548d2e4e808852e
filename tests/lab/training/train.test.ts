import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadTask } from "../../../lab/data/index.ts";
import type { ArmSpec } from "../../../lab/training/arms.ts";
import type { RunState } from "../../../lab/training/checkpoint.ts";
import { Checkpoints } from "../../../lab/training/checkpoints.ts";
import { resolveConfig } from "../../../lab/training/config.ts";
import { takeRows } from "../../../lab/training/holdout.ts";
import { methodNames } from "../../../lab/training/methods.ts";
import type { Arm, Method, StatisticsPolicy } from "../../../lab/training/results.ts";
import { evaluationSteps, runArm } from "../../../lab/training/train.ts";
import { statisticsPolicies } from "../../../preconditioners/index.ts";

const dataset = loadTask("blobs", { seed: 0, train: 1500, test: 1300 });
const config = resolveConfig({ hidden: [8, 6], evaluations: 5 });

const spec = (method: Method, changes: Partial<ArmSpec> = {}): ArmSpec => ({
  ...{ label: method, method, statistics: method === "bnp" ? ("ramp" as const) : null },
  ...{ batchSize: 10, steps: 60, learningRate: 0.1, seed: 0 },
  ...changes,
});

/** An arm without its clock. */
const timeless = (arm: Arm): unknown => ({
  ...arm,
  seconds: 0,
  curve: arm.curve.map((point) => ({ ...point, seconds: 0 })),
});

const contenders: [Method, StatisticsPolicy | null][] = [
  ...methodNames.filter((m) => m !== "bnp").map((m): [Method, null] => [m, null]),
  ...statisticsPolicies.map((s): [Method, StatisticsPolicy] => ["bnp", s]),
];

describe("runArm", () => {
  it.each(contenders)("learns with %s %s, and does it again to the last bit", async (method, statistics) => {
    const long = spec(method, { statistics, steps: 200 });
    const arm = await runArm(long, config, dataset);
    expect(arm.status).toBe("ok");
    expect(arm.final.testAccuracy).toBeGreaterThan(0.8);
    expect(arm.final.trainLoss!).toBeLessThan(arm.curve[0]!.trainLoss!);
    expect(timeless(await runArm(long, config, dataset))).toEqual(timeless(arm));
    expect(arm.finalFullBatch !== null).toBe(["bn", "bn-pre", "renorm"].includes(method));
  });

  it("gives another result for another seed", async () => {
    const [a, b] = [
      await runArm(spec("none"), config, dataset),
      await runArm(spec("none", { seed: 1 }), config, dataset),
    ];
    expect(a.final).not.toEqual(b.final);
  });

  it("draws a curve from step 0 to the last, with examples and seconds that rise", async () => {
    const { curve, final, seconds } = await runArm(spec("none"), config, dataset);
    expect(curve.map((point) => point.step)).toEqual(evaluationSteps(60, 5));
    curve.slice(1).forEach((point, i) => {
      expect(point.seconds).toBeGreaterThan(curve[i]!.seconds);
      expect(point.examples).toBe(point.step * 10);
    });
    const { trainLoss, testLoss, testAccuracy } = curve.at(-1)!;
    expect(final).toEqual({ trainLoss, testLoss, testAccuracy });
    expect(seconds).toBe(curve.at(-1)!.seconds);
  });

  it("records a divergence with its step, and keeps the curve up to it", async () => {
    const arm = await runArm(spec("none", { learningRate: 1e5 }), config, dataset);
    expect(arm.status).toBe("diverged");
    expect(arm.divergedAt).toBeGreaterThan(1);
    expect(arm.divergedAt).toBeLessThanOrEqual(60);
    expect(arm.final).toEqual({ trainLoss: null, testLoss: null, testAccuracy: null });
    expect(arm.curve.length).toBeGreaterThan(0);
    for (const point of arm.curve) expect(point.step).toBeLessThan(arm.divergedAt!);
  });

  it("evaluates only before the first step and after the last for tuning", async () => {
    const whole = await runArm(spec("bn"), config, dataset);
    const end = await runArm(spec("bn"), config, dataset, { onlyEnd: true });
    expect(end.curve.map((point) => point.step)).toEqual([0, 60]);
    expect(end.curve[0]).toEqual({ ...whole.curve[0], seconds: 0 });
    expect(end.final).toEqual(whole.final);
    expect(end.finalFullBatch).toBeNull();
  });

  it("trains on the rows it is given, as if there were no others", async () => {
    const trainRows = Int32Array.from({ length: 300 }, (_, i) => (7 * i + 3) % 1500);
    const train = takeRows(dataset.train, 2, trainRows);
    const some = await runArm(spec("bnp"), config, dataset, { trainRows });
    expect(timeless(some)).toEqual(timeless(await runArm(spec("bnp"), config, { ...dataset, train })));
  });

  describe("with augmentation", () => {
    const images = loadTask("glyphs", { seed: 0, train: 60, test: 20 });
    const plain = { ...config, evaluations: 1 };
    const both = { ...plain, flip: true, crop: 3 };
    const short = (method: Method, learningRate = 0.1): ArmSpec => spec(method, { learningRate, steps: 10 });

    it.each(["none", "bn", "bnp"] as const)(
      "trains %s on other images, and again to the last bit",
      async (m) => {
        const arm = await runArm(short(m), both, images);
        expect(timeless(await runArm(short(m), both, images))).toEqual(timeless(arm));
        const others = [plain, { ...plain, flip: true }, { ...plain, crop: 3 }];
        for (const other of others) {
          const { final } = await runArm(short(m), other, images);
          expect(final.trainLoss).not.toBe(arm.final.trainLoss);
        }
      },
    );

    it("evaluates images as they are", async () => {
      const still = 1e-300; // a rate at which no weight moves
      const arm = await runArm(short("none", still), plain, images);
      expect(timeless(await runArm(short("none", still), both, images))).toEqual(timeless(arm));
      const [a, b] = [plain, both].map((c) => runArm(short("bn", still), c, images));
      expect((await b!).finalFullBatch).toEqual((await a!).finalFullBatch);
      expect((await b!).final).not.toEqual((await a!).final); // of running statistics, which training saw
    });

    it("leaves weights and the order of batches as they were: a flip of symmetric images changes nothing", async () => {
      const { inputs } = images.train;
      const columns = images.shape[2]!;
      const turned = (i: number): number => i - (i % columns) + (columns - 1 - (i % columns));
      const mirrored = inputs.map((x, i) => (x + inputs[turned(i)]!) / 2);
      const symmetric = { ...images, train: { ...images.train, inputs: mirrored } };
      const flipped = await runArm(short("bnp"), { ...plain, flip: true }, symmetric);
      expect(timeless(flipped)).toEqual(timeless(await runArm(short("bnp"), plain, symmetric)));
    });

    it("is alike in tuning", async () => {
      const tuned = await runArm(short("bnp"), both, images, { onlyEnd: true });
      expect(tuned.final).toEqual((await runArm(short("bnp"), both, images)).final);
    });

    it("is refused for what is no image", async () => {
      await expect(runArm(short("none"), both, dataset)).rejects.toThrow(/Only images can be flipped/);
    });
  });

  describe("interrupted and taken up again", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "train-"));
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });
    const notes: string[] = [];
    const open = (): Checkpoints =>
      new Checkpoints({ folder, run: "r", every: 0, share: Infinity, note: (text) => notes.push(text) });

    /** A place for checkpoints whose process dies after the checkpoint of a step. */
    const dyingAt = (step: number): Checkpoints => {
      const checkpoints = open();
      const save = checkpoints.save.bind(checkpoints);
      checkpoints.save = (state: RunState): void => {
        save(state);
        if (state.step === step) throw new Error("killed");
      };
      return checkpoints;
    };

    it.each([false, true])(
      "ends as it would have, wherever it was stopped; evaluated only at both ends: %s",
      async (onlyEnd) => {
        const arm = spec("bn", { steps: 20 });
        const whole = timeless(await runArm(arm, config, dataset, { onlyEnd }));
        for (const stops of [[1], [5, 9, 10], [19], [20]]) {
          for (const stop of stops) {
            await expect(
              runArm(arm, config, dataset, { onlyEnd, checkpoints: dyingAt(stop) }),
            ).rejects.toThrow("killed");
          }
          const seen: number[] = [];
          notes.length = 0;
          const resumed = await runArm(arm, config, dataset, {
            ...{ onlyEnd, checkpoints: open() },
            onProgress: (step) => seen.push(step),
          });
          expect(timeless(resumed)).toEqual(whole);
          expect(notes).toEqual([`goes on at step ${stops.at(-1)!}`]);
          expect(seen[0]).toBe(stops.at(-1));
          for (const name of readdirSync(folder)) rmSync(join(folder, name));
        }
      },
    );

    it("begins again where its checkpoints are those of another run", async () => {
      const other = { checkpoints: open() };
      await runArm(spec("bnp", { steps: 9 }), config, dataset, other);
      notes.length = 0;
      const arm = spec("none", { steps: 12 });
      const resumed = await runArm(arm, config, dataset, { checkpoints: open() });
      expect(timeless(resumed)).toEqual(timeless(await runArm(arm, config, dataset)));
      expect(notes.at(-1)).toBe("begins again");
      expect(notes[0]).toMatch(/has no place to go\. It is the state of another run\.$/);
    });
  });

  it("gives way and tells its progress in a long run", async () => {
    const seen: number[] = [];
    const beats: number[] = [];
    const timer = setInterval(() => beats.push(performance.now()), 10);
    await runArm(spec("bnp", { steps: 1500 }), config, dataset, { onProgress: (step) => seen.push(step) });
    clearInterval(timer);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(beats.length).toBeGreaterThan(0);
  });
});

describe("evaluationSteps", () => {
  it("holds the first and the last step, rises, and has about as many points as asked for", () => {
    for (const [steps, points] of [
      [1, 20],
      [7, 3],
      [400, 20],
      [6000, 50],
    ] as const) {
      const at = evaluationSteps(steps, points);
      expect([at[0], at.at(-1)]).toEqual([0, steps]);
      expect(at.length).toBeLessThanOrEqual(points + 1);
      at.slice(1).forEach((step, i) => {
        expect(step).toBeGreaterThan(at[i]!);
        expect(step - at[i]!).toBeLessThanOrEqual(Math.ceil((2 * steps) / points));
      });
    }
    expect(evaluationSteps(400, 20).length).toBe(21);
  });
});
