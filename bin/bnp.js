#!/usr/bin/env node
/**
 * The bnp command: starts the compiled command line. It knows where dist/ is and nothing else.
 */
"use strict";
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const lab = join(__dirname, "..", "dist", "cjs", "lab");
if (existsSync(lab)) {
  require(join(lab, "command", "uncaught-exceptions.js"));
  require(join(lab, "cli", "main.js")).run();
} else {
  process.stderr.write("bnp: dist/ has not been built. Run `npm run build` first.\n");
  process.exitCode = 1;
}
