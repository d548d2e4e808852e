/**
 * Checkpoints on disk: the last two are kept, the newest that can be read is taken, and at no step of writing one is there
 * a moment at which the run could be lost.
 */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunState } from "../../../lab/training/checkpoint.ts";
import {
  type CheckpointOptions,
  Checkpoints,
  millisecondsBetween,
} from "../../../lab/training/checkpoints.ts";
import { ContractError, DataError, Random, scalar, UserError } from "../../../lib/index.ts";
import { failing } from "../base/failing-files.ts";

let place: string;
let folder: string;
let notes: string[];
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "checkpoints-"));
  folder = join(place, "a", "run");
  notes = [];
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

const open = (options: Partial<CheckpointOptions> = {}): Checkpoints =>
  new Checkpoints({ folder, run: "this", note: (text) => notes.push(text), ...options });
const state = (step: number): RunState => ({
  ...{ step, seconds: step / 10, curve: [] },
  training: {
    arrays: new Map([["w", scalar(step)]]),
    batches: { epoch: Random.stream(step, "b").state(), at: 0 },
    moves: Random.stream(step, "m").state(),
  },
});
const save = (...steps: number[]): void => {
  const checkpoints = open();
  for (const step of steps) checkpoints.save(state(step));
};
const newest = (checkpoints = open()): RunState | undefined => checkpoints.resume((found) => found);
const file = (step: number): string => join(folder, `${String(step).padStart(9, "0")}.safetensors`);

describe("checkpoints", () => {
  it("are none where nothing was written, and nobody is told", () => {
    expect(newest()).toBeUndefined();
    expect(notes).toEqual([]);
  });

  it("keep the last two, and give back the last", () => {
    save(5, 40, 300);
    expect(readdirSync(folder)).toEqual(["000000040.safetensors", "000000300.safetensors"]);
    expect(newest()).toEqual(state(300));
    expect(notes).toEqual(["goes on at step 300"]);
    save(1e9);
    expect(newest()).toEqual(state(1e9));
  });

  it.each<[string, (path: string) => void]>([
    ["empty", (path) => writeFileSync(path, "")],
    ["cut short", (path) => truncateSync(path, 500)],
    ["full of zeros", (path) => writeFileSync(path, Buffer.alloc(readFileSync(path).length))],
    [
      "of another run",
      (path) => {
        const other = join(place, "other");
        open({ folder: other, run: "that" }).save(state(9));
        cpSync(join(other, "000000009.safetensors"), path);
      },
    ],
    [
      "changed by a bit",
      (path) => {
        const bytes = readFileSync(path);
        bytes[bytes.length - 3]! ^= 4;
        writeFileSync(path, bytes);
      },
    ],
    [
      "a folder",
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
    [
      "a link to nowhere",
      (path) => {
        rmSync(path);
        symlinkSync(join(place, "nowhere"), path);
      },
    ],
  ])("that are %s are not taken: the one before is, or none, and it is said", (_, damage) => {
    save(1, 2);
    damage(file(2));
    expect(newest()).toEqual(state(1));
    expect(notes).toEqual([
      expect.stringMatching(/^not read: .*000000002\.safetensors: .*\.$/),
      "goes on at step 1",
    ]);
    damage(file(1));
    notes = [];
    expect(newest()).toBeUndefined();
    expect(notes).toEqual([
      expect.stringContaining("not read"),
      expect.stringContaining("not read"),
      "begins again",
    ]);
  });

  it("that the run cannot go on from are passed to the one before", () => {
    save(1, 2);
    const taken = open().resume((found, path) => {
      if (found.step === 2) throw new DataError(`${path}: is of no use.`);
      return found.step;
    });
    expect(taken).toBe(1);
    expect(notes[0]).toMatch(/is of no use/);
    expect(() =>
      open().resume(() => {
        throw new ContractError("ours");
      }),
    ).toThrow(ContractError);
  });

  it("go away when a newer one is there: what could not be read, and what a killed process left", () => {
    save(1, 2);
    writeFileSync(file(7), "not ours");
    writeFileSync(join(folder, "000000003.safetensors.123.tmp"), "half");
    save(3);
    expect(readdirSync(folder)).toEqual(["000000002.safetensors", "000000003.safetensors"]);
  });

  it("are due after a while, and rarer where they take long", () => {
    const checkpoints = open({ every: 10_000 });
    const now = performance.now();
    expect(checkpoints.isDue(now)).toBe(false);
    expect(checkpoints.isDue(now + 11_000)).toBe(true);
    expect(open({ every: 0 }).isDue(performance.now())).toBe(true);
    const dear = open({ every: 0, share: 1e-9 });
    dear.save(state(1));
    expect(dear.isDue(performance.now() + 1000)).toBe(false);
    const cheap = open({ every: 0, share: Infinity });
    cheap.save(state(1));
    expect(cheap.isDue(performance.now())).toBe(true);
  });

  it("that cannot be written do not stop the run, which is said once", () => {
    const checkpoints = open({ folder: "/dev/null/x" });
    checkpoints.save(state(1));
    checkpoints.save(state(2));
    expect(notes).toEqual([expect.stringMatching(/^no checkpoint: .*ENOTDIR/)]);
  });
});

describe("while a checkpoint is written", () => {
  /** All that is asked of the file system, from making the folder to removing the oldest. */
  const calls = ((): readonly string[] => {
    const { files, calls: seen } = failing();
    const once = mkdtempSync(join(tmpdir(), "checkpoints-"));
    const checkpoints = new Checkpoints({ folder: once, run: "this" });
    for (const step of [1, 2]) checkpoints.save(state(step));
    new Checkpoints({ folder: once, run: "this", files }).save(state(3));
    rmSync(once, { recursive: true });
    return seen;
  })();
  const renamed = calls.indexOf("renameSync");

  it("everything is asked for that is failed below", () => {
    expect(calls).toEqual([
      "mkdirSync",
      ...["openSync", "writeFileSync", "fsyncSync", "closeSync", "readFileSync", "renameSync"],
      ...["openSync", "fsyncSync", "closeSync"],
      ...["readdirSync", "rmSync"],
    ]);
  });

  it.each(calls.map((call, at) => [at, call] as const))("a failure at call %i, %s, loses nothing", (at) => {
    for (const code of ["EIO", "ENOSPC"]) {
      rmSync(folder, { recursive: true, force: true });
      save(1, 2);
      notes = [];
      open({ files: failing({ at, code, written: 0.3 }).files }).save(state(3));
      expect(notes).toHaveLength(1);
      expect(newest()).toEqual(state(at <= renamed ? 2 : 3));
      save(4);
      expect(readdirSync(folder)).toHaveLength(2);
      expect(newest()).toEqual(state(4));
    }
  });

  it.each(calls.map((call, at) => [at, call] as const))("death at call %i, %s, loses nothing", (at) => {
    for (const written of [0, 0.3, 1]) {
      rmSync(folder, { recursive: true, force: true });
      save(1, 2);
      try {
        open({ files: failing({ at, written }).files }).save(state(3));
      } catch {
        // A dead process says nothing.
      }
      notes = [];
      expect(newest()).toEqual(state(at <= renamed ? 2 : 3));
      expect(notes).toEqual([`goes on at step ${at <= renamed ? 2 : 3}`]);
      save(4);
      expect(readdirSync(folder)).toHaveLength(2);
    }
  });

  it("also the first of all", () => {
    for (let at = 0; at < calls.length - 1; at++) {
      rmSync(folder, { recursive: true, force: true });
      try {
        open({ files: failing({ at }).files }).save(state(3));
      } catch {
        // As above.
      }
      expect(newest()).toEqual(at <= renamed ? undefined : state(3));
    }
  });
});

it("the time between two is two seconds, or what the environment says", () => {
  expect(["0.2", "", undefined, "0"].map(millisecondsBetween)).toEqual([200, 2000, 2000, 0]);
  for (const word of ["soon", "-1"]) expect(() => millisecondsBetween(word)).toThrow(UserError);
});
