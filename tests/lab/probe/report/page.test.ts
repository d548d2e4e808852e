import { renderProbeReport } from "../../../../lab/probe/report/page.ts";
import { sampleProbe } from "./sample.ts";

it("is one page without a script, with every run, escaped", () => {
  const record = sampleProbe();
  const failures = [{ label: "ln", batchSize: 1, seed: 0, error: "<oh>" }];
  const page = renderProbeReport({ ...record, failures });
  expect(page).not.toContain("<script");
  expect(page).not.toMatch(/https?:\/\//);
  expect(page).toContain("bnp probe &lt;me&gt;");
  expect(page).toContain("failed: &lt;oh&gt;");
  for (const { label } of record.runs) expect(page).toContain(`<h3>${label}, batch 12`);
  expect(page.match(/<table>/g)).toHaveLength(2 * record.runs.length);
});
