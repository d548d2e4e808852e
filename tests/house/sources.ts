/**
 * The tree of this project as the house tests see it: which folders there are, in which order they may import
 * one another, and the text of every TypeScript file. Knows no rule; the rules are in the tests.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(__dirname, "..", "..");

/** The engine in import order: a folder imports from folders before it, never after. */
export const engine = ["lib", "tensor", "autograd", "preconditioners", "layers", "optim", "probes"] as const;

const shared: readonly string[] = ["lab/data", "lab/base", "lab/training", "lab/jobs", "lab/report", "lab/command"]; // prettier-ignore
const programs: readonly string[] = ["lab/cli", "lab/playground"];

/** What one command does, from its experiment to its report: every other folder of lab/. No slice imports another. */
export const slices: readonly string[] = readdirSync(join(root, "lab"), { withFileTypes: true })
  .flatMap((entry) => (entry.isDirectory() ? [`lab/${entry.name}`] : []))
  .filter((folder) => !shared.includes(folder) && !programs.includes(folder));

/** The lab in import order: what slices share, the slices, the programs. All of it may import the engine. */
export const lab: readonly string[] = [...shared, ...slices, ...programs];

const skipped = new Set(["node_modules", "dist", "runs", "coverage", "scratch"]);

/** Paths from the root, with forward slashes, of all files below `folder` whose name ends in `ending`. */
export function filesBelow(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith(".") && !skipped.has(entry.name))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesBelow(path, ending);
      return entry.name.endsWith(ending) ? [path] : [];
    })
    .sort();
}

export const textOf = (path: string): string => readFileSync(join(root, path), "utf8");

/** All TypeScript of the project by path; generated files and peers' benchmarks are not ours to judge. */
export function typescriptFiles(): ReadonlyMap<string, string> {
  const ours = filesBelow("", ".ts").filter(
    (path) => !path.endsWith(".generated.ts") && !path.startsWith("bench/peers/"),
  );
  return new Map(ours.map((path) => [path, textOf(path)]));
}

/** Sources are what is built and published or run: not tests, not declarations of foreign packages. */
export const isSource = (path: string): boolean => !path.startsWith("tests/") && !path.endsWith(".d.ts");
