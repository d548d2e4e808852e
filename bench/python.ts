/**
 * Where Python is, and which of its libraries are there. Asked once a library: nothing is installed.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Every python3 on the path, in its order; BENCH_PYTHON, if it is set, and nothing else. */
export function interpreters(environment: NodeJS.ProcessEnv): readonly string[] {
  const chosen = environment["BENCH_PYTHON"];
  if (chosen !== undefined && chosen !== "") return [chosen];
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...new Set(folders.map((folder) => join(folder, "python3")))].filter((file) => existsSync(file));
}

/** Whether it is installed. It is not loaded, which would take seconds; if it cannot be, the contest will say so. */
function hasLibrary(python: string, library: string): boolean {
  const question = `import importlib.util as u, sys; sys.exit(u.find_spec("${library}") is None)`;
  return spawnSync(python, ["-c", question], { stdio: "ignore", timeout: 60_000 }).status === 0;
}

const found = new Map<string, string | undefined>();

/** The first interpreter that has the library. */
export function pythonWith(library: string): string | undefined {
  if (!found.has(library)) {
    found.set(
      library,
      interpreters(process.env).find((python) => hasLibrary(python, library)),
    );
  }
  return found.get(library);
}
