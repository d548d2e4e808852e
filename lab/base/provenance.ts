/**
 * Where a result comes from: program version, commit, code fingerprint, Node, processor. Reads the machine and the
 * project's own files; works without git.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { dirname, join, resolve } from "node:path";

/** What is needed to repeat a run and to judge where it was made. */
export interface Provenance {
  readonly command: string;
  readonly version: string;
  readonly commit: string | null;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly startedAt: string;
  readonly wallSeconds: number;
}

/** The folder of this package: the nearest one above this file that has a package.json with a version. */
export const packageRoot: string = (() => {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, "package.json");
    if (existsSync(path) && readFileSync(path, "utf8").includes('"version"')) return folder;
  }
  return __dirname;
})();

export const version: string = (
  JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string }
).version;

/** What was run, on what; the wall time is of all the commands that had a part in it. */
export function provenance(command: string, startedAt: Date, wallSeconds: number): Provenance {
  return {
    command,
    version,
    commit: commit(),
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    startedAt: startedAt.toISOString(),
    wallSeconds,
  };
}

/** The commit that is checked out here, with "-dirty" if tracked files differ from it; null outside a clone. */
function commit(): string | null {
  const git = (...args: string[]): string =>
    execFileSync("git", ["-C", packageRoot, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  try {
    // Installed as a package inside another project, the clone around us is not ours.
    if (realpathSync(git("rev-parse", "--show-toplevel").trim()) !== realpathSync(packageRoot)) return null;
    return git("describe", "--always", "--dirty", "--abbrev=12", "--exclude=*").trim();
  } catch {
    return null;
  }
}

const trainingCode =
  "lib tensor autograd preconditioners layers optim lab/data lab/base lab/training lab/jobs".split(" ");

/** A fingerprint of the code that decides what a training run gives: everything but report and command line. */
export function codeFingerprint(): string {
  const hash = createHash("sha256");
  for (const folder of trainingCode) {
    for (const file of codeFiles(resolve(__dirname, "../..", folder))) hash.update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 16);
}

function codeFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.[jt]s$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
