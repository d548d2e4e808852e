/**
 * Whole or not at all: a write that fails, or a process that dies, at each thing that is asked of the file system.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { execFileSync, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  checkOurs,
  type Files,
  makeFolder,
  NotDurable,
  NotWritten,
  readWhole,
  sweep,
  writeWhole,
} from "../../../lab/base/durable.ts";
import { UserError } from "../../../lib/index.ts";
import { failing, type Failure } from "./failing-files.ts";

let place: string;
let path: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "durable-"));
  path = join(place, "x.json");
  writeFileSync(path, "old");
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

const attempt = (files: Files): unknown => {
  try {
    writeWhole(path, "the new content", files);
    return undefined;
  } catch (error) {
    return error;
  }
};
const content = (): string => readFileSync(path, "utf8");

/** What a write asks for, in this order: the data are on the disk before they get their name, and the name is too. */
const order = [
  ...["openSync", "writeFileSync", "fsyncSync", "closeSync", "readFileSync", "renameSync"],
  ...["openSync", "fsyncSync", "closeSync"],
];
const renamed = order.indexOf("renameSync");

describe("writeWhole", () => {
  it("leaves the new content and no other file, text or bytes", () => {
    const { files, calls } = failing();
    writeWhole(path, "the new content", files);
    expect(content()).toBe("the new content");
    expect(calls).toEqual(order);
    writeWhole(path, Uint8Array.of(0, 255, 10));
    expect([...readFileSync(path)]).toEqual([0, 255, 10]);
    writeWhole(path, "");
    expect(content()).toBe("");
    expect(readdirSync(place)).toEqual(["x.json"]);
  });

  it.each(order.map((call, at) => [at, call]))(
    "at whose call %i, %s, the system fails, says which of two it is",
    (at) => {
      for (const failure of [
        { at, code: "EIO" },
        { at, code: "ENOSPC", written: 0.5 },
      ] as Failure[]) {
        writeFileSync(path, "old");
        const error = attempt(failing(failure).files);
        const before = at <= renamed;
        expect(error).toBeInstanceOf(before ? NotWritten : NotDurable);
        expect(error).toBeInstanceOf(UserError);
        expect(content()).toBe(before ? "old" : "the new content");
        expect((error as Error).message).toMatch(
          before
            ? /x\.json: cannot be written \(.*(EIO|the disk is full, ENOSPC)\)\. What was there is unchanged\. Mend that/
            : /x\.json: is written, but may not outlast a loss of power/,
        );
        expect(readdirSync(place)).toEqual(["x.json"]);
      }
    },
  );

  it.each(order.map((call, at) => [at, call]))(
    "killed at call %i, %s, leaves the old content or the new",
    (at) => {
      for (const written of [0, 0.5, 1]) {
        writeFileSync(path, "old");
        attempt(failing({ at: at, written }).files);
        expect(content()).toBe(at <= renamed ? "old" : "the new content");
        // What a dead process left half-written is in nobody's way.
        writeWhole(path, "another");
        expect(content()).toBe("another");
      }
    },
  );

  it("notices bytes that do not read as they were written", () => {
    const { files } = failing();
    const error = attempt({
      ...files,
      readFileSync: (() => Buffer.from("the new")) as unknown as Files["readFileSync"],
    });
    expect(error).toBeInstanceOf(NotWritten);
    expect((error as Error).message).toMatch(/does not read as it was written/);
    expect(content()).toBe("old");
  });

  it.each(["EINVAL", "ENOTSUP"])(
    "asks no more of a file system that refuses to sync folders (%s)",
    (code) => {
      expect(attempt(failing({ at: order.lastIndexOf("fsyncSync"), code }).files)).toBeUndefined();
      expect(content()).toBe("the new content");
    },
  );

  it("says why where the path is no place for a file", () => {
    expect(() => {
      writeWhole(join(place, "there", "x"), "");
    }).toThrow(/x: cannot be written \(there is no such file or folder, ENOENT\)\./);
    expect(existsSync(join(place, "there"))).toBe(false);
    mkdirSync(join(place, "folder"));
    expect(() => {
      writeWhole(join(place, "folder"), "");
    }).toThrow(/folder: cannot be written \((it is a folder, EISDIR|.*EEXIST|ENOTEMPTY)\)/);
    expect(readdirSync(place).sort()).toEqual(["folder", "x.json"]);
  });

  it("full disks are the real thing where there is one", () => {
    if (!existsSync("/dev/full")) return;
    const { files } = failing();
    const full = {
      ...files,
      openSync: ((_: string, flags: string) => files.openSync("/dev/full", flags)) as Files["openSync"],
    };
    const error = attempt(full);
    expect(error).toBeInstanceOf(NotWritten);
    expect((error as Error).message).toMatch(/the disk is full, ENOSPC/);
    expect(content()).toBe("old");
  });
});

describe("readWhole", () => {
  it("gives the bytes, or a sentence with the path", () => {
    expect(readWhole(path).toString()).toBe("old");
    expect(() => readWhole(join(place, "no"))).toThrow(
      /no: cannot be read \(there is no such file or folder, ENOENT\)\. Check the path\.$/,
    );
    expect(() => readWhole(place)).toThrow(/cannot be read \(it is a folder, EISDIR\)\. Check the path\.$/);
  });

  it("takes what comes through a pipe, and no device, which could go on for ever", () => {
    const pipe = join(place, "pipe");
    execFileSync("mkfifo", [pipe]);
    const writer = spawn("sh", ["-c", 'printf "through" > "$0"', pipe]);
    expect(readWhole(pipe).toString()).toBe("through");
    writer.kill();
    expect(() => readWhole("/dev/zero")).toThrow(
      /zero: cannot be read \(it is a device\)\. Check the path\.$/,
    );
  });
});

describe("makeFolder", () => {
  it("makes what is missing, and leaves what is there", () => {
    const deep = join(place, "a", "b", "c");
    makeFolder(deep, "t");
    writeFileSync(join(deep, "kept"), "");
    makeFolder(deep, "t");
    makeFolder(join(deep, "..", "d"), "t");
    expect(readdirSync(deep)).toEqual(["kept"]);
    expect(readdirSync(join(place, "a", "b"))).toEqual(["c", "d"]);
  });

  it.each<[string, () => string, RegExp]>([
    ["an empty name", () => "", /^t: {2}cannot be made \(.*ENOENT\)/],
    [
      "a file",
      () => path,
      /x\.json cannot be made \(something else has that name, EEXIST\)\. Give another --out\.$/,
    ],
    [
      "something below a file",
      () => join(path, "a", "b"),
      /cannot be made \(a part of the path is no folder, ENOTDIR\)/,
    ],
    ["a place where the system makes none", () => "/proc/a/b", /\/proc\/a\/b cannot be made \(.*ENOENT\)/],
    ["a link to nowhere", () => link(join(place, "nowhere"), ""), /cannot be made \(.*EEXIST\)/],
    [
      "something below a link to nowhere",
      () => link(join(place, "nowhere"), "a"),
      /cannot be made \(.*EEXIST\)/,
    ],
    [
      "a name that is too long",
      () => join(place, "a".repeat(300)),
      /cannot be made \(the name is too long, ENAMETOOLONG\)/,
    ],
  ])("refuses %s at once", (_, folder, says) => {
    expect(() => {
      makeFolder(folder(), "t");
    }).toThrow(says);
    expect(content()).toBe("old");
  });

  const link = (to: string, below: string): string => {
    symlinkSync(to, join(place, "link"));
    return join(place, "link", below);
  };
});

describe("checkOurs", () => {
  const check = (folder: string): void => {
    checkOurs(folder, "t", "t.json", "test");
  };

  it("takes a folder that is not there, that is empty, or that holds the record", () => {
    check(join(place, "new"));
    check(join(path, "below a file"));
    mkdirSync(join(place, "a"));
    check(join(place, "a"));
    writeFileSync(join(place, "a", "t.json.12.tmp"), "half");
    check(join(place, "a"));
    for (const name of ["t.json", "report.html", "more"]) writeFileSync(join(place, "a", name), "");
    check(join(place, "a"));
  });

  it.each(["thesis.tex", "report.html", "metrics.json.12.tmp"])("refuses one that holds %s", (name) => {
    writeFileSync(join(place, name), "");
    expect(() => {
      check(place);
    }).toThrow(/^t: .* holds no test and is no empty folder\. Give another --out\.$/);
  });

  it("refuses a file", () => {
    expect(() => {
      check(path);
    }).toThrow(/x\.json holds no test and is no empty folder/);
  });
});

describe("sweep", () => {
  it("removes what a killed process left, and nothing that may be under way or was never ours", () => {
    const minutesAgo = (name: string, minutes: number): void => {
      writeFileSync(join(place, name), "half");
      const then = Date.now() / 1000 - 60 * minutes;
      utimesSync(join(place, name), then, then);
    };
    minutesAgo("a.json.123.tmp", 2);
    minutesAgo("b.json.4.tmp", 600);
    minutesAgo("c.json.123.tmp", 0.5);
    minutesAgo("mine.tmp", 600);
    mkdirSync(join(place, "d.json.5.tmp"));
    sweep(place);
    expect(readdirSync(place)).toEqual(["c.json.123.tmp", "d.json.5.tmp", "mine.tmp", "x.json"]);
  });
});
