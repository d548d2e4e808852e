import { tools } from "../../../lab/report/tools.ts";
import { methodNames } from "../../../lab/training/index.ts";
import { sampleComparison } from "../compare/sample.ts";

it("groups of arms come in the order of the registry, whatever the order of the record", () => {
  const labels = [...methodNames].reverse();
  const { arms } = sampleComparison({ labels, batchSizes: [60], seeds: [0] });
  expect(tools.groups(arms).map(({ label }) => label)).toEqual(methodNames);
});
