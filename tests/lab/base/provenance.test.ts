import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { codeFingerprint, packageRoot, provenance, version } from "../../../lab/base/provenance.ts";

it("finds its own package", () => {
  expect(packageRoot).toBe(resolve(__dirname, "../../.."));
  expect(version).toBe(
    (JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string }).version,
  );
});

it("records what was run, when and on what", () => {
  const started = new Date("2026-01-02T03:04:05Z");
  const record = provenance("bnp compare", started, 1.5);
  expect(record).toMatchObject({ command: "bnp compare", version, node: process.version, wallSeconds: 1.5 });
  expect(new Date(record.startedAt)).toEqual(started);
  expect(record.cores).toBeGreaterThanOrEqual(1);
  expect(record.cpu).not.toBe("");
});

it("names the commit in a clone of ours, and none elsewhere", () => {
  const { commit } = provenance("", new Date(), 0);
  if (existsSync(join(packageRoot, ".git"))) expect(commit).toMatch(/^[0-9a-f]{12,40}(-dirty)?$/);
  else expect(commit).toBeNull();
});

it("gives the same code the same fingerprint", () => {
  expect(codeFingerprint()).toMatch(/^[0-9a-f]{16}$/);
  expect(codeFingerprint()).toBe(codeFingerprint());
});
