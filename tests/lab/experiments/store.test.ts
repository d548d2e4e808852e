import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../lib/index.ts";
import { resolveConfig } from "../../../lab/experiments/config.ts";
import type { Arm } from "../../../lab/experiments/results.ts";
import { canonical, readFolderConfig, readJson, RunFolder } from "../../../lab/experiments/store.ts";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "store-"));
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

const arm = { label: "none", seed: 3 } as Arm;

describe("RunFolder", () => {
  const config = resolveConfig({ lr: 0.1 });

  it("keeps its configuration, from which the same folder opens again", () => {
    const path = join(place, "run");
    new RunFolder(path, config, "v1");
    expect(resolveConfig(readFolderConfig(path))).toEqual(config);
    expect(() => new RunFolder(path, readFolderConfig(path), "v1")).not.toThrow();
  });

  it("gives back what was saved, but not what other code made", () => {
    const path = join(place, "run");
    new RunFolder(path, config, "v1").save("arm", "a", arm);
    expect(new RunFolder(path, config, "v1").load("arm", "a")).toEqual(arm);
    expect(new RunFolder(path, config, "v1").load("tuning", "a")).toBeUndefined();
    expect(new RunFolder(path, config, "v1").load("arm", "b")).toBeUndefined();
    expect(new RunFolder(path, config, "v2").load("arm", "a")).toBe("outdated");
  });

  it("refuses another configuration and names the key that differs", () => {
    const path = join(place, "run");
    new RunFolder(path, config, "v1").save("arm", "a", arm);
    const other = resolveConfig({ lr: 0.1, hidden: [3] });
    expect(() => new RunFolder(path, other, "v1")).toThrow(/another configuration \("hidden" differs\)/);
    expect(new RunFolder(path, config, "v1").load("arm", "a")).toEqual(arm);
  });

  it("refuses a folder with anything else in it, and leaves that alone", () => {
    writeFileSync(join(place, "thesis.tex"), "years of work");
    expect(() => new RunFolder(place, config, "v1")).toThrow(UserError);
    expect(readdirSync(place)).toEqual(["thesis.tex"]);
  });

  it("refuses what is no folder", () => {
    const path = join(place, "thesis.tex");
    writeFileSync(path, "years of work");
    expect(() => new RunFolder(path, config, "v1")).toThrow(
      /thesis\.tex holds no run and is no empty folder/,
    );
    mkdirSync(join(place, "empty"));
    expect(() => new RunFolder(join(place, "empty"), config, "v1")).not.toThrow();
  });
});

it("says what is wrong with a file that is missing or no JSON", () => {
  expect(() => readJson(join(place, "nothing.json"))).toThrow(/nothing\.json: cannot be read \(ENOENT\)/);
  writeFileSync(join(place, "half.json"), '{"a": ');
  expect(() => readJson(join(place, "half.json"))).toThrow(/half\.json: is not JSON/);
  expect(() => readFolderConfig(place)).toThrow(/holds no run/);
});

it("writes equal values alike", () => {
  expect(canonical({ b: [1, { d: 1, c: 2 }], a: null })).toBe(canonical({ a: null, b: [1, { c: 2, d: 1 }] }));
  expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
});
