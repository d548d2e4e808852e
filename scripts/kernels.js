/**
 * Compiles lib/kernels/*.as.ts to WebAssembly and embeds it in lib/kernels/simd.generated.ts as text, so that
 * ts-node, jest, the package and a browser bundle all load the kernels by an ordinary import.
 *
 * A comment in the generated file holds a hash of the sources; nothing is done while that is right.
 */
"use strict";
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const folder = path.join("lib", "kernels");
const target = path.join(folder, "simd.generated.ts");
// -O3, no garbage collector, no imports: the module is pure computation on a memory that it exports.
const flags = [
  "-O3",
  "--enable",
  "simd",
  "--runtime",
  "stub",
  "--noAssert",
  "--use",
  "abort=",
  "--initialMemory",
  "1",
];

const sourcesOf = (root) =>
  fs
    .readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith(".as.ts"))
    .sort()
    .map((file) => path.join(folder, file));

function stampOf(root) {
  const hash = createHash("sha256").update(flags.join(" "));
  for (const source of sourcesOf(root)) hash.update(fs.readFileSync(path.join(root, source)));
  return `// sha256 ${hash.digest("hex")}`;
}

/** Whether the generated file is there and made of the source as it is. */
function kernelsAreThere(root) {
  const file = path.join(root, target);
  return fs.existsSync(file) && fs.readFileSync(file, "utf8").includes(stampOf(root));
}

/** Makes the generated file if need be. Returns the compiler's complaint, or undefined. */
function buildKernels(root) {
  if (kernelsAreThere(root)) return undefined;
  const compiler = path.join(root, "node_modules", "assemblyscript", "bin", "asc.js");
  if (!fs.existsSync(compiler)) {
    return "AssemblyScript is not installed, so the SIMD kernels cannot be built. Run `npm ci`.";
  }
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "kernels-"));
  try {
    const wasm = path.join(scratch, "simd.wasm");
    const { status, stderr } = spawnSync(
      process.execPath,
      [compiler, ...sourcesOf(root), ...flags, "-o", wasm],
      {
        cwd: root,
        encoding: "utf8",
      },
    );
    if (status !== 0) return stderr;
    const text = fs.readFileSync(wasm).toString("base64");
    const content = `// Made of the .as.ts files beside it by scripts/kernels.js.\n${stampOf(root)}\nexport const simdModule: string = "${text}";\n`;
    const fresh = path.join(root, `${target}.${process.pid}`);
    fs.writeFileSync(fresh, content);
    fs.renameSync(fresh, path.join(root, target));
    return undefined;
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

module.exports = { buildKernels, kernelsAreThere };
