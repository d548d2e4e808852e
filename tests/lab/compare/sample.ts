/**
 * Made-up comparisons that look like real ones, for the tests of tables and pages: curves that fall and level off,
 * seeds that scatter, arms that diverge, rates that were tuned. The same options give the same record.
 */
import { pairedDifferences } from "../../../lab/compare/differences.ts";
import type { Comparison, StepCost, Timing, Tuning } from "../../../lab/jobs/comparison.ts";
import { methods } from "../../../lab/training/methods.ts";
import type { Arm, CurvePoint, Method } from "../../../lab/training/results.ts";
import { Random } from "../../../lib/index.ts";

export interface SampleOptions {
  readonly labels?: readonly string[];
  readonly batchSizes?: readonly number[];
  readonly seeds?: readonly number[];
  readonly evaluations?: number;
  readonly tuned?: boolean;
  /** Arms that diverge, as "label/batch size/seed". */
  readonly diverging?: readonly string[];
  readonly change?: Partial<Comparison>;
}

interface Kind {
  readonly method: Method;
  readonly statistics: Arm["statistics"];
}

/** Made-up accuracies and costs; methods that are not named have the defaults. */
const final: Readonly<Record<string, number>> = {
  none: 0.9,
  bn: 0.945,
  "bn-pre": 0.94,
  bnp: 0.95,
  ln: 0.93,
  gn: 0.935,
  renorm: 0.942,
  "bnp+gn": 0.948,
};
const cost: Readonly<Record<string, number>> = {
  none: 1,
  bn: 1.45,
  "bn-pre": 1.5,
  bnp: 1.15,
  ln: 1.3,
  gn: 1.3,
  renorm: 1.5,
  "bnp+gn": 1.4,
};

function kindOf(label: string): Kind {
  const [method, policy] = label.split(":") as [Method, Arm["statistics"] | undefined];
  return { method, statistics: methods[method].inputStatistics ? (policy ?? "ramp") : null };
}

function curveOf(random: Random, method: Method, steps: number, batch: number, points: number): CurvePoint[] {
  const reached = (final[method] ?? 0.94) + random.between(-0.008, 0.008);
  const speed = (method === "none" ? 3 : 7) * random.between(0.9, 1.1);
  const stepSeconds = (0.0004 + 0.00002 * batch) * (cost[method] ?? 1.3) * random.between(0.9, 1.1);
  return Array.from({ length: points + 1 }, (_, i) => {
    const step = Math.round((i * steps) / points);
    const done = 1 - Math.exp((-speed * i) / points);
    const noise = () => 1 + 0.06 * random.normal();
    return {
      step,
      examples: step * batch,
      seconds: step * stepSeconds,
      trainLoss: 2.302 * Math.exp(-4.2 * done) * noise(),
      testLoss: (2.302 * Math.exp(-2.6 * done) + 0.02 * done) * noise(),
      testAccuracy: Math.min(1, Math.max(0, 0.1 + (reached - 0.1) * done + 0.004 * random.normal())),
    };
  });
}

function armOf(label: string, batchSize: number, seed: number, points: number, diverges: boolean): Arm {
  const { method, statistics } = kindOf(label);
  const random = Random.stream(seed, `sample ${label} ${batchSize}`);
  const steps = batchSize >= 60 ? 400 : batchSize > 1 ? 1000 : 2000;
  const whole = curveOf(random, method, steps, batchSize, points);
  const kept = diverges ? whole.slice(0, Math.max(2, Math.floor(points / 3))) : whole;
  const last = kept.length - 1;
  const curve = diverges
    ? kept.map((p, i) => (i === last ? { ...p, trainLoss: 4e4, testLoss: null } : p))
    : kept;
  const end = curve[last]!;
  const finished = { trainLoss: end.trainLoss, testLoss: end.testLoss, testAccuracy: end.testAccuracy };
  const nothing = { trainLoss: null, testLoss: null, testAccuracy: null };
  return {
    ...{ label, method, statistics, batchSize, learningRate: batchSize > 1 ? 0.1 : 0.03, seed, steps },
    status: diverges ? "diverged" : "ok",
    divergedAt: diverges ? end.step + 7 : null,
    final: diverges ? nothing : finished,
    finalFullBatch:
      diverges || !method.startsWith("bn") || method === "bnp"
        ? null
        : { ...finished, testAccuracy: Math.min(1, end.testAccuracy! + 0.002) },
    seconds: end.seconds,
    curve,
  };
}

function tuningOf(label: string, batchSize: number, at: number): Tuning {
  const random = Random.stream(at, `tuning ${label}`);
  const tried = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3].map((learningRate, i) => {
    const diverged = i >= 7 - (at % 2) && label !== "ln" ? (i === 7 ? 3 : 1) : 0;
    const away = Math.abs(i - 4 - (label.startsWith("bnp") ? 1 : 0));
    return {
      learningRate,
      medianLoss: diverged > 1 ? null : 0.15 * (1 + away ** 1.7) * random.between(0.9, 1.1),
      medianAccuracy: diverged > 1 ? null : 0.95 - 0.03 * away ** 1.4 - random.between(0, 0.01),
      diverged,
    };
  });
  const best = tried.reduce((b, t) => ((t.medianLoss ?? Infinity) < (b.medianLoss ?? Infinity) ? t : b));
  return { label, batchSize, tried, best: best.learningRate, atEdge: label === "none" && batchSize === 1 };
}

/** Costs as they would be measured: a step of batch size 1 takes half a millisecond. */
function costsOf(runs: readonly { readonly label: string; readonly batchSize: number }[]): StepCost[] {
  const around = (median: number): Timing => ({ median, interval: [0.97 * median, 1.04 * median] });
  return runs.map(({ label, batchSize }) => {
    const relative = cost[kindOf(label).method] ?? 1.3;
    return {
      ...{ label, batchSize, rounds: 200 },
      milliseconds: around((0.48 + 0.02 * batchSize) * relative),
      relative: around(relative),
    };
  });
}

/** By default what `npm start` makes: three methods, three batch sizes, three seeds, BN left out at 1. */
export function sampleComparison(options: SampleOptions = {}): Comparison {
  const { labels = ["none", "bn", "bnp"], batchSizes = [60, 6, 1], seeds = [0, 1, 2] } = options;
  const runs = batchSizes.flatMap((batchSize) =>
    labels
      .filter((label) => batchSize > 1 || !["bn", "bn-pre"].includes(label))
      .map((label) => ({ label, batchSize })),
  );
  const arms = runs.flatMap(({ label, batchSize }) =>
    seeds.map((seed) => {
      const diverges = options.diverging?.includes(`${label}/${batchSize}/${seed}`) ?? false;
      return armOf(label, batchSize, seed, options.evaluations ?? 20, diverges);
    }),
  );
  const task = {
    name: "glyphs",
    description: "drawings of the ten digits, 28×28, from stroke skeletons",
    ...{ features: 784, classes: 10, train: 4000, test: 1000 },
  };
  return {
    schema: 1,
    task,
    config: { task: "glyphs", methods: labels, hidden: [64, 64], batchSize: batchSizes, seeds, lr: "tune" },
    arms,
    skipped: labels
      .filter((label) => ["bn", "bn-pre"].includes(label) && batchSizes.includes(1))
      .map((label) => ({
        ...{ label, batchSize: 1 },
        reason: "the variance of a batch of one example is 0: batch normalisation sees only its bias",
      })),
    tuning: options.tuned === true ? runs.map((run, i) => tuningOf(run.label, run.batchSize, i)) : [],
    differences: pairedDifferences(arms, task),
    costs: costsOf(runs),
    missing: 0,
    provenance: {
      command:
        "bnp compare --task glyphs --methods none,bn,bnp --hidden 64,64 --batch-size 60,6,1 --seeds 0,1,2",
      version: "0.1.0",
      commit: "0123456789abcdef0123456789abcdef01234567",
      node: "v20.20.0",
      cpu: "An ordinary processor @ 2.40GHz",
      cores: 2,
      startedAt: "2026-11-22T09:11:00.000Z",
      wallSeconds: 24.9,
    },
    ...options.change,
  };
}
