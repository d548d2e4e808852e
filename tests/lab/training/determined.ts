/**
 * One small run of each method, and what it learned as a sha256: in the process that imports this, or, started as a
 * program, in one of its own (`determined.ts METHOD,… OPTIMIZER ACTIVATION`), which prints the hashes as JSON.
 */
import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { loadTask } from "../../../lab/data/index.ts";
import { armsOf, cells } from "../../../lab/training/arms.ts";
import { type Config, resolveConfig } from "../../../lab/training/config.ts";
import { methodNames } from "../../../lab/training/methods.ts";
import type { Method } from "../../../lab/training/results.ts";
import { Training } from "../../../lab/training/training.ts";

export interface Setup {
  readonly methods: readonly Method[];
  readonly optimizer: Config["optimizer"];
  readonly activation: Config["activation"];
}

export const ordinary: Setup = { methods: methodNames, optimizer: "sgd", activation: "tanh" };
export const steps = 1000;

/** What a method ends with: the parameters alone, and all that its state holds besides (statistics, averages). */
export interface Learned {
  readonly parameters: string;
  readonly state: string;
}

export type Outcome = Readonly<Record<string, Learned>>;

/** The configuration whose arms are trained: layers wide enough that SIMD kernels take part. */
export function configOf({ methods, optimizer, activation }: Setup): Config {
  return resolveConfig({
    ...{ task: "blobs", train: 200, test: 50, hidden: [16, 16], activation, optimizer },
    ...{ methods: [...methods], batchSize: [16], steps: [steps], lr: 0.02, seeds: [3], evaluations: 5 },
  });
}

/** Trains every method of a setup in this process. */
export function learn(setup: Setup): Outcome {
  const config = configOf(setup);
  const { seed, task, train, test } = config;
  const dataset = loadTask(task, { seed, train: train!, test: test! });
  const rows = Int32Array.from({ length: dataset.train.count }, (_, i) => i);
  const arms = armsOf(cells(config).cells, config.seeds, () => 0.02);
  return Object.fromEntries(
    arms.map((arm) => {
      const training = new Training(arm, config, dataset, rows);
      for (let step = 1; step <= steps; step++) {
        if (!training.step()) throw new Error(`${arm.label} diverged at step ${step}`);
      }
      const parameters = training.model.parameters().map((parameter) => parameter.elements);
      const state = [...training.state().arrays.values()].map(({ values }) => values);
      return [arm.label, { parameters: sha256(parameters), state: sha256(state) }];
    }),
  );
}

function sha256(arrays: readonly Float64Array[]): string {
  const hash = createHash("sha256");
  for (const { buffer, byteOffset, byteLength } of arrays)
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest("hex");
}

const root = resolve(__dirname, "../../..");

/** The same in a process of its own, with the kernels of that name. */
export function learnElsewhere(setup: Setup, kernels: "plain" | "simd"): Promise<Outcome> {
  const { methods, optimizer, activation } = setup;
  const register = require.resolve("ts-node/register/transpile-only");
  const args = ["-r", register, join(root, "tests/lab/training/determined.ts"), methods.join(","), optimizer, activation]; // prettier-ignore
  const child = spawn(process.execPath, args, {
    env: { ...process.env, TS_NODE_PROJECT: join(root, "tests/lab/cli/tsconfig.json"), BNP_KERNELS: kernels },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (piece) => (said += String(piece)));
  return new Promise((settle, reject) => {
    child.on("close", (code) => {
      if (code === 0) settle(JSON.parse(said) as Outcome);
      else reject(new Error(`determined.ts ended with ${code ?? "a signal"}`));
    });
  });
}

if (require.main === module) {
  const [methods, optimizer, activation] = process.argv.slice(2) as [
    string,
    Setup["optimizer"],
    Setup["activation"],
  ];
  const outcome = learn({ methods: methods.split(",") as Method[], optimizer, activation });
  process.stdout.write(JSON.stringify(outcome));
}
