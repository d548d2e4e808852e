import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peerNames } from "../../bench/peers.ts";

const root = join(__dirname, "../..");
const bench = (...options: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, ["-r", "ts-node/register/transpile-only", "bench/main.ts", ...options], {
    cwd: root,
    encoding: "utf8",
  });

describe("npm run bench", () => {
  const folder = mkdtempSync(join(tmpdir(), "bnp-bench-test-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("refuses what it does not know with a sentence that says what there is", () => {
    for (const args of [["--only", "mpl"], ["--fast"]]) {
      const { status, stdout, stderr } = bench(...args);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^bench: .*(mpl|--fast)'\. Use --only product,mlp/);
    }
  }, 60_000);

  it("says on --help what there is", () => {
    const { status, stdout, stderr } = bench("--help");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^npm run -s bench.*product,mlp.*--save FILE/);
  }, 60_000);

  it.each([
    [
      "where nothing can be made",
      "/proc/nothing/speed.md",
      /^bench: \/proc\/nothing cannot be made \(.*\)\. Give another --save\.\n$/,
    ],
    ["a folder", tmpdir(), /^bench: .* is a folder\. Name a file in it by --save\.\n$/],
  ])(
    "refuses to save to %s before it times anything",
    (_, save, sentence) => {
      const { status, stdout, stderr } = bench("--only", "hvp", "--save", save);
      expect([status, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(sentence);
    },
    60_000,
  );

  it("prints one JSON value on stdout and all else on stderr, and saves a table", () => {
    const save = join(folder, "new", "speed.md");
    const only = ["--only", "hvp", "--rounds", "1", "--without", peerNames.join(",")];
    const { status, stdout, stderr } = bench(...only, "--json", "--save", save);
    expect(status).toBe(0);
    const rows = JSON.parse(stdout) as Record<string, unknown>[];
    expect(rows.map(({ name, unit }) => `${String(name)} ${String(unit)}`)).toEqual([
      "hvp-in-gradients ratio",
      "hvp-60 ms",
      "gradient-60 ms",
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({ peers: {} });
      expect(row["ours"]).toBeGreaterThan(0);
    }
    expect(stderr).toContain(`Node ${process.versions.node}`);
    const table = readFileSync(save, "utf8");
    expect(table).toContain("npm run -s bench -- --only hvp --rounds 1");
    expect(table).toMatch(/\| `hvp-60` +\| ms +\|/);
  }, 120_000);
});
