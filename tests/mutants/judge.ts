/**
 * Judges the sources as they are loaded now: by the gradient sweep, and by test files as jest would run them.
 *
 * A test file is loaded with jest's own `describe`, `it` and `expect` around it (jest-circus), in this process: what
 * takes jest seconds for each file takes as long as the tests themselves. Only what jest adds to a process is missing
 * (mocked modules, snapshots), which no judge uses. The first failure ends the judging.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as circus from "jest-circus";
import { expect } from "expect";
import { fn, spyOn } from "jest-mock";
import type { Operation } from "../../autograd/index.ts";
import { bySweep } from "./mutant.ts";
import { load, root } from "./sources.ts";

/** What jest allows a test: with circus's own 5 s a busy machine would kill. */
const { testTimeout } = load("jest.config.js") as { readonly testTimeout: number };

/** Undefined if the judge finds nothing wrong, else what it says. */
export async function verdict(judge: string, file: string): Promise<string | undefined> {
  try {
    return judge === bySweep ? sweepVerdict(file) : await testVerdict(judge);
  } catch (error) {
    return `does not load: ${firstLine((error as Error).message)}`;
  }
}

interface SweepModule {
  readonly sweep: (
    order: number,
    operations: readonly Operation[],
  ) => { readonly failures: readonly string[] };
}

/** Orders 1 and 2 of every operation, those that the file names first, up to the first failure. */
function sweepVerdict(file: string): string | undefined {
  const { catalogue } = load("tests/support/catalogue.ts") as { readonly catalogue: readonly Operation[] };
  const { sweep } = load("tests/support/sweep.ts") as SweepModule;
  const text = readFileSync(join(root, file), "utf8");
  const isNamed = ({ name }: Operation): boolean => text.includes(`"${name}"`);
  const named = catalogue.filter(isNamed);
  for (const operation of [...named, ...catalogue.filter((one) => !named.includes(one))]) {
    const [failure] = sweep(2, [operation]).failures;
    if (failure !== undefined) return failure;
  }
  return undefined;
}

async function testVerdict(testFile: string): Promise<string | undefined> {
  const { describe, it, test, beforeAll, beforeEach, afterAll, afterEach } = circus;
  const jest = { fn, spyOn };
  Object.assign(globalThis, { describe, it, test, expect, jest, beforeAll, beforeEach, afterAll, afterEach });
  circus.resetState();
  circus.getState().testTimeout = testTimeout;
  let failed = false;
  const skipAfterFailure: (event: circus.Event) => void = (event) => {
    if (event.name === "test_fn_failure" || event.name === "hook_failure") failed = true;
    if (event.name === "test_start" && failed) event.test.mode = "skip";
  };
  circus.addEventHandler(skipAfterFailure);
  try {
    load(testFile);
    const { testResults, unhandledErrors } = await circus.run();
    const wrong = testResults.find(({ errors }) => errors.length > 0);
    if (wrong !== undefined) return `${testFile}: ${wrong.testPath.slice(1).join(" ")}`;
    if (unhandledErrors.length > 0) return `${testFile}: ${firstLine(unhandledErrors[0]!)}`;
    return testResults.length === 0 ? `${testFile}: has no tests` : undefined;
  } finally {
    circus.removeEventHandler(skipAfterFailure);
  }
}

const firstLine = (text: string): string => text.split("\n")[0]!;
