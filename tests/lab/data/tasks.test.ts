import type { TaskOptions } from "../../../lab/data/dataset.ts";
import { loadTask, tasks } from "../../../lab/data/index.ts";
import { UserError } from "../../../lib/index.ts";

describe("tasks", () => {
  it("have different names, and each says what it is", () => {
    expect(new Set(tasks.map((task) => task.name)).size).toBe(tasks.length);
    for (const { summary } of tasks) expect(summary).not.toBe("");
  });

  const made = tasks.filter((task) => !task.needsData).map((task) => task.name);
  it.each(made)("%s answers to its own description", (name) => {
    const d = loadTask(name, { seed: 2, train: 23, test: 11 });
    expect(d.name).toBe(name);
    expect(d.features).toBe(d.shape.reduce((a, b) => a * b, 1));
    for (const [split, count] of [
      [d.train, 23],
      [d.test, 11],
    ] as const) {
      expect(split.count).toBe(count);
      expect(split.inputs).toHaveLength(count * d.features);
      expect(split.labels).toHaveLength(count);
      expect(split.labels.every((label) => label >= 0 && label < d.classNames.length)).toBe(true);
    }
    expect(d.source).toContain("seed 2");
    expect(loadTask(name, { seed: 2, train: 23, test: 11 })).toEqual(d);
  });

  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;

  it.each(made.filter((name) => name !== "shapes"))(
    "%s can be standardized, and is not by default",
    (name) => {
      const size = { seed: 0, train: 50, test: 5 };
      const { train, features } = loadTask(name, { ...size, standardize: true });
      for (let j = 0; j < features; j++) {
        expect(Math.abs(mean(train.inputs.filter((_, i) => i % features === j)))).toBeLessThan(1e-11);
      }
      expect(loadTask(name, size)).toEqual(loadTask(name, { ...size, standardize: false }));
      expect(loadTask(name, size)).not.toEqual(loadTask(name, { ...size, standardize: true }));
    },
  );

  it("shapes, as colour images, are standardized by channels unless told otherwise", () => {
    const size = { seed: 0, train: 50, test: 5 };
    const d = loadTask("shapes", size);
    for (let c = 0; c < 3; c++) {
      const channel = d.train.inputs.filter((_, i) => Math.floor(i / 1024) % 3 === c);
      expect(Math.abs(mean(channel))).toBeLessThan(1e-12);
      expect(mean(channel.map((x) => x * x))).toBeCloseTo(1, 12);
    }
    expect(loadTask("shapes", { ...size, standardize: true })).toEqual(d);
    const plain = loadTask("shapes", { ...size, standardize: false });
    expect(plain.channels).toBeUndefined();
    expect(plain.train.inputs.every((x) => x >= 0 && x <= 1)).toBe(true);
  });

  it.each([["glyph", "glyphs"], ["MNIST", "mnist"], ["fashion", "fashion-mnist"], ["spiral", "spirals"], ["cifar", "cifar10"]])(
    "suggests for %s",
    (wrong, right) => {
      expect(() => loadTask(wrong, { seed: 0 })).toThrow(UserError);
      expect(() => loadTask(wrong, { seed: 0 })).toThrow(`Did you mean ${right}?`);
    },
  ); // prettier-ignore

  const useless: readonly (readonly [string, Partial<TaskOptions>, RegExp])[] = [
    ["moons", { dial: 3 }, /moons: has no use for --dial, an option of skewed/],
    ["mnist", { noise: 1, dataDir: "." }, /--noise/],
    ["skewed", { label: "x" }, /--label, an option of csv/],
    ["glyphs", { dataDir: "." }, /--data-dir, an option of mnist, fashion-mnist, cifar10, csv/],
    ["mnist", { file: "x", dataDir: "." }, /--file/],
  ];
  it.each(useless)("%s refuses %j", (name, options, message) => {
    expect(() => loadTask(name, { seed: 0, ...options })).toThrow(UserError);
    expect(() => loadTask(name, { seed: 0, ...options })).toThrow(message);
  });

  it("refuse a seed that is none", () => {
    for (const seed of [-1, 0.5, NaN]) expect(() => loadTask("moons", { seed })).toThrow(UserError);
  });
});
