#!/usr/bin/env node
/**
 * The bnp command: starts the compiled command line. It knows where dist/ is and nothing else.
 */
"use strict";
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const folder = join(__dirname, "..", "dist", "cjs", "lab", "cli");
if (existsSync(folder)) {
  require(join(folder, "sentences.js"));
  require(join(folder, "main.js")).run();
} else {
  process.stderr.write("bnp: dist/ has not been built. Run `npm run build` first.\n");
  process.exitCode = 1;
}
