import { drawSplit } from "../../../lab/data/splits.ts";
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
