/** Runs `npm run bench` from the sources. */
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { root } from "../house/sources.ts";

export const bench = (...options: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, ["-r", "ts-node/register/transpile-only", "bench/main.ts", ...options], {
    cwd: root,
    encoding: "utf8",
  });
