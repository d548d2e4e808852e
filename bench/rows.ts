/**
 * The rows of the benchmark, group by group: which contenders run, and what becomes of their times.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { contest, summary, type Contender, type Pace, type Summary, type Timing } from "./contest.ts";
import { memoryGrowth } from "./memory.ts";
import type { OurTask } from "./ours.ts";
import type { Method, Step, StepActivation } from "./problem.ts";
import type { Reported, Row } from "./row.ts";

export interface Settings {
  readonly pace: Pace;
  readonly onRow: (reported: Reported) => void;
}

type Group = (settings: Settings) => Promise<void>;

const ourModule = join(__dirname, "ours.ts");
const ours = (task: OurTask, name = "ours"): Contender => ({ name, module: ourModule, task });

/** The peers that are installed; `npm --prefix bench/peers ci` installs them. */
export const tensorFlowIsThere = (): boolean =>
  existsSync(join(__dirname, "peers", "node_modules", "@tensorflow", "tfjs"));

const tensorFlow = (step: Step): readonly Contender[] =>
  tensorFlowIsThere()
    ? (["cpu", "wasm"] as const).map((backend) => ({
        name: `tfjs-${backend}`,
        module: join(__dirname, "peers", "tfjs.ts"),
        task: { backend, ...step },
      }))
    : [];

/** The row of figures by contender, ours first: medians over the rounds, and the range. */
function rowOf(name: string, unit: string, figures: ReadonlyMap<string, readonly number[]>): Row {
  const [[, own], ...rest] = [...figures].map(([who, rounds]) => [who, summary(rounds)] as const) as [
    readonly [string, Summary],
    ...(readonly [string, Summary])[],
  ];
  const range = ({ least, most }: Summary): readonly [number, number] => [least, most];
  return {
    name,
    unit,
    ours: own.median,
    peers: Object.fromEntries(rest.map(([who, { median }]) => [who, median])),
    spread: Object.fromEntries([
      ["ours", range(own)],
      ...rest.map(([who, their]) => [who, range(their)] as const),
    ]),
  };
}

/** Every round's seconds a run, in another unit. */
const converted = (
  timings: ReadonlyMap<string, Timing>,
  convert: (seconds: number) => number,
): ReadonlyMap<string, readonly number[]> =>
  new Map([...timings].map(([who, { turns }]) => [who, turns.map(convert)]));

const product: Group = async ({ pace, onRow }) => {
  for (const [m, k, n] of [
    [64, 64, 64],
    [128, 128, 128],
    [256, 256, 256],
    [512, 512, 512],
    [60, 784, 100],
  ] as const) {
    const size = { m, k, n };
    const timings = await contest(
      [ours({ kind: "product", ...size }), ours({ kind: "triple-loop", ...size }, "triple-loop")],
      pace,
    );
    const name = m === k && k === n ? `product-${m}` : `product-${m}x${k}x${n}`;
    const speeds = converted(timings, (seconds) => (2 * m * k * n) / seconds / 1e9);
    onRow({ row: rowOf(name, "GFLOP/s", speeds) });
  }
};

const batchSizes = [60, 6, 1] as const;

const training: Group = async ({ pace, onRow }) => {
  for (const activation of ["sigmoid", "relu"] satisfies StepActivation[]) {
    for (const batch of batchSizes) {
      const step: Step = { batch, activation, method: "plain" };
      const timings = await contest([ours({ kind: "step", ...step }), ...tensorFlow(step)], pace);
      const name = `mlp-step-${batch}${activation === "sigmoid" ? "" : `-${activation}`}`;
      const times = converted(timings, (seconds) => seconds * 1e3);
      const engines = Object.fromEntries([...timings].slice(1).map(([who, { engine }]) => [who, engine]));
      onRow({ row: rowOf(name, "ms", times), note: lossNote(timings), engines });
    }
  }
};

/** That all contenders trained, and alike. */
function lossNote(timings: ReadonlyMap<string, Timing>): string {
  const [first, ...rest] = [...timings.values()].map(({ witness }) => witness);
  const apart = Math.max(
    0,
    ...rest.flatMap((losses) => losses.map((loss, i) => Math.abs(loss - first![i]!))),
  );
  const fall = `loss ${first![0]!.toFixed(3)} → ${first!.at(-1)!.toFixed(3)} in ${first!.length} steps`;
  return rest.length === 0 ? fall : `${fall}, all alike to ${apart.toExponential(0)}`;
}

/** What BNP and BN cost beside the plain step, as ratios. No BN at batch size 1. */
const methods: Group = async ({ pace, onRow }) => {
  for (const batch of batchSizes) {
    for (const method of (batch === 1 ? ["bnp"] : ["bnp", "bn"]) satisfies Method[]) {
      const variant = (which: Method): Contender =>
        ours({ kind: "step", batch, activation: "sigmoid", method: which }, which);
      const timings = await contest([variant(method), variant("plain")], pace, { mustAgree: false });
      const [own, plain] = [timings.get(method)!.turns, timings.get("plain")!.turns];
      const ratios = new Map([["ours", own.map((seconds, round) => seconds / plain[round]!)]]);
      const ms = (turns: readonly number[]): string => `${(summary(turns).median * 1e3).toFixed(2)} ms`;
      onRow({
        row: rowOf(`${method}-over-plain-${batch}`, "ratio", ratios),
        note: `${ms(own)} against ${ms(plain)}`,
      });
    }
  }
};

/** Time an operation, on a chain of 100,000 products of scalars. */
const overhead: Group = async ({ pace, onRow }) => {
  const length = 100_000;
  for (const direction of ["forward", "backward"] as const) {
    const timings = await contest([ours({ kind: "chain", direction, length })], pace);
    onRow({
      row: rowOf(
        `overhead-mul-${direction}`,
        "µs",
        converted(timings, (seconds) => (seconds * 1e6) / length),
      ),
      ...(direction === "backward" && { note: "a node: one product, and finding the way" }),
    });
  }
};

/** Whether memory stays flat. */
const memory: Group = ({ onRow }) => {
  onRow(memoryGrowth());
  return Promise.resolve();
};

export const groups = { product, mlp: training, methods, overhead, memory } as const;
export type GroupName = keyof typeof groups;
