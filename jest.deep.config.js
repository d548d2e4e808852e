// The long sweeps: everything of `npm test`, tables that it takes a part of (tests/support/effort.ts) as a whole, and the
// files ending in .deep.ts.
process.env.BNP_TESTS = "deep";

/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config.js"),
  testMatch: ["**/*.test.ts", "**/*.deep.ts"],
  testTimeout: 1_200_000,
};
