import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TheoryRecord } from "../../../lab/theory/index.ts";
import { here, workplace } from "../cli/program.ts";

const place = workplace();

it("prints the rows of the table as one JSON value, and leaves record and page", async () => {
  const out = join(place(), "run");
  const said = await here("theory", "--only", "quadratic-1e1", "--out", out, "--json");
  expect(said.code).toBe(0);
  const rows = JSON.parse(said.out) as Record<string, number | string>[];
  expect(rows.map(({ problem, method }) => [problem, method])).toEqual([
    ["quadratic-1e1", "none"],
    ["quadratic-1e1", "none"],
  ]);
  for (const row of rows) {
    expect(Object.keys(row)).toEqual(
      "problem method alpha kappaStar predictedRate measuredRate relativeError".split(" "),
    );
    const [measured, predicted] = [row["measuredRate"] as number, row["predictedRate"] as number];
    expect(row["relativeError"]).toBe(Math.abs((1 - measured) / (1 - predicted) - 1));
    expect(row["relativeError"]).toBeLessThanOrEqual(1e-9);
  }
  expect(said.err).toMatch(
    /^Into .*run, when all is done: Ctrl-C ends at once and keeps nothing\.\n\[1\/1\] quadratic-1e1 … κ\* 10, rates off by at most /,
  );
  const record = JSON.parse(readFileSync(join(out, "theory.json"), "utf8")) as TheoryRecord;
  expect(record.problems[0]!.methods[0]!.rates.map(({ alpha }) => alpha)).toEqual(
    rows.map(({ alpha }) => alpha),
  );
  expect(existsSync(join(out, "report.html"))).toBe(true);
});

it("prints the table, from another seed too", async () => {
  const { code, out } = await here(
    "theory",
    "--only",
    "quadratic-1e1",
    "--seed",
    "7",
    "--out",
    join(place(), "seven"),
  );
  expect(code).toBe(0);
  expect(out).toContain("1−r predicted");
  expect(out).toContain("Every row is within its bound.");
  expect(out).toMatch(/Report: .*seven\/report\.html\n$/);
});

it.each([
  [["--only", "mlp-withe"], 'theory: "mlp-withe" is not a problem. Did you mean "mlp-white"?'],
  [["--seed", "-1"], "Give a whole number of at least 0."],
  [["--olny", "mlp"], "unknown option '--olny'"],
])("refuses %j with a sentence", async (flags, sentence) => {
  const { code, out, err } = await here("theory", ...flags, "--out", join(place(), "no"));
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(sentence);
});

it("says before it computes that the folder cannot be made", async () => {
  const { code, err } = await here("theory", "--only", "quadratic-1e1", "--out", join(__filename, "x"));
  expect(code).toBe(2);
  expect(err).toMatch(
    /^theory: .* cannot be made \(a part of the path is no folder, ENOTDIR\)\. Give another --out\.\n$/,
  );
});

it("lists its problems in the help", async () => {
  const { code, out } = await here("theory", "--help");
  expect(code).toBe(0);
  expect(out).toContain("mlp-scaled");
  expect(out).toContain("--only <list>");
});
