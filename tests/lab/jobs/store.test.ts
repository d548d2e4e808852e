import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFolderConfig, RunFolder } from "../../../lab/jobs/store.ts";
import { resolveConfig } from "../../../lab/training/config.ts";
import { UserError } from "../../../lib/index.ts";
import { sampleComparison } from "../compare/sample.ts";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "store-"));
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

const arm = sampleComparison().arms[0]!;

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

  it("has a place for the checkpoints of each run, which other code does not look into", () => {
    const path = join(place, "run");
    const [folder, other] = [new RunFolder(path, config, "v1"), new RunFolder(path, config, "v2")];
    const places = [
      folder.checkpoints("arm", "a"),
      folder.checkpoints("tuning", "a"),
      other.checkpoints("arm", "a"),
    ];
    expect(new Set(places).size).toBe(3);
    for (const each of places) {
      mkdirSync(each, { recursive: true });
      writeFileSync(join(each, "000000001.safetensors"), "");
    }
    folder.forgetCheckpoints("arm", "a");
    expect(places.map((each) => existsSync(each))).toEqual([false, true, true]);
    folder.forgetCheckpoints("arm", "never there");
    folder.forgetCheckpoints();
    expect(readdirSync(path).sort()).toEqual(["arms", "config.json", "tuning"]);
  });

  it("opens where the program was killed before its configuration was written", () => {
    const path = join(place, "run");
    mkdirSync(path);
    writeFileSync(join(path, "config.json.123.tmp"), "{ ha");
    expect(() => new RunFolder(path, config, "v1")).not.toThrow();
    expect(resolveConfig(readFolderConfig(path))).toEqual(config);
  });

  it("clears away what killed processes left half-written, wherever that is", () => {
    const path = join(place, "run");
    new RunFolder(path, config, "v1").save("arm", "a", arm);
    const old = new Date(Date.now() - 3_600_000);
    for (const name of ["metrics.json.7.tmp", "arms/b.json.7.tmp", "tuning/c.json.7.tmp"]) {
      writeFileSync(join(path, name), "{ ha");
      utimesSync(join(path, name), old, old);
    }
    expect(new RunFolder(path, config, "v1").load("arm", "a")).toEqual(arm);
    expect(readdirSync(path, { recursive: true }).sort()).toEqual([
      "arms",
      "arms/a.json",
      "config.json",
      "tuning",
    ]);
  });

  it.each(["", "null", '{"code": "v1"}'])(
    "refuses a stored run that reads %j, and leaves it alone",
    (text) => {
      const folder = new RunFolder(join(place, "run"), config, "v1");
      const file = join(place, "run", "arms", "a.json");
      writeFileSync(file, text);
      expect(() => folder.load("arm", "a")).toThrow(UserError);
      expect(readFileSync(file, "utf8")).toBe(text);
    },
  );

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

it("says that a folder holds no run", () => {
  expect(() => readFolderConfig(place)).toThrow(/holds no run/);
});
