/** One small probe, made once for each test file of the page and the table. */
import { probe, probeConfig, type ProbeRecord } from "../../../../lab/probe/index.ts";

export function sampleProbe(denseUpTo = 2000): ProbeRecord {
  const config = probeConfig({
    ...{ task: "blobs", train: 60, test: 30, hidden: [3], steps: [2], batchSize: [12] },
    methods: ["bn", "bnp"],
  });
  return probe(config, { examples: 20, denseUpTo, every: 1, command: "bnp probe <me>" });
}
