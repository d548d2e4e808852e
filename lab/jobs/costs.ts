/**
 * What a training step costs, measured apart from the arms: those share the cores of the machine with one another, and
 * the first of them warms its process up, so their seconds do not compare methods.
 *
 * Here one process trains networks of all labels at a batch size in turn, one step each a round, in an order drawn anew
 * each round: what else the machine does then meets all labels alike, and a ratio is taken within a round. Knows
 * training steps and a clock; evaluation is not timed.
 */
import { setImmediate } from "node:timers/promises";
import { middle } from "../base/numbers.ts";
import { Random } from "../../lib/index.ts";
import type { Dataset } from "../data/index.ts";
import { type ArmSpec, Training, type TrainingConfig } from "../training/index.ts";
import type { Comparison, StepCost, Timing } from "./comparison.ts";

/** At each batch size, before the clock counts and while it does; slow steps take the fewest rounds. */
const warmUp = { milliseconds: 250, fewest: 2 };
const measuring = { milliseconds: 900, fewest: 9 };
const mostRounds = 200;
/** A process that got less of a core than this while it measured has measured the others; a few steps do not tell. */
const leastShare = 0.8;
const judgedFrom = { cpuMilliseconds: 250 };

/** The label that the others are compared with. */
const base = "none";

/** What the record has of costs: them, or why they are not there. */
export type Costs = Pick<Comparison, "costs" | "costsLeftOut">;

/** One cost for each arm that is given: the arms of a batch size, one a label, are timed together. */
export async function measureCosts(
  arms: readonly ArmSpec[],
  config: TrainingConfig,
  dataset: Dataset,
): Promise<Costs> {
  const costs: StepCost[] = [];
  let [wall, cpu] = [0, 0];
  for (const batchSize of new Set(arms.map((arm) => arm.batchSize))) {
    const together = arms.filter((arm) => arm.batchSize === batchSize);
    const { rounds, ...spent } = await timed(together, config, dataset);
    wall += spent.wall;
    cpu += spent.cpu;
    const reference = together.findIndex(({ label }) => label === base);
    together.forEach(({ label }, i) => {
      const ratios = rounds.map((times) => times[i]! / times[reference]!);
      costs.push({
        ...{ label, batchSize, rounds: rounds.length },
        milliseconds: medianOf(rounds.map((times) => times[i]!)),
        relative: reference < 0 ? null : medianOf(ratios),
      });
    });
  }
  const share = cpu / wall;
  if (cpu < judgedFrom.cpuMilliseconds || share >= leastShare) return { costs };
  return {
    costsLeftOut: `other programs kept the machine busy (the process that timed steps had ${share.toFixed(2)} of a core)`,
  };
}

interface Timed {
  /** Milliseconds, one an arm. */
  readonly rounds: readonly (readonly number[])[];
  /** Milliseconds of time, and of processors, that the rounds took. */
  readonly wall: number;
  readonly cpu: number;
}

/** Steps of all arms in turn. There are no more rounds than an arm has steps. */
async function timed(arms: readonly ArmSpec[], config: TrainingConfig, dataset: Dataset): Promise<Timed> {
  const rows = Int32Array.from({ length: dataset.train.count }, (_, i) => i);
  const begin = (arm: ArmSpec): Training => new Training(arm, config, dataset, rows);
  const trainings = arms.map(begin);
  const random = Random.stream(0, "costs");
  const most = Math.min(mostRounds, ...arms.map((arm) => arm.steps));
  const round = (): readonly number[] => {
    const times = new Array<number>(arms.length);
    for (const i of random.permutation(arms.length)) {
      const started = performance.now();
      const fine = trainings[i]!.step();
      times[i] = performance.now() - started;
      if (!fine) trainings[i] = begin(arms[i]!); // it diverged: a step from the start costs the same
    }
    return times;
  };
  const several = async ({ milliseconds, fewest }: typeof measuring): Promise<Timed> => {
    const [started, used] = [performance.now(), process.cpuUsage()];
    const rounds: (readonly number[])[] = [];
    const goesOn = (): boolean => rounds.length < fewest || performance.now() - started < milliseconds;
    while (rounds.length < most && goesOn()) {
      rounds.push(round());
      await setImmediate(); // messages are read
    }
    const { user, system } = process.cpuUsage(used);
    return { rounds, wall: performance.now() - started, cpu: (user + system) / 1000 };
  };
  await several(warmUp);
  return several(measuring);
}

/**
 * The median, with the order statistics that enclose it in 95 % of samples of independent values: the number of them
 * below it is binomial, n/2 ± 1.96·√n/2. Of fewer than six values no two do; then the least and the greatest.
 */
export function medianOf(values: readonly number[]): Timing {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const low = Math.max(0, Math.floor(n / 2 - 0.98 * Math.sqrt(n)));
  return { median: middle(values), interval: [sorted[low]!, sorted[n - 1 - low]!] };
}
