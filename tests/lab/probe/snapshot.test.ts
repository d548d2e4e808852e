import { probeConfig } from "../../../lab/probe/probe.ts";
import { preconditionerOf, snapshots } from "../../../lab/probe/snapshot.ts";
import { buildModel } from "../../../lab/training/network.ts";
import { loadData } from "../../../lab/training/task.ts";
import { crossEntropy, Pass } from "../../../layers/index.ts";
import { Random } from "../../../lib/index.ts";
import { affineConditioning, conditionOf, dense, hessian, spectrumOf } from "../../../probes/index.ts";
import { tensor } from "../../../tensor/index.ts";

const config = probeConfig({ task: "blobs", train: 60, test: 30, hidden: [3] });
const dataset = loadData(config);
const bn = { label: "bn", method: "bn", statistics: null } as const;
const options = { examples: 60, denseUpTo: 2000 };

it("sees the Hessian of the network itself, in train mode", () => {
  const model = buildModel(bn, config, dataset, Random.stream(3, "weights"));
  const seen = snapshots(bn, config, dataset, options)(model.state(), 7)!;
  const x = tensor(dataset.train.inputs, [60, dataset.features]);
  const loss = (pass: Pass) => crossEntropy(model.forward(x, pass), dataset.train.labels);
  const h = hessian(loss, model.parameters(), Pass.training());
  expect(seen.step).toBe(7);
  expect(seen.loss).toBe(h.loss.item());
  expect(seen.whole.before.spectrum).toEqual([...conditionOf(spectrumOf(dense(h))).eigenvalues]);
  expect(seen.layers.map(({ layer, input }) => [layer, input === null])).toEqual([
    ["0", false],
    ["2", true],
    ["3", false],
  ]);
  expect(seen.layers[0]!.input!.hat.kappa).toBe(affineConditioning(h.pass)[0]!.hat.kappa);
});

it("keeps the inertia through P, as Sylvester has it, and changes the spectrum", () => {
  const model = buildModel(bn, config, dataset, Random.stream(3, "weights"));
  const { whole } = snapshots(bn, config, dataset, options)(model.state(), 0)!;
  expect(whole.after.inertia).toEqual(whole.before.inertia);
  expect(whole.after.spectrum).not.toEqual(whole.before.spectrum);
});

it("certifies κ* of the last layer's block over what the softmax leaves", () => {
  const model = buildModel(bn, config, dataset, Random.stream(3, "weights"));
  const last = snapshots(bn, config, dataset, options)(model.state(), 0)!.layers.at(-1)!;
  for (const { status, kappaStar, inertia } of [last.before, last.after]) {
    expect(status).toBe("singular");
    expect(inertia).toMatchObject({ negative: 0, zero: 3 + 1 }); // hidden units and the bias
    expect(kappaStar!.high! / kappaStar!.low - 1).toBeLessThan(1e-12);
  }
});

it("says nothing of a network whose loss is not finite", () => {
  const model = buildModel(bn, config, dataset, Random.stream(3, "weights"));
  const broken = new Map(
    [...model.state()].map(([name, array]) =>
      name === "3.bias" ? [name, { ...array, values: array.values.map(() => NaN) }] : [name, array],
    ),
  );
  expect(snapshots(bn, config, dataset, options)(broken, 0)).toBeUndefined();
});

it("tells whose statistics P is made of", () => {
  expect(preconditionerOf(bn)).toContain("probe's batch");
  expect(preconditionerOf({ label: "bnp", method: "bnp", statistics: "ramp" })).toContain("training");
});
