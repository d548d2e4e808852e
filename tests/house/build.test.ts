/**
 * scripts/build.js in a small project of its own with a stand-in for the compiler: when it builds, what it says,
 * and that a failed or half-finished build is never taken for a good one.
 */
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "./sources.ts";

/** Stands in for tsc: writes index.ts to index.js, refuses the text "wrong", and counts its runs. */
const standIn = `
const fs = require("node:fs"), path = require("node:path");
const out = process.argv[process.argv.indexOf("--outDir") + 1];
fs.mkdirSync(out, { recursive: true });
const text = fs.readFileSync("index.ts", "utf8");
fs.writeFileSync(path.join(out, "index.js"), text);
fs.appendFileSync("runs.log", "x");
if (text.includes("wrong")) { console.log("index.ts(1,1): error TS0000: wrong"); process.exit(2); }
`;

/** Stands in for AssemblyScript's compiler: the source's own bytes, unless it says "wrong". */
const standInForKernels = `
const fs = require("node:fs");
const text = fs.readFileSync(process.argv[2], "utf8");
if (text.includes("wrong")) { console.error("ERROR TS0000: wrong"); process.exit(1); }
fs.writeFileSync(process.argv[process.argv.indexOf("-o") + 1], text);
`;

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let project: string;
const at = (path: string): string => join(project, path);
const write = (path: string, text: string): void => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
};
const compilations = (): number =>
  existsSync(at("runs.log")) ? readFileSync(at("runs.log"), "utf8").length : 0;

function build(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [at("scripts/build.js"), ...args], {
    cwd: tmpdir(),
    env: { ...process.env, npm_lifecycle_event: "", NODE_PATH: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "bnp-build-"));
  for (const file of ["scripts/build.js", "scripts/kernels.js", "scripts/pages.js"])
    cpSync(join(root, file), at(file));
  write("lib/kernels/simd.as.ts", "kernel");
  write("node_modules/assemblyscript/bin/asc.js", standInForKernels);
  write("index.ts", "one");
  for (const file of ["package.json", "tsconfig.cjs.json", "tsconfig.esm.json"]) write(file, "{}");
  write("node_modules/typescript/package.json", "{}");
  write("node_modules/typescript/lib/tsc.js", standIn);
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

describe("scripts/build.js", () => {
  it("builds once, says so in one line on stderr, and is silent while nothing changes", async () => {
    const first = await build();
    expect(first).toMatchObject({ code: 0, out: "" });
    expect(first.err).toMatch(/^building dist … \d+\.\d s\n$/);
    expect(readdirSync(at("dist")).sort()).toEqual([".built", "cjs", "esm", "node.mjs"]);
    expect(JSON.parse(readFileSync(at("dist/esm/package.json"), "utf8"))).toEqual({ type: "module" });
    expect(await build()).toEqual({ code: 0, out: "", err: "" });
    expect(compilations()).toBe(2);
  });

  it("embeds the compiled kernels, and makes them again when their source changes or they are gone", async () => {
    const generated = "lib/kernels/simd.generated.ts";
    const embedded = (): string | undefined =>
      /simdModule: string = "(.*)";/.exec(readFileSync(at(generated), "utf8"))?.[1];
    const base64 = (text: string): string => Buffer.from(text).toString("base64");
    await build();
    expect(embedded()).toBe(base64("kernel"));
    write("lib/kernels/simd.as.ts", "better");
    await build();
    expect(embedded()).toBe(base64("better"));
    rmSync(at(generated));
    await build();
    expect(embedded()).toBe(base64("better"));
  });

  it("fails with the kernels' compiler, and says how to get one that is not there", async () => {
    write("lib/kernels/simd.as.ts", "wrong");
    expect(await build()).toMatchObject({ code: 1, err: expect.stringContaining("TS0000: wrong") as string });
    rmSync(at("node_modules/assemblyscript"), { recursive: true });
    const { code, err } = await build();
    expect([code, err]).toEqual([1, expect.stringContaining("AssemblyScript is not installed")]);
    expect(existsSync(at("dist"))).toBe(false);
  });

  it("builds again when a source changes, is added or is removed, and with --force", async () => {
    await build();
    write("index.ts", "two");
    await build();
    expect(readFileSync(at("dist/cjs/index.js"), "utf8")).toBe("two");
    write("lib/more.ts", "");
    await build();
    rmSync(at("lib/more.ts"));
    await build();
    await build(["--force"]);
    expect(compilations()).toBe(10);
    for (const other of ["tests/some.test.ts", "README.md", "mine.ts", "scratch/mine.ts", "bench/row.ts"]) {
      write(other, "");
    }
    await build();
    expect(compilations()).toBe(10);
  });

  it("fails when types fail, keeps the last good dist/, and does not take it for a fresh one", async () => {
    await build();
    write("index.ts", "wrong");
    for (const _ of [1, 2]) {
      const failed = await build();
      expect(failed).toMatchObject({ code: 1, out: "" });
      expect(failed.err.match(/error TS0000: wrong/g)).toHaveLength(1);
    }
    expect(readFileSync(at("dist/cjs/index.js"), "utf8")).toBe("one");
    expect(existsSync(at(".build"))).toBe(false);
  });

  it("lets concurrent builds share one compilation", async () => {
    const outcomes = await Promise.all([build(), build(), build()]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(outcomes.filter(({ err }) => err !== "")).toHaveLength(1);
    expect(compilations()).toBe(2);
  });

  it("takes over the lock of a build that was killed", async () => {
    write(".build/lock", "999999999");
    write(".build/dist-left/cjs/index.js", "half");
    expect(await build()).toMatchObject({ code: 0 });
    expect(readFileSync(at("dist/cjs/index.js"), "utf8")).toBe("one");
    expect(existsSync(at(".build"))).toBe(false);
  });

  it("without TypeScript takes dist/ as it is, and where there is none says so in one sentence", async () => {
    await build();
    rmSync(at("node_modules"), { recursive: true });
    write("index.ts", "two");
    expect(await build()).toEqual({ code: 0, out: "", err: "" });
    rmSync(at("dist"), { recursive: true });
    const prepare = await build([], { npm_lifecycle_event: "prepare" });
    expect(prepare).toMatchObject({ code: 0, out: "" });
    expect(prepare.err).toMatch(/^build: TypeScript is not installed.*\n$/);
    expect((await build([], { npm_lifecycle_event: "prestart" })).code).toBe(1);
  });

  it("does nothing inside an installed package, which has no sources", async () => {
    rmSync(at("tsconfig.cjs.json"));
    expect(await build()).toEqual({ code: 0, out: "", err: "" });
    expect(compilations()).toBe(0);
  });
});
