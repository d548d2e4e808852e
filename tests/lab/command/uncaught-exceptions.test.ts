/**
 * Programs that are started as files, with something wrong before they are loaded.
 */
import { oneIn } from "../../support/effort.ts";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../cli/program.ts";

const started = (
  file: string,
  env: NodeJS.ProcessEnv = {},
): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["-r", require.resolve("ts-node/register/transpile-only"), file],
    { cwd: root, env: { ...process.env, ...env }, encoding: "utf8" },
  );
  return { code: status, out: stdout, err: stderr };
};

describe("what goes wrong before the program is there", () => {
  const folder = mkdtempSync(join(tmpdir(), "bnp-sentences-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const program = (...lines: readonly string[]): string => {
    const path = join(folder, "program.js");
    writeFileSync(
      path,
      [`require(${JSON.stringify(join(root, "lab/command/uncaught-exceptions.ts"))});`, ...lines].join("\n"),
    );
    return path;
  };

  const commands = [
    ...["lab/golden/main.ts", "bench/main.ts", "scripts/figures/main.ts", "scripts/derivatives.ts"],
    ...["tests/support/sweep-report.ts", "tests/support/evidence/main.ts"],
  ];
  it.each(oneIn(3, commands))(
    "%s says in one sentence that a variable of the environment is wrong",
    (file) => {
      expect(started(file, { BNP_KERNELS: "fast" })).toEqual({
        code: 2,
        out: "",
        err: "BNP_KERNELS: 'fast' is neither plain nor simd. Give one of them.\n",
      });
    },
    30_000,
  );

  it("is a stack and 1 if nobody can mend it by another command", () => {
    const { code, err } = started(program('throw new TypeError("ours");'));
    expect(code).toBe(1);
    expect(err).toMatch(/^TypeError: ours\n\s+at /);
  });

  it("is a stack too where a promise was forgotten", () => {
    const { code, err } = started(program('void Promise.reject(new TypeError("ours"));'));
    expect(code).toBe(1);
    expect(err).toMatch(/^TypeError: ours\n/);
  });
});
