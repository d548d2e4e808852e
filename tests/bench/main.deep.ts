/**
 * A short run of `npm run bench`, whole: `npm run test:deep`.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peerNames } from "../../bench/peers.ts";
import { bench } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "bnp-bench-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("bench prints one JSON value on stdout and all else on stderr, and saves a table", () => {
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
