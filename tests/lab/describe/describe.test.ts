import type { Dataset } from "../../../lab/data/dataset.ts";
import { loadTask } from "../../../lab/data/tasks.ts";
import { describeDataset, rangeOf, summarize } from "../../../lab/describe/describe.ts";

const blobs = loadTask("blobs", { seed: 0, train: 41, test: 20 });

describe("summarize", () => {
  it("is plain JSON with counts that add up", () => {
    const s = summarize(blobs);
    expect(JSON.parse(JSON.stringify(s))).toEqual(s);
    expect(s.counts).toEqual({ train: 41, test: 20 });
    for (const which of ["train", "test"] as const) {
      expect(s.classCounts[which].reduce((a, b) => a + b, 0)).toBe(s.counts[which]);
      expect(s.classCounts[which]).toHaveLength(s.classes.length);
    }
  });

  it("has the range of means and standard deviations over the training features", () => {
    const s = summarize(loadTask("moons", { seed: 0, standardize: true }));
    for (const value of Object.values(s.featureMean)) expect(value).toBeCloseTo(0, 12);
    for (const value of Object.values(s.featureSd)) expect(value).toBeCloseTo(1, 12);
  });
});

describe("a set of colour images", () => {
  const size = { seed: 0, train: 40, test: 4 };
  const d = loadTask("shapes", size);

  it("says by what its channels were standardized, and nothing of the kind otherwise", () => {
    expect(summarize(d).channels).toEqual(d.channels);
    expect(describeDataset(d)).toContain(`means ${Number(d.channels![0]!.mean.toPrecision(4))}, `);
    const plain = loadTask("shapes", { ...size, standardize: false });
    expect(summarize(plain)).not.toHaveProperty("channels");
    expect(describeDataset(plain)).not.toContain("channel");
  });
});

describe("describeDataset", () => {
  it("names the data, its counts, classes and source", () => {
    const text = describeDataset(blobs);
    for (const part of ["blobs", "41 to train on, 20 to test on", "shape [2]", "classes    4", "seed 0"]) {
      expect(text).toContain(part);
    }
  });

  it("lists no endless classes and lets no control character through", () => {
    const classNames = Array.from({ length: 200 }, (_, k) => `c${k}\u001b[2J`);
    const text = describeDataset({ ...blobs, classNames } satisfies Dataset);
    expect(text).toContain("170 more");
    expect(text).not.toContain("\u001b");
  });
});

describe("rangeOf", () => {
  it("takes more numbers than fit on a call stack", () => {
    expect(rangeOf(Float64Array.from({ length: 1e6 }, (_, i) => i))).toEqual({ least: 0, greatest: 999_999 });
  });
});
