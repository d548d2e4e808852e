/**
 * What only whole processes meet: readers that leave, disks and quotas that are full, folders that are damaged between
 * two commands. Rows of shell; the program comes from the sources.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison } from "../../../lab/jobs/comparison.ts";
import { expCase } from "../golden/sample.ts";
import { compare, probe } from "./bad-input/row.ts";
import { type Ended, root, workplace } from "./program.ts";

jest.setTimeout(240_000);
const place = workplace();
const program = (file: string): string =>
  `'${process.execPath}' -r '${require.resolve("ts-node/register")}' '${join(root, "lab", file)}'`;

/** Runs a line of bash in the place; `bnp` and `golden` are the programs. The exit code is that of the first in a pipe. */
function shell(line: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const script = `bnp() { ${program("cli/main.ts")} "$@"; }; golden() { ${program("golden/main.ts")} "$@"; }; ${line}\nexit \${PIPESTATUS[0]}`;
  const process_ = spawn("bash", ["-c", script], { cwd: place(), env: { ...process.env, ...env } });
  let [out, err] = ["", ""];
  process_.stdout.on("data", (piece) => (out += String(piece)));
  process_.stderr.on("data", (piece) => (err += String(piece)));
  return new Promise((settle) => {
    process_.on("close", (code) => {
      settle({ code, out, err });
    });
  });
}

const stack = /\n\s+at /;
const timeless = (folder: string): unknown =>
  (JSON.parse(readFileSync(join(place(), folder, "metrics.json"), "utf8")) as Comparison).arms.map((arm) => ({
    ...arm,
    seconds: 0,
    curve: arm.curve.map((point) => ({ ...point, seconds: 0 })),
  }));
const strays = (folder: string): readonly string[] =>
  existsSync(folder)
    ? (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith(".tmp"))
    : [];

beforeAll(async () => {
  writeFileSync(join(place(), "golden.json"), JSON.stringify({ ops: [expCase()], bnp: [] }));
  const { code } = await shell(`bnp ${compare} --out whole`);
  expect(code).toBe(0);
});

const commands = [
  "bnp --help",
  "bnp help compare",
  "bnp data",
  "bnp data glyphs",
  "bnp data moons --json",
  "bnp compare --print-config",
  "bnp compare --dry-run",
  `bnp ${compare} --out piped`,
  `bnp ${compare} --json --out piped-json`,
  `bnp ${probe} --out piped-probe`,
  "bnp theory --only quadratic-1e1 --out piped-theory",
  "bnp report whole",
  "golden golden.json",
];

describe.each(commands)("%s", (command) => {
  it.each(["| true", "| head -1", "| head -c 1", ">&-"])("%s ends well", async (end) => {
    const { code, err } = await shell(`${command} ${end}`);
    expect({ code, stack: stack.test(err), lost: /stdout/.test(err) }).toEqual({
      code: 0,
      stack: false,
      lost: false,
    });
  });

  it("> /dev/full ends with a sentence", async () => {
    const { code, err } = await shell(`${command} > /dev/full`);
    expect({ code, last: err.trimEnd().split("\n").at(-1) }).toEqual({
      code: 2,
      last: "stdout: cannot be written (the disk is full, ENOSPC). Mend that, or write to another place.",
    });
  });

  it("2> /dev/full does what it is asked all the same", async () => {
    const { code, out } = await shell(`${command} 2> /dev/full`);
    expect({ code, some: out.length > 0 }).toEqual({ code: 0, some: true });
  });
});

it("results are whole where nobody heard of them", () => {
  expect(timeless("piped")).toEqual(timeless("whole"));
  expect(timeless("piped-json")).toEqual(timeless("whole"));
});

describe("a place without room", () => {
  const hasRoom = async (folder: string): Promise<void> => {
    const { code } = await shell(`bnp ${compare} --out ${folder}`);
    expect(code).toBe(0);
    expect(timeless(folder)).toEqual(timeless("whole"));
  };

  it.each([0, 1, 2, 4, 16])(
    "of %i KiB for a file: a sentence, nothing half-written, and the next one goes on",
    async (size) => {
      const folder = `quota-${size}`;
      const { code, err } = await shell(`ulimit -f ${size}; bnp ${compare} --out ${folder}`);
      expect(err).toMatch(
        /cannot be (made|written|written to) \(it is larger than a file may be here, EFBIG\)\. .*\n$/,
      );
      expect({ code, stack: stack.test(err), strays: strays(join(place(), folder)) }).toEqual({ code: 2, stack: false, strays: [] }); // prettier-ignore
      await hasRoom(folder);
    },
  );

  it.each([4, 16, 64])("of %i KiB in all", async (size) => {
    const disk = join(place(), `disk-${size}`);
    mkdirSync(disk);
    if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}k`, "tmpfs", disk]).status !== 0) {
      process.stdout.write("no small disk can be mounted by this user: left out\n");
      return;
    }
    try {
      const { code, err } = await shell(`bnp ${compare} --out disk-${size}/run`);
      expect(err).toMatch(/cannot be .*\((the disk is full, ENOSPC)\)\. .*\n$/);
      expect({ code, stack: stack.test(err), strays: strays(disk) }).toEqual({
        code: 2,
        stack: false,
        strays: [],
      });
      execFileSync("mount", ["-o", "remount,size=8m", disk]);
      await hasRoom(`disk-${size}/run`);
    } finally {
      execFileSync("umount", [disk]);
      rmSync(disk, { recursive: true });
    }
  });
});

describe("a run folder that was damaged", () => {
  const arm = "arms/none_b10_lr0.1_s0.json";

  it.each([
    [
      arm,
      "null",
      /none_b10_lr0\.1_s0\.json: is no finished run \(it is null and not an object\)\. Delete it, and the run/,
    ],
    [
      arm,
      '{"code": "x',
      /none_b10_lr0\.1_s0\.json: is not JSON \(.*\)\. Delete it, and the run is made again\./,
    ],
    [
      "metrics.json",
      "[]",
      /metrics\.json: is no record of a comparison \(it is a list and not an object\)\. Delete it/,
    ],
    ["config.json", "", /config\.json: is not JSON \(.*\)\./],
  ])("is named, and left as it was: %s as %j", async (name, content, says) => {
    await shell("rm -rf damaged; cp -r whole damaged");
    writeFileSync(join(place(), "damaged", name), content);
    for (const line of [`bnp ${compare} --out damaged`, "bnp compare --out damaged --resume"]) {
      const { code, out, err } = await shell(line);
      expect(err).toMatch(says);
      expect({ code, out, stack: stack.test(err) }).toEqual({ code: 2, out: "", stack: false });
    }
    expect(readFileSync(join(place(), "damaged", name), "utf8")).toBe(content);
    rmSync(join(place(), "damaged", name));
    if (name === "config.json") return;
    const { code } = await shell("bnp compare --out damaged --resume");
    expect(code).toBe(0);
    expect(timeless("damaged")).toEqual(timeless("whole"));
  });
});

it("a variable of the environment that is wrong is a sentence, before there is a program", () => {
  if (!existsSync(join(root, "dist"))) return;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "bin/bnp.js"), "data"], {
    env: { ...process.env, BNP_KERNELS: "fast" },
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^BNP_KERNELS: 'fast' is neither plain nor simd\..*\n$/);
});
