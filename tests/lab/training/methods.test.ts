/**
 * The registry is the only list of methods: a row that is added in this test is trained, and found in help, configuration,
 * record, table, report, page and static figure, without another change.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as CommandLine from "../../../lab/command/flags.ts";
import type * as CompareRecord from "../../../lab/compare/record.ts";
import type * as Looks from "../../../lab/compare/report/looks.ts";
import type * as Page from "../../../lab/compare/report/page.ts";
import type * as Table from "../../../lab/compare/report/table.ts";
import type * as Series from "../../../lab/compare/series.ts";
import type * as Data from "../../../lab/data/index.ts";
import type * as Training from "../../../lab/training/index.ts";
import type * as Methods from "../../../lab/training/methods.ts";
import type { Method } from "../../../lab/training/results.ts";
import type * as Sample from "../compare/sample.ts";

const name = "bnp+ln" as Method;
const row = {
  title: "BNP beside LN",
  meaning: "a method of this test",
  help: "made up for this test",
  tone: 5,
};

jest.mock("../../../lab/training/methods.ts", () => {
  const actual = jest.requireActual<typeof Methods>("../../../lab/training/methods.ts");
  const added = { ...actual.methods["bnp+gn"], ...row };
  added.network = (statistics) => ({ ...actual.methods.bnp.network(statistics), normalization: "ln" });
  const methods = { ...actual.methods, [name]: added };
  return { methods, methodNames: Object.keys(methods) };
});

const { methods, methodNames } = jest.requireMock<typeof Methods>("../../../lab/training/methods.ts");
const training = jest.requireActual<typeof Training>("../../../lab/training/index.ts");
const { readComparison } = jest.requireActual<typeof CompareRecord>("../../../lab/compare/record.ts");
const { loadTask } = jest.requireActual<typeof Data>("../../../lab/data/index.ts");
const { looksOf } = jest.requireActual<typeof Looks>("../../../lab/compare/report/looks.ts");
const { renderReport } = jest.requireActual<typeof Page>("../../../lab/compare/report/page.ts");
const { renderTable } = jest.requireActual<typeof Table>("../../../lab/compare/report/table.ts");
const { groups } = jest.requireActual<typeof Series>("../../../lab/compare/series.ts");
const { compareOptions, methodsHelp } = jest.requireActual<typeof CommandLine>(
  "../../../lab/command/flags.ts",
);
const { sampleComparison } = jest.requireActual<typeof Sample>("../compare/sample.ts");

const folder = mkdtempSync(join(tmpdir(), "methods-"));
afterAll(() => rmSync(folder, { recursive: true }));

const comparison = sampleComparison({ labels: [name, "none", "bn"] });

it("the help names it, and a configuration takes it", () => {
  const flag = compareOptions().find(({ long }) => long === "--methods")!;
  expect(flag.description).toContain(name);
  expect(methodsHelp).toMatch(/ {2}bnp\+ln +made up for this test/);
  expect(training.resolveConfig({ methods: ["none", name] }).methods).toContain(name);
});

it("it is trained, with its own network", async () => {
  const config = training.resolveConfig({ methods: [name], hidden: [6], evaluations: 2 });
  const blobs = loadTask("blobs", { seed: 0, train: 60, test: 30 });
  const [cell] = training.cells(config).cells;
  const spec = { ...cell!, batchSize: 10, steps: 60, learningRate: 0.1, seed: 0 };
  const arm = await training.runArm(spec, config, blobs);
  expect(arm).toMatchObject({ label: name, method: name, statistics: "ramp", status: "ok" });
  expect(arm.final.trainLoss!).toBeLessThan(arm.curve[0]!.trainLoss!);
});

it("a record with it is read, and it has a place and a look", () => {
  const path = join(folder, "metrics.json");
  writeFileSync(path, JSON.stringify(comparison));
  const read = readComparison(path);
  const labels = (size: number): string[] => (size === 1 ? ["none", name] : ["none", "bn", name]);
  expect(groups(read.arms, methodNames).map(({ label }) => label)).toEqual([60, 6, 1].flatMap(labels));
  expect(looksOf(read).get(name)!.index).toBe(row.tone);
});

it("table and report name it: title, legend, rows and the order in the page's script", () => {
  expect(renderTable(comparison, { width: 140, colour: false })).toContain(name);
  const page = renderReport(comparison);
  expect(page).toContain("<h1>Plain, BN and BNP beside LN on glyphs");
  expect(page).toContain(`<dt>${name}</dt><dd>${row.meaning}; its statistics: ramp</dd>`);
  expect(page).toContain(JSON.stringify(methodNames));
});

it("every row has a title, a meaning, a help text and a tone", () => {
  for (const { title, meaning, help, tone, smallestBatch, smallestBatchReason } of Object.values(methods)) {
    for (const text of [title, meaning, help]) expect(text).not.toBe("");
    expect(Number.isInteger(tone)).toBe(true);
    expect(smallestBatch === 1).toBe(smallestBatchReason === "");
  }
});
