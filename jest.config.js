// Tests are transpiled by swc and not type-checked here: `npm run types` is the type gate.
/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/tests"],
  testMatch: ["**/*.test.ts"],
  maxWorkers: "100%", // jest would leave one core idle, which on two cores is half of them
  testTimeout: 30_000, // a limit for what hangs: on a busy machine an honest test may need more than jest's 5 s
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
};
