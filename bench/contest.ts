/**
 * Interleaved timing: contenders, each in a process of its own, take turns; what is reported is the median turn.
 *
 * Whatever else the machine does, and however its clock drifts, falls on all contenders alike. One runs at a time. Turns
 * are short and many: on a machine that others use too, some of them pass undisturbed, and the least of them tells.
 */
import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { Answer, Order } from "./contender.ts";

export interface Contender {
  readonly name: string;
  /** Path of a WorkloadModule. */
  readonly module: string;
  readonly task: unknown;
}

export interface Timing {
  readonly engine: string;
  /** Seconds a run, round by round: the same place in two timings is the same round. */
  readonly turns: readonly number[];
  readonly witness: readonly number[];
}

export interface Pace {
  readonly rounds: number;
  /** Seconds of a turn, and of running before the first turn. */
  readonly turn: number;
  readonly warmUp: number;
}

/** Largest difference of witnesses, relative to 1 or to the number itself if that is larger; f32 peers stay far below. */
const agreement = 1e-3;

/** Times the contenders of one row. Throws if they do not agree on what they compute, unless they need not. */
export async function contest(
  contenders: readonly Contender[],
  { rounds, turn, warmUp }: Pace,
  { mustAgree = true }: { readonly mustAgree?: boolean } = {},
): Promise<ReadonlyMap<string, Timing>> {
  const processes = contenders.map(() =>
    fork(join(__dirname, "contender.ts"), {
      execArgv: ["-r", require.resolve("ts-node/register/transpile-only")],
      stdio: ["ignore", 2, 2, "ipc"], // stdout is for the result alone
    }),
  );
  try {
    const started: { readonly engine: string; readonly witness: readonly number[] }[] = [];
    for (const [i, { name, module, task }] of contenders.entries()) {
      const answer = await ask(processes[i]!, name, { create: { module, task } });
      if (!("witness" in answer)) throw new Error(`${name}: no witness.`);
      started.push(answer);
    }
    started.forEach(({ witness }, i) => {
      if (mustAgree && !agree(witness, started[0]!.witness)) {
        throw new Error(
          `${contenders[i]!.name} and ${contenders[0]!.name} do not compute the same: ` +
            `${witness.join(", ")} against ${started[0]!.witness.join(", ")}.`,
        );
      }
    });
    const turns = contenders.map((): number[] => []);
    for (let round = -1; round < rounds; round++) {
      for (const [i, { name }] of contenders.entries()) {
        const answer = await ask(processes[i]!, name, { seconds: round < 0 ? warmUp : turn });
        if (round >= 0 && "secondsPerRun" in answer) turns[i]!.push(answer.secondsPerRun);
      }
    }
    return new Map(
      contenders.map(({ name }, i) => {
        const { engine, witness } = started[i]!;
        return [name, { engine, witness, turns: turns[i]! }];
      }),
    );
  } finally {
    for (const child of processes) child.kill();
  }
}

function ask(child: ChildProcess, name: string, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void =>
      reject(new Error(`${name}: ended with code ${String(code)}.`));
    child.once("exit", onExit);
    child.once("message", (answer: Answer) => {
      child.off("exit", onExit);
      if ("failure" in answer) reject(new Error(`${name}: ${answer.failure}`));
      else resolve(answer);
    });
    child.send(order);
  });
}

export function agree(a: readonly number[], b: readonly number[]): boolean {
  return (
    a.length === b.length &&
    a.every((x, i) => Math.abs(x - b[i]!) <= agreement * Math.max(1, Math.abs(x), Math.abs(b[i]!)))
  );
}

export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Of at least one number. */
export function summary(numbers: readonly number[]): Summary {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
  return { median, least: sorted[0]!, most: sorted.at(-1)! };
}
