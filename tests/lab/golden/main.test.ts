import { spawnSync } from "node:child_process";
import { root } from "../cli/program.ts";

it("npm run golden starts, and its exit code is the program's", () => {
  const run = (...args: readonly string[]): ReturnType<typeof spawnSync> =>
    spawnSync(
      process.execPath,
      ["-r", require.resolve("ts-node/register/transpile-only"), "lab/golden/main.ts", ...args],
      { cwd: root, encoding: "utf8" },
    );
  expect(run("--help")).toMatchObject({
    status: 0,
    stderr: "",
    stdout: expect.stringMatching(/^Usage: golden/) as string,
  });
  expect(run("nowhere.json")).toMatchObject({ status: 2, stdout: "" });
}, 30_000);
