/**
 * Applies mutants one by one and counts which the tests kill.
 *
 * `runMutants(mutants)` returns
 *
 *     { planted, killed, score, survivors: [{ name, file, reason }], byKind: { kind: { planted, killed } }, seconds }
 *
 * with score = killed/planted. Before anything is planted, the sources as they are must pass every judge: a judge that
 * fails on everything would kill everything. A mutant that takes far longer than its judges took then counts as killed,
 * as the limits on time in the tests would have it. What properties draw depends on the seed alone, and so does the result.
 */
import { fork, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { bySweep, type Kind, type Mutant } from "./mutant.ts";
import type { Reply, Request } from "./worker.ts";

export interface Survivor {
  readonly name: string;
  readonly file: string;
  readonly reason: string;
}

export interface MutationResult {
  readonly planted: number;
  readonly killed: number;
  readonly score: number;
  readonly survivors: readonly Survivor[];
  readonly byKind: Readonly<Partial<Record<Kind, { readonly planted: number; readonly killed: number }>>>;
  readonly seconds: number;
}

/** What happened to one mutant. */
export interface Fate {
  readonly mutant: Mutant;
  /** By what it was killed and what was said; undefined if it lives. */
  readonly found: { readonly judge: string; readonly says: string } | undefined;
  readonly seconds: number;
}

export interface MutationOptions {
  /** Told of each mutant as it is judged. */
  readonly watch?: (fate: Fate) => void;
  /** Seconds after which a mutant counts as one that never ends: at least so many (20), and 8 times what its judges took. */
  readonly patience?: number;
  /** Of all that properties draw; 0 unless given. A mutant that only some seeds kill shows a property that draws badly. */
  readonly seed?: number;
}

/** The file's own test first, then those that are named beside it; last the sweep, for what derivatives are made of. */
export function judgesOf({ file, judges }: Mutant): readonly string[] {
  const own = `tests/${file.replace(/\.ts$/, ".test.ts")}`;
  const sweeps = file.startsWith("autograd/") ? [bySweep] : [];
  return [...new Set([...(existsSync(join(root, own)) ? [own] : []), ...judges, ...sweeps])];
}

export async function runMutants(
  mutants: readonly Mutant[],
  { watch, patience = 20, seed = 0 }: MutationOptions = {},
): Promise<MutationResult> {
  const started = performance.now();
  const bench = new Bench(seed);
  try {
    const usual = await baseline(bench, mutants);
    const fates: Fate[] = [];
    for (const mutant of mutants) {
      const judges = judgesOf(mutant);
      const expected = judges.reduce((sum, judge) => sum + usual.get(judge)!, 0);
      const fate = await fateOf(bench, mutant, judges, Math.max(patience, 8 * expected));
      fates.push(fate);
      watch?.(fate);
    }
    return resultOf(fates, secondsSince(started));
  } finally {
    bench.close();
  }
}

/** How long each judge takes on the sources as they are, which it must pass. */
async function baseline(bench: Bench, mutants: readonly Mutant[]): Promise<ReadonlyMap<string, number>> {
  const usual = new Map<string, number>();
  for (const mutant of mutants) {
    for (const judge of judgesOf(mutant)) {
      if (usual.has(judge)) continue;
      const started = performance.now();
      const reply = await bench.ask({ file: mutant.file, judges: [judge] }, 600);
      const said = reply === undefined ? "it does not end" : (reply.problem ?? reply.found?.says);
      if (said !== undefined) {
        throw new Error(
          `mutants: the sources as they are do not pass ${judge}, so it can judge nothing: ${said}`,
        );
      }
      usual.set(judge, secondsSince(started));
    }
  }
  return usual;
}

async function fateOf(bench: Bench, mutant: Mutant, judges: readonly string[], limit: number): Promise<Fate> {
  const started = performance.now();
  const reply = await bench.ask({ mutant, file: mutant.file, judges }, limit);
  if (reply?.problem !== undefined) throw new Error(reply.problem);
  const found =
    reply === undefined ? { judge: "time", says: `not done in ${limit.toFixed(0)} s` } : reply.found;
  return { mutant, found, seconds: secondsSince(started) };
}

function resultOf(fates: readonly Fate[], seconds: number): MutationResult {
  const survivors = fates
    .filter(({ found }) => found === undefined)
    .map(({ mutant: { name, file, reason } }) => ({ name, file, reason: reason ?? "no test sees it" }));
  const byKind: Partial<Record<Kind, { planted: number; killed: number }>> = {};
  for (const { mutant, found } of fates) {
    const counts = (byKind[mutant.kind] ??= { planted: 0, killed: 0 });
    counts.planted++;
    if (found !== undefined) counts.killed++;
  }
  const [planted, killed] = [fates.length, fates.length - survivors.length];
  return { planted, killed, score: killed / planted, survivors, byKind, seconds };
}

/** Of the project. */
const root = resolve(__dirname, "..", "..");

const secondsSince = (start: number): number => (performance.now() - start) / 1000;

/** A worker process that is started when it is needed, and anew after it had to be killed. */
class Bench {
  #child: ChildProcess | undefined;
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The worker's reply; undefined if there is none within the limit, in seconds, or if the worker dies of it. */
  ask(request: Omit<Request, "seed">, limit: number): Promise<Reply | undefined> {
    const child = (this.#child ??= fork(join(__dirname, "worker.ts"), {
      cwd: root,
      execArgv: ["-r", "ts-node/register/transpile-only"],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    }));
    return new Promise((resolve) => {
      const done = (reply: Reply | undefined): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (reply === undefined) this.close();
        resolve(reply);
      };
      const timer = setTimeout(() => done(undefined), limit * 1000);
      child.once("message", (reply) => done(reply as Reply));
      child.once("exit", () => done(undefined));
      child.send({ ...request, seed: this.#seed } satisfies Request);
    });
  }

  close(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }
}
