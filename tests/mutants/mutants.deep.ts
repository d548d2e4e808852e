/**
 * All mutants are planted, and at least 98 in 100 are killed: `npm run test:deep`.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../house/sources.ts";
import { mutants } from "./list.ts";
import type { MutationResult } from "./run.ts";

it("the tests kill at least 98 % of all mutants, and every survivor has its reason", async () => {
  const command = ["-r", "ts-node/register/transpile-only", join(root, "tests/mutants/main.ts"), "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root, maxBuffer: 1 << 26 });
  const { planted, score, survivors } = JSON.parse(stdout) as MutationResult;
  expect(planted).toBe(mutants.length);
  expect(survivors.filter(({ reason }) => reason === "no test sees it")).toEqual([]);
  expect(score).toBeGreaterThanOrEqual(0.98);
}, 1_800_000);
