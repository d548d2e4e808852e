import { renderProbeTable } from "../../../../lab/probe/report/table.ts";
import { sampleProbe } from "./sample.ts";

it("shows every run with its layers and the whole, one status a matrix", () => {
  const record = sampleProbe();
  const text = renderProbeTable(record);
  expect(text.split("\n")[0]).toContain("the first 20 of 60 training examples as one batch, train mode");
  for (const run of record.runs) {
    const { layers } = run.looks.at(-1)!;
    const part = text.split("\n\n").find((lines) => lines.startsWith(`${run.label},`))!;
    const statuses = part.match(
      /certified|singular|presumed|ambiguous|indefinite$|indefinite(?=\n)|zero$/gm,
    )!;
    expect(statuses).toHaveLength(2 * (layers.length + 1));
    expect(part).toContain(run.preconditioner);
  }
});

it("shows a run without snapshots by its title", () => {
  const record = sampleProbe();
  const runs = [{ ...record.runs[0]!, looks: [], status: "diverged", divergedAt: 0 } as const];
  expect(renderProbeTable({ ...record, runs })).toContain("nothing seen; diverged at step 0");
});

it.each([80, 60, 40])("is no wider than a terminal of %d columns", (width) => {
  const lines = renderProbeTable(sampleProbe(), width).split("\n");
  expect(
    Math.max(...lines.map((line) => Array.from(line.replace(/\p{Mn}/gu, "")).length)),
  ).toBeLessThanOrEqual(width);
});
