/**
 * The processes that contenders run in: started, asked, ended, and none left behind.
 *
 * Node speaks to Node over its own channel; Python reads orders from stdin and writes answers to stdout, a JSON value a
 * line. What either prints besides goes to stderr: our stdout is for the result alone.
 */
import { fork, spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Answer, Order } from "./contender.ts";

export interface Program {
  /** Path of a WorkloadModule, or of a Python script that serves. */
  readonly module: string;
  /** The interpreter of a Python script. */
  readonly python?: string;
  /** Variables of the script's environment besides. */
  readonly variables?: Readonly<Record<string, string>>;
}

export interface Child {
  /** One order at a time. Rejects with the child's failure, or if it ends without an answer. */
  ask(order: Order): Promise<Exclude<Answer, { failure: string }>>;
  end(): void;
}

const running = new Set<ChildProcess>();

/** Kept until it ends, so that it can be killed. */
export function keep(child: ChildProcess): ChildProcess {
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Kills every process that is left, and what they started: each leads a group of its own. */
export function killAll(): void {
  for (const child of running) kill(child);
}

function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    // It ended by itself meanwhile.
  }
}

/** What every contender runs with: one thread, whichever library counts them. */
const environment = {
  ...process.env,
  OMP_NUM_THREADS: "1",
  OPENBLAS_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  VECLIB_MAXIMUM_THREADS: "1",
  PYTHONDONTWRITEBYTECODE: "1", // no compiled copies beside the scripts
};

export function start({ module, python, variables = {} }: Program): Child {
  return python === undefined ? startNode() : startPython(python, module, variables);
}

function startNode(): Child {
  const child = keep(
    fork(join(__dirname, "contender.ts"), {
      execArgv: ["-r", require.resolve("ts-node/register/transpile-only")],
      stdio: ["ignore", 2, 2, "ipc"],
      detached: true,
      env: environment,
    }),
  );
  return conversation(
    child,
    (order) => child.send(order, () => undefined),
    (hear) => child.on("message", hear),
  );
}

function startPython(python: string, script: string, variables: NodeJS.ProcessEnv): Child {
  const env = { ...environment, ...variables };
  const child = keep(spawn(python, [script], { stdio: ["pipe", "pipe", 2], detached: true, env }));
  child.stdin!.on("error", () => undefined); // a process that is gone is reported by its exit
  const lines = createInterface({ input: child.stdout! });
  return conversation(
    child,
    (order) => child.stdin!.write(`${JSON.stringify(order)}\n`),
    (hear) => lines.on("line", (text) => hear(JSON.parse(text) as Answer)),
  );
}

/** Questions and answers with a process, whichever way it is spoken to. */
function conversation(
  child: ChildProcess,
  say: (order: Order) => void,
  listen: (hear: (answer: Answer) => void) => void,
): Child {
  let ended: Error | undefined;
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;
  const fail = (error: Error): void => {
    ended ??= error;
    waiting?.reject(ended);
  };
  child.once("error", fail);
  child.once("exit", (code, signal) => fail(new Error(`ended with ${signal ?? `code ${code}`}.`)));
  listen((answer) => waiting?.resolve(answer));
  return {
    async ask(order) {
      const answer = await new Promise<Answer>((resolve, reject) => {
        if (ended !== undefined) reject(ended);
        waiting = { resolve, reject };
        if (ended === undefined) say(order);
      });
      if ("failure" in answer) throw new Error(answer.failure);
      return answer;
    },
    end: () => kill(child),
  };
}
