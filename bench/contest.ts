/**
 * Interleaved timing: contenders, each in a process of its own, take turns; what is reported is the median turn.
 *
 * Whatever else the machine does, and however its clock drifts, falls on all contenders alike. One runs at a time. Turns
 * are short and many: on a machine that others use too, some of them pass undisturbed, and the least of them tells.
 */
import { start, type Child, type Program } from "./children.ts";

export interface Contender extends Program {
  readonly name: string;
  readonly task: unknown;
  /** Whether the row can do without it: then a failure is reported, and the others go on. */
  readonly optional?: boolean;
  /** Too slow for turns: its witness is one run, and the time that took is its figure. */
  readonly once?: boolean;
}

export interface Timing {
  readonly engine: string;
  /** Seconds a run, round by round: the same place in two timings is the same round. */
  readonly turns: readonly number[];
  readonly witness: readonly number[];
}

export interface Contest {
  /** By name, in the order given, the slow ones last. */
  readonly timings: ReadonlyMap<string, Timing>;
  /** Why an optional contender is not among them. */
  readonly failures: ReadonlyMap<string, string>;
}

export interface Pace {
  readonly rounds: number;
  /** Seconds of a turn, and of running before the first turn. */
  readonly turn: number;
  readonly warmUp: number;
  /** Seconds after which a row ends with the rounds it has, if those are `fewest` or more. */
  readonly patience: number;
}

/** So many rounds are taken however long they last. */
const fewest = 5;

/** Largest difference of witnesses, relative to 1 or to the number itself if that is larger; f32 peers stay far below. */
const agreement = 1e-3;

/** A contender that is in the contest, and its timing so far. */
interface Player extends Timing {
  readonly contender: Contender;
  readonly turns: number[];
}

const isSlow = ({ once }: Contender): boolean => once === true;

/**
 * Times the contenders of one row; the first is whom the others must agree with.
 * @throws Error if one that is not optional fails, or if they do not agree on what they compute and must
 */
export async function contest(
  contenders: readonly Contender[],
  pace: Pace,
  { mustAgree = true }: { readonly mustAgree?: boolean } = {},
): Promise<Contest> {
  const children = new Map(contenders.map((contender) => [contender, start(contender)]));
  const failures = new Map<string, string>();
  /** What the work gives; undefined if a contender fails at it that need not be there. */
  const attempt: Attempt = async (contender, work) => {
    try {
      return await work(children.get(contender)!);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (contender.optional !== true) throw new Error(`${contender.name}: ${reason}`, { cause: error });
      failures.set(contender.name, reason);
      children.get(contender)!.end();
      return undefined;
    }
  };
  try {
    const players = await entered(contenders, attempt);
    if (mustAgree) for (const player of players) checkAgreement(player, players[0]!);
    await takeTurns(
      players.filter(({ contender }) => !isSlow(contender)),
      pace,
      attempt,
    );
    const timings = players.flatMap(({ contender: { name }, ...timing }) =>
      failures.has(name) ? [] : [[name, timing] as const],
    );
    return { timings: new Map(timings), failures };
  } finally {
    for (const child of children.values()) child.end();
  }
}

type Attempt = <R>(contender: Contender, work: (child: Child) => Promise<R>) => Promise<R | undefined>;

/** Those that could make their workload and show their witness. */
async function entered(contenders: readonly Contender[], attempt: Attempt): Promise<readonly Player[]> {
  const enter = (contender: Contender): Promise<Player | undefined> =>
    attempt(contender, async (child) => {
      const answer = await child.ask({ create: { module: contender.module, task: contender.task } });
      if (!("witness" in answer)) throw new Error("no witness.");
      const { engine, witness, witnessSeconds } = answer;
      return { contender, engine, witness, turns: isSlow(contender) ? [witnessSeconds] : [] };
    });
  // The quick start together, as nothing is timed yet; the slow one by one, as their start is their turn.
  const players = await Promise.all(contenders.filter((one) => !isSlow(one)).map(enter));
  for (const one of contenders.filter(isSlow)) players.push(await enter(one));
  return players.filter((player) => player !== undefined);
}

/** Round after round, each player's turn after the other's; the first round is warm-up. */
async function takeTurns(players: readonly Player[], pace: Pace, attempt: Attempt): Promise<void> {
  const begin = performance.now();
  const failed = new Set<Player>();
  for (let round = -1; round < pace.rounds; round++) {
    if (round >= fewest && performance.now() - begin > pace.patience * 1000) break;
    for (const player of players.filter((one) => !failed.has(one))) {
      const answer = await attempt(player.contender, (child) =>
        child.ask({ seconds: round < 0 ? pace.warmUp : pace.turn }),
      );
      if (answer === undefined) failed.add(player);
      else if (round >= 0 && "secondsPerRun" in answer) player.turns.push(answer.secondsPerRun);
    }
  }
}

function checkAgreement({ contender, witness }: Player, first: Player): void {
  // One that is run once shows as much as it did.
  const theirs = isSlow(contender) ? first.witness.slice(0, witness.length) : first.witness;
  if (agree(witness, theirs)) return;
  throw new Error(
    `${contender.name} and ${first.contender.name} do not compute the same: ` +
      `${witness.join(", ")} against ${theirs.join(", ")}.`,
  );
}

export function agree(a: readonly number[], b: readonly number[]): boolean {
  return (
    a.length === b.length &&
    a.every((x, i) => Math.abs(x - b[i]!) <= agreement * Math.max(1, Math.abs(x), Math.abs(b[i]!)))
  );
}
