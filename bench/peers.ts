/**
 * The other engines: where each is looked for, and what it can be asked.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Contender } from "./contest.ts";
import { pythonWith } from "./python.ts";
import { numbersOf, portable, type Task } from "./tasks.ts";

/** Whether an engine takes part in a row: in every round, in one run alone because that takes a minute, or not. */
type Part = "rounds" | "once" | "none";

interface Peer {
  readonly name: string;
  /** What it needs, and how to have that. */
  readonly needs: string;
  isThere(): boolean;
  part(task: Task): Part;
  program(task: Task): Pick<Contender, "module" | "python" | "variables" | "task">;
}

const folder = join(__dirname, "peers");

const packageIsThere = (name: string): boolean =>
  existsSync(join(folder, "node_modules", ...name.split("/")));

function inNode(
  name: string,
  file: string,
  library: string,
  variant: object,
  part: (task: Task) => Part,
): Peer {
  return {
    name,
    needs: "npm --prefix bench/peers ci",
    isThere: () => packageIsThere(library),
    part,
    program: (task) => ({ module: join(folder, file), task: { ...task, ...variant } }),
  };
}

function inPython(
  name: string,
  file: string,
  library: string,
  part: (task: Task) => Part,
  variables: Readonly<Record<string, string>> = {},
): Peer {
  return {
    name,
    needs: `a python3 on the path that has ${library}, or BENCH_PYTHON`,
    isThere: () => pythonWith(library) !== undefined,
    part,
    program: (task) => ({
      module: join(folder, file),
      python: pythonWith(library)!,
      variables,
      task: portable({ ...task, ...numbersOf(task) }),
    }),
  };
}

/** The part of an engine in tasks of these kinds, which may differ where the network is convolutional. */
const does =
  (kinds: readonly Task["kind"][], convolutional: Part = "rounds") =>
  (task: Task): Part => {
    if (!kinds.includes(task.kind)) return "none";
    return "network" in task && task.network.kind === "cnn" ? convolutional : "rounds";
  };

const everything = ["product", "step", "gradient", "hvp", "dense-hessian", "chain"] as const;

// A convolutional step takes tfjs over a minute on the processor, and jax-js some ten seconds; the wasm of tfjs has no
// gradient of a convolution.
const peers: readonly Peer[] = [
  inPython("torch-f64", "with_torch.py", "torch", does(everything)),
  // The same with products in registers of 128 bits, which is what WebAssembly has.
  inPython("torch-f64-128bit", "with_torch.py", "torch", does(everything), { OPENBLAS_CORETYPE: "Nehalem" }),
  inPython("numpy", "with_numpy.py", "numpy", does(["product"])),
  ...(["cpu", "wasm"] as const).map((backend) =>
    inNode(
      `tfjs-${backend}`,
      "tfjs.ts",
      `@tensorflow/${backend === "cpu" ? "tfjs" : "tfjs-backend-wasm"}`,
      { backend },
      does(["product", "step"], backend === "cpu" ? "once" : "none"),
    ),
  ),
  ...(["f32", "f64"] as const).map((precision) =>
    inNode(
      `jaxjs-${precision}`,
      "jaxjs.ts",
      "@jax-js/jax",
      { precision },
      does(["product", "step", "gradient", "hvp"], "once"),
    ),
  ),
];

export const peerNames: readonly string[] = peers.map(({ name }) => name);

/** The contenders of a task that are not ours: those that are there, can do it, and are not left out on purpose. */
export function peersOf(task: Task, without: ReadonlySet<string>): readonly Contender[] {
  return peers.flatMap((peer): readonly Contender[] => {
    const part = peer.part(task);
    if (part === "none" || without.has(peer.name) || !peer.isThere()) return [];
    const program = peer.program(
      part === "once" ? { ...task, ...(task.kind === "step" && { witnesses: 1 }) } : task,
    );
    return [{ name: peer.name, ...program, optional: true, once: part === "once" }];
  });
}

/** Which peers are not there, and how to have them. */
export function missing(without: ReadonlySet<string>): readonly string[] {
  return peers
    .filter((peer) => !without.has(peer.name) && !peer.isThere())
    .map(({ name, needs }) => `${name} is left out: it needs ${needs}.`);
}
