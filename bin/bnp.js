#!/usr/bin/env node
/**
 * The bnp command: starts the compiled command line. It knows where dist/ is and nothing else.
 */
"use strict";
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const entry = join(__dirname, "..", "dist", "cjs", "lab", "cli", "main.js");
if (existsSync(entry)) {
  require(entry).run();
} else {
  process.stderr.write("bnp: dist/ has not been built. Run `npm run build` first.\n");
  process.exitCode = 1;
}
