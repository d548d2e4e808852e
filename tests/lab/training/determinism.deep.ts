/**
 * The same seed gives the same bits, over and over: every optimizer and activation, processes that run alone or two at a
 * time, both kernels, and the workers of a comparison, of whom there may be one or two.
 */
import { Pool } from "../../../lab/jobs/pool.ts";
import { armId, armsOf, cells } from "../../../lab/training/arms.ts";
import { activationNames } from "../../../lab/training/config.ts";
import { optimizerNames } from "../../../lab/training/optimizers.ts";
import type { Arm } from "../../../lab/training/results.ts";
import { loadData } from "../../../lab/training/task.ts";
import { runArm } from "../../../lab/training/train.ts";
import { configOf, learn, learnElsewhere, ordinary } from "./determined.ts";

const setups = [
  ...optimizerNames.map((optimizer) => ({ ...ordinary, optimizer })),
  ...activationNames
    .filter((name) => name !== ordinary.activation)
    .map((activation) => ({ ...ordinary, activation })),
];

it.each(setups)(
  "$optimizer, $activation: two processes at a time, with both kernels, and this one",
  async (setup) => {
    const [plain, simd] = await Promise.all([learnElsewhere(setup, "plain"), learnElsewhere(setup, "simd")]);
    expect(Object.keys(plain)).toEqual(setup.methods);
    expect(simd).toEqual(plain);
    expect(learn(setup)).toEqual(plain);
    // What a process did before leaves no trace.
    if (setup.optimizer === ordinary.optimizer) expect(learn(setup)).toEqual(plain);
  },
);

it("comes out of the workers of a comparison as it does here, of one or of two, with both kernels", async () => {
  const config = configOf(ordinary);
  const arms = armsOf(cells(config).cells, config.seeds, () => 0.02);
  const dataset = loadData(config);
  const here = new Map<string, unknown>();
  for (const arm of arms) here.set(armId(arm), timeless(await runArm(arm, config, dataset)));
  for (const kernels of ["plain", "simd"]) {
    for (const processes of [1, 2]) {
      expect({ kernels, processes, arms: await trained(kernels, processes) }).toEqual({
        kernels,
        processes,
        arms: here,
      });
    }
  }

  async function trained(kernels: string, processes: number): Promise<ReadonlyMap<string, unknown>> {
    process.env["BNP_KERNELS"] = kernels;
    const pool = new Pool(config, processes);
    try {
      const done = new Map<string, unknown>();
      await pool.open(arms.length);
      await pool.run(
        arms.map((arm) => ({ id: armId(arm), kind: "arm", arm })),
        { onDone: (job, arm) => done.set(job.id, timeless(arm)) },
      );
      return done;
    } finally {
      pool.stop();
      delete process.env["BNP_KERNELS"];
    }
  }
});

/** All that is measured but for the clock: losses and accuracies of the whole curve, number for number. */
function timeless(arm: Arm): unknown {
  return { ...arm, seconds: 0, curve: arm.curve.map((point) => ({ ...point, seconds: 0 })) };
}
