/**
 * Every command that the pages show in a block of shell: its script is in package.json, and `compare` accepts its
 * flags. Nothing is trained here, and no data is read: the configurations are only resolved.
 */
import { here } from "../lab/cli/program.ts";
import { filesBelow, textOf } from "./sources.ts";

interface Shown {
  readonly page: string;
  readonly command: string;
}

const pages = ["README.md", ...filesBelow("docs", ".md")];

/** The lines of the sh blocks of a page, without the comments behind them. */
function commandsOf(page: string): readonly Shown[] {
  const blocks = [...textOf(page).matchAll(/^```sh\n(.*?)^```$/gms)].map((match) => match[1]!);
  return blocks.flatMap((block) =>
    block
      .split("\n")
      .map((line) => ({ page, command: line.replace(/#.*/, "").trim() }))
      .filter(({ command }) => command !== ""),
  );
}

const shown = pages.flatMap(commandsOf);
const compared = shown.filter(({ command }) => command.startsWith("npm run -s bnp -- compare "));

it("shows commands whose scripts there are", () => {
  const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
  const run = shown.flatMap(({ page, command }) =>
    [...command.matchAll(/npm run (?:-s )?([\w:]+)/g)].map((match) => ({ page, script: match[1]! })),
  );
  expect(run.length).toBeGreaterThan(10);
  expect(run.filter(({ script }) => !(script in scripts))).toEqual([]);
});

it.each(compared)("$page: $command", async ({ command }) => {
  const args = command.split(/\s+/).slice(5); // npm run -s bnp -- …
  const { code, err } = await here(...args, "--print-config");
  expect({ code, err }).toEqual({ code: 0, err: "" });
});

it("finds comparisons on several pages", () => {
  expect(new Set(compared.map(({ page }) => page)).size).toBeGreaterThan(2);
});
