import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProbeRecord } from "../../../lab/probe/index.ts";
import { here, workplace } from "../cli/program.ts";

const place = workplace();
const small = "probe --task blobs --train 60 --test 30 --hidden 3 --batch-size 12 --steps 2 --every 2".split(
  " ",
);

it("prints one JSON value, and leaves record, page and networks that it can look at again", async () => {
  const folder = join(place(), "run");
  const { code, out, err } = await here(...small, "--methods", "none,bn", "--out", folder, "--json");
  expect(code).toBe(0);
  expect(err).toMatch(
    /^Into .*run, when all is done: Ctrl-C ends at once and keeps nothing\.\nnone, step 0: /,
  );
  const said = JSON.parse(out) as ProbeRecord & { readonly report: string };
  expect(said.runs.map(({ label, looks }) => [label, looks.length])).toEqual([
    ["none", 2],
    ["bn", 2],
  ]);
  expect(said.report).toBe(join(folder, "report.html"));
  expect(existsSync(said.report)).toBe(true);
  expect({
    ...(JSON.parse(readFileSync(join(folder, "probe.json"), "utf8")) as object),
    report: said.report,
  }).toEqual(said);

  const file = join(folder, "bn_b12_s0.safetensors");
  const again = await here(
    ...small,
    "--methods",
    "bn",
    "--model-file",
    file,
    "--out",
    join(place(), "saved"),
  );
  expect(again.code).toBe(0);
  expect(again.out).toContain(`bn, ${file}: step 0, loss`);
  expect(again.out).toContain("Report: ");
});

it.each([
  [["--lr", "tune"], "probe: it does not tune."],
  [
    ["--model-file", "there-is-none", "--methods", "bn"],
    "there-is-none: cannot be read (there is no such file or folder, ENOENT).",
  ],
  [["--every", "0"], "Give a whole number of at least 1."],
])("refuses %j with a sentence", async (more, sentence) => {
  const { code, out, err } = await here(...small, ...more, "--out", join(place(), "no"));
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(sentence);
});

it("shows its own defaults in the help", async () => {
  const { code, out } = await here("probe", "--help");
  expect(code).toBe(0);
  expect(out).toContain("learning rate (default: 0.1)");
  expect(out).not.toContain("or tune");
});
