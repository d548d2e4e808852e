/**
 * Builds the SIMD kernels (kernels.js), the script of the report's page (pages.js) and dist/: the CommonJS build that
 * Node runs, the ES module build for browsers and bundlers, and the wrapper through which Node's `import` reaches the
 * CommonJS copy, so that one process holds one engine.
 *
 * What is built is decided by content: dist/.built holds a hash over every file that the builds compile and how they
 * compile it, and a build happens when the hash differs or with --force. Other TypeScript in the tree (tests, benchmarks,
 * a script that a user is trying) does not cause one. The compilers write into a folder of their own, which is then
 * renamed to dist/; a lock lets a second build (npm start in two terminals) wait for the first and find its work done.
 * stdout stays empty, because commands print JSON there. Types that fail end with exit code 1 and leave dist/
 * and its stamp as they were. Without TypeScript (npm ci --omit=dev) an existing dist/ is taken as it is.
 */
"use strict";
const { createHash } = require("node:crypto");
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { buildKernels, kernelsAreThere } = require("./kernels.js");
const { buildPage, pageIsThere } = require("./pages.js");

const root = path.resolve(__dirname, "..");
const dist = path.join(root, "dist");
const buildFolder = path.join(root, ".build");
const lock = path.join(buildFolder, "lock");
/** What the builds compile: the engine's folders, the lab, and declarations of packages without their own. */
const compiled = [
  "lib",
  "tensor",
  "autograd",
  "preconditioners",
  "layers",
  "optim",
  "probes",
  "lab",
  "types",
];
const configuration = ["index.ts", "package.json", "tsconfig.json", "tsconfig.cjs.json", "tsconfig.esm.json"];
const patience = 180_000;

/** Every file whose content decides what dist/ must hold, in a fixed order. */
function sources() {
  const single = [...configuration.map((name) => path.join(root, name)), __filename];
  return [...single, ...compiled.flatMap((name) => typescriptBelow(path.join(root, name)))].filter(
    fs.existsSync,
  );
}

function typescriptBelow(folder) {
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder, { recursive: true }).sort();
  return names
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".generated.ts"))
    .map((name) => path.join(folder, name));
}

function hashOfSources() {
  const hash = createHash("sha256");
  for (const file of sources()) {
    const content = fs.readFileSync(file);
    hash
      .update(`${path.relative(root, file).split(path.sep).join("/")}\n${content.length}\n`)
      .update(content);
  }
  return hash.digest("hex");
}

const isFresh = (hash) =>
  kernelsAreThere(root) && pageIsThere(root) && readOr(path.join(dist, ".built"), "") === hash;

function readOr(file, otherwise) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return otherwise;
    throw error;
  }
}

/** The path of the TypeScript compiler, or undefined where development dependencies are not installed. */
function compiler() {
  try {
    return path.join(
      path.dirname(require.resolve("typescript/package.json", { paths: [root] })),
      "lib",
      "tsc.js",
    );
  } catch {
    return undefined;
  }
}

/** Runs one compilation and resolves to its complaints; [] means that it succeeded. */
function compile(tsc, config, outDir) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tsc, "-p", config, "--outDir", outDir, "--pretty", "false"], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve(code === 0 ? [] : [...said.trim().split("\n"), ...(signal ? [`tsc ended by ${signal}`] : [])]),
    );
  });
}

/** Compiles both builds side by side into `folder`; the complaints of both, each once. */
async function compileInto(folder, tsc, hash) {
  const complaints = await Promise.all([
    compile(tsc, "tsconfig.cjs.json", path.join(folder, "cjs")),
    compile(tsc, "tsconfig.esm.json", path.join(folder, "esm")),
  ]);
  const all = [...new Set(complaints.flat())];
  if (all.length === 0) {
    fs.writeFileSync(path.join(folder, "esm", "package.json"), '{ "type": "module" }\n');
    fs.writeFileSync(path.join(folder, "node.mjs"), 'export * from "./cjs/index.js";\n');
    fs.writeFileSync(path.join(folder, ".built"), hash);
  }
  return all;
}

/** Puts a finished folder in the place of dist/ by renaming. */
function moveIntoPlace(folder) {
  const old = `${folder}-old`;
  if (fs.existsSync(dist)) fs.renameSync(dist, old);
  fs.renameSync(folder, dist);
  fs.rmSync(old, { recursive: true, force: true });
}

const isRunning = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** Takes the lock, waiting for its holder; a holder that died (killed build) loses it. */
async function takeLock() {
  fs.mkdirSync(buildFolder, { recursive: true });
  for (const start = Date.now(); Date.now() - start < patience;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if (error.code === "ENOENT") fs.mkdirSync(buildFolder, { recursive: true });
      else if (error.code !== "EEXIST") throw error;
    }
    const holder = Number(readOr(lock, "0"));
    if (holder > 0 && !isRunning(holder)) fs.rmSync(lock, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `another build has held .build/lock for ${patience / 1000} s. If none is running, delete that file.`,
  );
}

/** Compiles under the lock; the exit code. */
async function build(tsc, force) {
  await takeLock();
  try {
    const hash = hashOfSources();
    if (!force && isFresh(hash)) return 0;
    const start = performance.now();
    process.stderr.write("building dist … ");
    const complaint = buildKernels(root) ?? buildPage(root);
    if (complaint !== undefined) {
      process.stderr.write(`failed\n${complaint}\n`);
      return 1;
    }
    const folder = path.join(buildFolder, `dist-${process.pid}`);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder);
    const complaints = await compileInto(folder, tsc, hash);
    if (complaints.length > 0) {
      process.stderr.write(`failed\n${complaints.join("\n")}\n`);
      return 1;
    }
    moveIntoPlace(folder);
    process.stderr.write(`${((performance.now() - start) / 1000).toFixed(1)} s\n`);
    return 0;
  } finally {
    fs.rmSync(buildFolder, { recursive: true, force: true }); // the lock, and what a killed build left
  }
}

async function main() {
  const force = process.argv.includes("--force");
  const isInstalledPackage = !fs.existsSync(path.join(root, "tsconfig.cjs.json"));
  if (isInstalledPackage || (!force && isFresh(hashOfSources()))) return 0;
  const tsc = compiler();
  if (tsc !== undefined) return build(tsc, force);
  if (fs.existsSync(dist) && !force) return 0;
  const inPrepare = process.env.npm_lifecycle_event === "prepare";
  process.stderr.write(
    "build: TypeScript is not installed, so dist/ was not built. Run `npm ci` with development dependencies.\n",
  );
  return inPrepare ? 0 : 1;
}

main().then(
  (code) => (process.exitCode = code),
  (error) => {
    process.stderr.write(`build: ${error.message}\n`);
    process.exitCode = 1;
  },
);
