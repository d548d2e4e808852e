/**
 * The commands that stand among the tests refuse what they do not know with a sentence, and do nothing.
 */
import { oneIn } from "./effort.ts";
import { spawnSync } from "node:child_process";
import { root } from "../house/sources.ts";

const started = (file: string, ...words: readonly string[]): readonly [number | null, string, string] => {
  const register = require.resolve("ts-node/register/transpile-only");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-r", register, file, ...words], {
    cwd: root,
    encoding: "utf8",
  });
  return [status, stdout, stderr];
};

const rows: readonly (readonly [string, string, RegExp])[] = [
  ["tests/support/sweep-report.ts", "--help", /^sweep: Unknown option '--help'\. Give the highest order .*\.\n$/],
  ["tests/support/sweep-report.ts", "twice", /^sweep: "twice" is no order from 1 to 9\. Give the highest order .*\.\n$/],
  ["tests/support/sweep-report.ts", "0", /^sweep: "0" is no order from 1 to 9\. /],
  ["tests/mutants/main.ts", "--help", /^mutants: Unknown option '--help'\. It takes --only WORD, --seed N and --json\.\n$/],
  ["tests/mutants/main.ts", "--seed=", /^mutants: --seed is '': a whole number from 0 is needed\./],
  ["tests/mutants/main.ts", "--seed=1e308", /^mutants: --seed is '1e308': a whole number/],
  ["tests/mutants/main.ts", "--only=xyzzy", /^mutants: none has 'xyzzy' in its name/],
  ["tests/support/evidence/main.ts", "--help", /^evidence: Unknown option '--help'\. It takes --only PART,… of .*\.\n$/],
  ["tests/support/evidence/main.ts", "--only=xyzzy", /^evidence: no part 'xyzzy'\. There are: /],
]; // prettier-ignore

it.each(oneIn(3, rows))("%s refuses %s", (file, word, sentence) => {
  const [status, out, err] = started(file, word);
  expect([status, out]).toEqual([2, ""]);
  expect(err).toMatch(sentence);
}, 30_000); // prettier-ignore
