// The long sweeps: everything of `npm test`, and the files ending in .deep.ts.
/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config.js"),
  testMatch: ["**/*.test.ts", "**/*.deep.ts"],
  testTimeout: 1_200_000,
};
