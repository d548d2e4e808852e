import fc from "fast-check";
import { drawSplit, stratifiedOrder } from "../../../lab/data/splits.ts";
import { Random } from "../../../lib/index.ts";

const size = { count: 20, features: 3, classes: 4 };
const draw = (random: Random, label: number, out: Float64Array, at: number) => {
  for (let j = 0; j < 3; j++) out[at + j] = random.uniform();
  return label;
};

describe("drawSplit", () => {
  it("draws from the streams data/<task>/train and data/<task>/test", () => {
    for (const which of ["train", "test"] as const) {
      const random = Random.stream(5, `data/t/${which}`);
      random.permutation(4);
      expect(drawSplit("t", which, 5, size, draw).inputs[0]).toBe(random.uniform());
    }
  });

  it("gives the same bytes again, and others for another split, seed or task", () => {
    const bytes = (task: string, which: "train" | "test", seed: number) =>
      drawSplit(task, which, seed, size, draw).inputs.join();
    expect(bytes("t", "train", 0)).toBe(bytes("t", "train", 0));
    const different = new Set([
      bytes("t", "train", 0),
      bytes("t", "test", 0),
      bytes("t", "train", 1),
      bytes("u", "train", 0),
    ]);
    expect(different.size).toBe(4);
  });

  it("holds every class once in each run of as many examples as classes", () => {
    const { labels } = drawSplit("t", "train", 0, size, draw);
    for (let start = 0; start < 20; start += 4) {
      expect([...labels.subarray(start, start + 4)].sort()).toEqual([0, 1, 2, 3]);
    }
  });

  it("gives the first examples of the same sequence when asked for fewer", () => {
    const [all, some] = [20, 9].map((count) => drawSplit("t", "train", 0, { ...size, count }, draw));
    expect([...some!.inputs]).toEqual([...all!.inputs.subarray(0, 27)]);
    expect([...some!.labels]).toEqual([...all!.labels.subarray(0, 9)]);
  });

  it("lets the example say its class", () => {
    expect(new Set(drawSplit("t", "train", 0, size, () => 2).labels)).toEqual(new Set([2]));
  });
});

describe("stratifiedOrder", () => {
  const labels = fc
    .array(fc.nat({ max: 6 }), { minLength: 2, maxLength: 80 })
    .map((list) => Int32Array.from(list));
  const order = (of: Int32Array, seed = 1) => stratifiedOrder(of, Random.stream(seed, "t"));
  const countIn = (of: Int32Array, rows: Int32Array, k: number) => rows.filter((row) => of[row] === k).length;

  it("is every row once, by the seed alone", () => {
    fc.assert(
      fc.property(labels, (of) => {
        expect([...order(of)].sort((a, b) => a - b)).toEqual([...of.keys()]);
        expect(order(of)).toEqual(order(of));
      }),
    );
    const many = Int32Array.from({ length: 60 }, (_, i) => i % 3);
    expect(order(many, 2)).not.toEqual(order(many, 1));
  });

  it("holds every class of more rows than one in the first k and all in the last k, of k classes", () => {
    fc.assert(
      fc.property(labels, (of) => {
        const classes = [...new Set(of)];
        const [first, last] = [order(of).subarray(0, classes.length), order(of).slice(-classes.length)];
        for (const k of classes) {
          expect(countIn(of, last, k)).toBeGreaterThan(0);
          if (of.filter((label) => label === k).length > 1) expect(countIn(of, first, k)).toBeGreaterThan(0);
        }
      }),
    );
  });

  it("holds equal classes in equal shares, to within one row, in every beginning", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 12 }), (classes, each) => {
        const of = Int32Array.from({ length: classes * each }, (_, i) => i % classes);
        for (let n = 1; n <= of.length; n++) {
          for (let k = 0; k < classes; k++) {
            expect(Math.abs(countIn(of, order(of).subarray(0, n), k) - n / classes)).toBeLessThan(1);
          }
        }
      }),
      { numRuns: 20 },
    );
  });
});
