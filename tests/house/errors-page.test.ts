/**
 * The error messages that docs/errors.md shows are what its commands print: every one is run.
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { here } from "../lab/cli/program.ts";
import { makeFiles, shownOn } from "./errors-page.ts";
import { textOf } from "./sources.ts";

const shown = shownOn(textOf("docs/errors.md"));
const home = process.cwd();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "errors-"));
  makeFiles(folder);
  process.chdir(folder);
  process.env["TS_NODE_PROJECT"] = join(__dirname, "../lab/cli/tsconfig.json");
});
afterAll(() => {
  delete process.env["TS_NODE_PROJECT"];
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

it.each(shown)("$command", async ({ command, printed }) => {
  const before = readdirSync(folder, { recursive: true });
  const { code, out, err } = await here(...command.split(/\s+/));
  expect({ code, out, err }).toEqual({ code: 2, out: "", err: printed });
  expect(readdirSync(folder, { recursive: true })).toEqual(before);
});

it("shows eleven", () => {
  expect(shown.length).toBe(11);
  expect(shownOn("```console\n$ npm run -s bnp -- data x\none\ntwo\n```\n```console\n$ ls\n```\n")).toEqual([
    { command: "data x", printed: "one\ntwo\n" },
  ]);
});
