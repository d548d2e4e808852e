/** What is stored of a run, read back whole, or refused by the name of what is wrong. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPrevious, readStoredArm } from "../../../lab/jobs/record.ts";
import { sampleComparison } from "../compare/sample.ts";

let path: string;
beforeEach(() => (path = join(mkdtempSync(join(tmpdir(), "record-")), "x.json")));
afterEach(() => {
  rmSync(join(path, ".."), { recursive: true });
});

const comparison = sampleComparison({ diverging: ["none/6/0"], seeds: [0, 1], evaluations: 2 });
const write = (value: unknown): string => {
  writeFileSync(path, JSON.stringify(value));
  return path;
};

it("reads how an earlier comparison came about, of whatever form the rest is", () => {
  const { provenance } = comparison;
  const { costs } = comparison;
  expect(readPrevious(write({ provenance, costs, arms: 3 }))).toMatchObject({ provenance, costs });
  expect(readPrevious(write({ provenance }))).toEqual({ provenance });
  write({ provenance: { ...provenance, startedAt: "yesterday" } });
  expect(() => readPrevious(path)).toThrow(
    /x\.json: is no record of a comparison \(provenance\.startedAt: .*\)\. Delete it: it is made again from the runs\.$/,
  );
});

describe("a stored run", () => {
  const arm = comparison.arms[0]!;

  it("comes back whole, or as outdated whatever its form was", () => {
    expect(readStoredArm(write({ code: "v1", arm }), "v1")).toEqual(arm);
    expect(readStoredArm(write({ code: "v0", arm: "of another form" }), "v1")).toBe("outdated");
  });

  it.each<[unknown, string]>([
    [null, "it is null and not an object"],
    [{}, "code is missing"],
    [{ code: "v1" }, "arm is missing"],
    [{ code: "v1", arm: {} }, "arm.label is missing"],
    [{ code: "v1", arm: { ...arm, seed: "3" } }, "arm.seed is a string and not a finite number"],
    [{ code: "v1", arm: { ...arm, curve: [{}] } }, "arm.curve.0.step is missing"],
  ])("is refused as %j", (value, misfit) => {
    write(value);
    expect(() => readStoredArm(path, "v1")).toThrow(
      `x.json: is no finished run (${misfit}). Delete it, and the run is made again.`,
    );
  });
});
