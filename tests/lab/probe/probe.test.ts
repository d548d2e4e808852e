import { oneIn } from "../../support/effort.ts";
import { probe, probeArm, probeConfig } from "../../../lab/probe/probe.ts";
import { armsOf, cells } from "../../../lab/training/arms.ts";
import { loadData } from "../../../lab/training/task.ts";
import { Training } from "../../../lab/training/training.ts";
import { UserError } from "../../../lib/index.ts";

const config = probeConfig({
  ...{ task: "blobs", train: 60, test: 30, hidden: [3], steps: [6], batchSize: [12] },
  methods: ["none", "bn", "bnp", "renorm"],
});
const options = { examples: 20, denseUpTo: 2000, every: 2, command: "test" };
const dataset = loadData(config);
const arms = armsOf(cells(config).cells, config.seeds, () => 0.1);

describe("training that is probed", () => {
  it.each(oneIn(2, arms))("is that of $label that is not, to the last bit", (arm) => {
    const rows = Int32Array.from({ length: dataset.train.count }, (_, i) => i);
    const plain = new Training(arm, config, dataset, rows);
    const before = plain.model.save();
    for (let i = 0; i < arm.steps; i++) expect(plain.step()).toBe(true);
    const { run, save } = probeArm(arm, config, dataset, options);
    expect(run.looks.map(({ step }) => step)).toEqual([0, 2, 4, 6]);
    expect(save()).toEqual(plain.model.save());
    expect(save()).not.toEqual(before);
  });
});

describe("a record", () => {
  const trained = new Map<string, Uint8Array>();
  const record = probe(config, { ...options, onTrained: ({ label }, bytes) => trained.set(label, bytes) });

  it("survives JSON, and counts every eigenvalue once", () => {
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    const matrices = record.runs.flatMap(({ looks }) =>
      looks.flatMap(({ layers, whole }) =>
        [...layers, whole].flatMap(({ before, after }) => [before, after]),
      ),
    );
    for (const { inertia, spectrum, size } of matrices) {
      expect(spectrum).toHaveLength(size);
      expect(inertia!.negative + inertia!.zero + inertia!.positive).toBe(size);
    }
    expect(new Set(matrices.map(({ status }) => status)).size).toBeGreaterThan(1);
  });

  it("gives a κ* exactly where it is certified or the zeros were predicted", () => {
    for (const { looks } of record.runs) {
      for (const { layers, whole } of looks) {
        for (const { before, after } of [...layers, whole]) {
          for (const { status, kappaStar } of [before, after]) {
            expect(kappaStar !== null).toBe(status === "certified" || status === "singular");
          }
        }
      }
    }
  });

  it("names the batch, the mode and what P is made of", () => {
    expect(record.batch).toBe("the first 20 of 60 training examples");
    expect(record.runs[0]!.looks[0]!.mode).toContain("train mode");
    expect(record.runs.map(({ preconditioner }) => preconditioner.includes("training"))).toEqual([
      ...[false, false, true, false],
    ]);
  });

  it("sees of a saved network what was seen of it at the end of its training", () => {
    for (const method of ["bn", "bnp"] as const) {
      const modelFile = { path: "a.safetensors", bytes: trained.get(method)! };
      const [run] = probe(probeConfig(config, { methods: [method] }), { ...options, modelFile }).runs;
      const last = record.runs.find(({ label }) => label === method)!.looks.at(-1)!;
      expect({ ...run!.looks[0]!, step: 0, seconds: 0 }).toEqual({ ...last, step: 0, seconds: 0 });
    }
  });

  it("asks for the one method of a saved network", () => {
    const modelFile = { path: "a.safetensors", bytes: trained.get("bn")! };
    expect(() => probe(config, { ...options, modelFile })).toThrow(/a\.safetensors is one network/);
  });
});

it("ends a run where it diverges, and says at which step", () => {
  const wild = probeConfig(config, { methods: ["none"], lr: 1e9 });
  const [run] = probe(wild, options).runs;
  expect(run!.status).toBe("diverged");
  expect(run!.divergedAt).toBeGreaterThan(0);
  expect(run!.looks.length).toBeGreaterThan(0);
});

it("gives bounds where matrices are too large to write out", () => {
  const [run] = probe(probeConfig(config, { methods: ["none"], steps: [1] }), {
    ...options,
    denseUpTo: 5,
  }).runs;
  const { whole } = run!.looks[0]!;
  expect(["bound", "indefinite"]).toContain(whole.before.status);
  expect(whole.before).toMatchObject({ spectrum: null, inertia: null, kappa: null, kappaStar: null });
  expect(whole.before.ritz!.length).toBeGreaterThan(1);
});

it("refuses to tune", () => {
  expect(() => probeConfig({ lr: "tune" })).toThrow(UserError);
});
