/**
 * What the program says when it is used wrongly or asked about itself, where it says it, and the exit code.
 */
import { oneIn } from "../../support/effort.ts";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { child, here, root, small, workplace } from "./program.ts";

jest.setTimeout(60_000);
const place = workplace();

describe("wrong usage ends with 2, a sentence on stderr and nothing on stdout", () => {
  it.each([
    [["comprae"], /unknown command 'comprae'.*\(Did you mean compare\?\)/s],
    [["compare", "--batchsize", "60"], /unknown option '--batchsize'.*\(Did you mean --batch-size\?\)/s],
    [
      ["compare", "--batch-size", "60,six"],
      /'--batch-size <list>' argument '60,six' is invalid\. Give a whole number/,
    ],
    [
      ["compare", "--lr", "auto"],
      /'--lr <rate>' argument 'auto' is invalid\. Give a number above 0, or tune\./,
    ],
    [["compare", "--methods", "none,bnpp"], /"bnpp" is not known\. Did you mean "bnp"\?/],
    [["compare", "--activation", "rleu"], /Did you mean "relu"\?/],
    [["compare", "--seeds", "2..0"], /The range 2\.\.0 does not rise/],
    [["compare", "--preset", "strat"], /no preset is called "strat"\. Did you mean "start"\?/],
    [["compare", "--task", "glyhps"], /no task "glyhps"\. Did you mean "glyphs"\?/],
    [
      ["compare", "--config", "nowhere.json"],
      /nowhere\.json: cannot be read \(there is no such file or folder, ENOENT\)/,
    ],
    [["compare", "--methods", "bn", "--batch-size", "1"], /nothing to run: bn cannot train at batch size 1/],
    [
      ["compare", "--preset", "start", "--batch-size", "30", "--steps", "5"],
      /no learning rate is given for none at batch size 30/,
    ],
    [["compare", "--out", "nowhere", "--resume"], /nowhere: no such folder|nowhere holds no run/],
    [["compare", "mnist"], /^compare: "mnist" belongs to no flag\. Name the task by --task mnist\.\n$/],
    [["compare", "--batch-size", "60,", "6"], /argument '60,' is invalid/],
    [["compare", "--steps", "60", ",6"], /^compare: ",6" belongs to no flag\. Write lists without blanks/],
    [
      ["compare", "--model", "cnn", "--hidden", "9"],
      /^compare: --hidden has no meaning for cnn\. Use --widths/,
    ],
    [["compare", "--crop", "4.5"], /'--crop <pixels>' argument '4\.5' is invalid\. Give a whole number/],
    [["compare", "--flips"], /unknown option '--flips'.*\(Did you mean --flip\?\)/s],
    [["compare", "--model", "cnn", "--widths", "8"], /^compare: cnn has 4 widths, not 1\. Give 4\.\n$/],
    [["report", "nowhere"], /nowhere: cannot be read/],
    [["report", join(root, "tests"), "--out", "/nowhere/x.html"], /metrics\.json: cannot be read/],
    [["report", join(root, "package.json")], /is no record of a comparison/],
    [[], /Usage: bnp/],
  ])("%j", async (args, message) => {
    const { code, out, err } = await here(...args);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it("says that a run folder cannot be written", async () => {
    const file = join(place(), "a-file");
    writeFileSync(file, "");
    const { code, err } = await here(...small, "--lr", "0.1", "--out", join(file, "run"));
    expect(code).toBe(2);
    expect(err).toMatch(
      /a-file\/run cannot be made \(a part of the path is no folder, ENOTDIR\)\. Give another --out\.\n$/,
    );
  });

  const refused: readonly (readonly [readonly string[], RegExp])[] = [
    [["--task", "blobs", "--flip"], /--flip and --crop are for images/],
    [["--task", "glyphs", "--crop", "99"], /--crop 99 is out of range for the \d+×\d+ images of glyphs/],
    [["--task", "blobs", "--model", "resnet"], /a resnet needs images of at least 4×4/],
    [["--task", "shapes", "--data-dir", "."], /shapes: has no use for --data-dir/],
    [["--task", "cifar10"], /cifar10: the data files are not part of this project\. Put .*--data-dir DIR\./],
    [["--task", "cifar10", "--data-dir", "nowhere"], /cifar10: --data-dir nowhere does not exist\./],
  ];
  it.each(oneIn(3, refused))(
    "says once what the task cannot give, before any run: %j",
    async (args, message) => {
      const out = join(place(), "refused");
      const ended = await here("compare", "--lr", "0.1", "--out", out, ...args);
      expect({ ...ended, err: "" }).toEqual({ code: 2, out: "", err: "" });
      const [announced, sentence, ...more] = ended.err.trimEnd().split("\n");
      expect([announced, more]).toEqual([expect.stringContaining(`into ${out}`), []]);
      expect(sentence).toMatch(message);
      expect(existsSync(out)).toBe(false);
    },
  );

  it("names the key of a config file that does not exist", async () => {
    const file = join(place(), "wrong.json");
    writeFileSync(file, '{ "batchsize": [60] }');
    const { code, err } = await here("compare", "--config", file);
    expect(code).toBe(2);
    expect(err).toBe(`${file}: unknown key "batchsize". Did you mean "batchSize"?\n`);
  });
});

it("answers --help and --version with 0", async () => {
  const help = await here("compare", "--help");
  expect(help.code).toBe(0);
  for (const flag of ["--batch-size", "--lr", "--json", "--resume"]) expect(help.out).toContain(flag);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  expect(await here("--version")).toEqual({ code: 0, out: `${version}\n`, err: "" });
});

it("lists its commands with what they take", async () => {
  const { out } = await here("--help");
  for (const usage of ["compare [options]", "probe [options]", "report [options] <run>", "help [command]"])
    expect(out).toContain(`\n  ${usage} `);
  expect(out).not.toContain("words");
});

it("does not mind a reader that has seen enough", async () => {
  const { process: running, ended } = child("compare", "--preset", "start", "--print-config");
  running.stdout!.destroy();
  const { code, err } = await ended;
  expect({ code, err }).toEqual({ code: 0, err: "" });
});
