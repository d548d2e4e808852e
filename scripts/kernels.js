/**
 * Compiles lib/kernels/simd.as.ts to WebAssembly and embeds it in lib/kernels/simd.generated.ts as text, so that
 * ts-node, jest, the package and a browser bundle all load the kernels by an ordinary import.
 *
 * A comment in the generated file holds a hash of the source; nothing is done while that is right.
 */
"use strict";
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const source = path.join("lib", "kernels", "simd.as.ts");
const target = path.join("lib", "kernels", "simd.generated.ts");
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

const stampOf = (root) =>
  `// sha256 ${createHash("sha256")
    .update(flags.join(" "))
    .update(fs.readFileSync(path.join(root, source)))
    .digest("hex")}`;

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
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kernels-"));
  try {
    const wasm = path.join(folder, "simd.wasm");
    const { status, stderr } = spawnSync(process.execPath, [compiler, source, ...flags, "-o", wasm], {
      cwd: root,
      encoding: "utf8",
    });
    if (status !== 0) return stderr;
    const text = fs.readFileSync(wasm).toString("base64");
    const content = `// Made of simd.as.ts by scripts/kernels.js.\n${stampOf(root)}\nexport const simdModule = "${text}";\n`;
    const fresh = path.join(root, `${target}.${process.pid}`);
    fs.writeFileSync(fresh, content);
    fs.renameSync(fresh, path.join(root, target));
    return undefined;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { buildKernels, kernelsAreThere };
