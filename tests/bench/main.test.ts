import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "../..");
const bench = (...options: readonly string[]): ReturnType<typeof spawnSync> =>
  spawnSync(process.execPath, ["-r", "ts-node/register/transpile-only", "bench/main.ts", ...options], {
    cwd: root,
    encoding: "utf8",
  });

describe("npm run bench", () => {
  it.each([[["--only", "mpl"]], [["--fast"]]])(
    "refuses %j with a sentence that says what there is",
    (options) => {
      const { status, stdout, stderr } = bench(...options);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^bench: .*product,mlp/);
    },
    60_000,
  );

  it("prints one JSON value on stdout and all else on stderr", () => {
    const { status, stdout, stderr } = bench("--only", "overhead", "--rounds", "1", "--json");
    expect(status).toBe(0);
    const rows = JSON.parse(stdout as string) as Record<string, unknown>[];
    expect(rows.map(({ name }) => name)).toEqual(["overhead-mul-forward", "overhead-mul-backward"]);
    for (const row of rows) {
      expect(row).toMatchObject({ unit: "µs", peers: {} });
      expect(row["ours"]).toBeGreaterThan(0);
    }
    expect(stderr).toContain(`Node ${process.versions.node}`);
  }, 120_000);
});
