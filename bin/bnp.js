#!/usr/bin/env node
/**
 * The bnp command: starts the compiled command line. It knows where dist/ is and nothing else.
 */
"use strict";
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const entry = join(__dirname, "..", "dist", "cjs", "lab", "cli", "main.js");
if (existsSync(entry)) {
  try {
    require(entry).run();
  } catch (error) {
    // Before the program is there only a variable of the environment can be wrong, such as BNP_KERNELS.
    if (error.name !== "UserError") throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
} else {
  process.stderr.write("bnp: dist/ has not been built. Run `npm run build` first.\n");
  process.exitCode = 1;
}
