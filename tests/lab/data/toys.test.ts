import type { TaskOptions } from "../../../lab/data/dataset.ts";
import { toyTasks } from "../../../lab/data/toys.ts";
import { UserError } from "../../../lib/index.ts";

const make = (name: string, options: Partial<TaskOptions> = {}) =>
  toyTasks.find((task) => task.name === name)!.load({ seed: 0, ...options });

/** The points of a split with their labels. */
const points = (name: string, options: Partial<TaskOptions> = {}) => {
  const { inputs, labels } = make(name, options).train;
  return Array.from(labels, (label, i) => ({ label, x: inputs[2 * i]!, y: inputs[2 * i + 1]! }));
};

describe.each(toyTasks.map((task) => task.name))("%s", (name) => {
  it("is 500 + 500 finite points of the plane in balanced classes", () => {
    const d = make(name);
    expect(d).toMatchObject({ name, shape: [2], features: 2, train: { count: 500 }, test: { count: 500 } });
    expect([...d.train.inputs, ...d.test.inputs].every(Number.isFinite)).toBe(true);
    const counts = d.classNames.map((_, k) => d.train.labels.filter((label) => label === k).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it("depends on the seed and on nothing else", () => {
    expect(make(name)).toEqual(make(name));
    expect(make(name, { seed: 1 }).train.inputs.join()).not.toBe(make(name).train.inputs.join());
    expect(make(name).test.inputs.join()).not.toBe(make(name).train.inputs.join());
  });

  it("can be learned: most test points have their own class nearest to them", () => {
    const d = make(name);
    let right = 0;
    for (let i = 0; i < d.test.count; i++) {
      let [best, label] = [Infinity, -1];
      for (let k = 0; k < d.train.count; k++) {
        const [dx, dy] = [0, 1].map((c) => d.test.inputs[2 * i + c]! - d.train.inputs[2 * k + c]!);
        const distance = dx! * dx! + dy! * dy!;
        if (distance < best) [best, label] = [distance, d.train.labels[k]!];
      }
      if (label === d.test.labels[i]) right++;
    }
    expect(right / d.test.count).toBeGreaterThan(0.93);
  });

  it.each([-0.1, NaN, 1000])("refuses noise %p", (noise) => {
    expect(() => make(name, { noise })).toThrow(UserError);
    expect(() => make(name, { noise })).toThrow(/--noise/);
  });
});

describe("without noise", () => {
  it("moons lie on two half circles, upper and lower", () => {
    for (const { label, x, y } of points("moons", { noise: 0 })) {
      const [cx, cy] = label === 0 ? [0, 0] : [1, 0.5];
      expect(Math.hypot(x - cx, y - cy)).toBeCloseTo(1, 12);
      expect(label === 0 ? y >= 0 : y <= 0.5 + 1e-12).toBe(true);
    }
  });

  it("circles lie on circles of radius 1 and ½", () => {
    for (const { label, x, y } of points("circles", { noise: 0 })) {
      expect(Math.hypot(x, y)).toBeCloseTo(label === 0 ? 1 : 0.5, 12);
    }
  });

  it("spirals are one arm turned by thirds of a revolution", () => {
    for (const { label, x, y } of points("spirals", { noise: 0 })) {
      const radius = Math.hypot(x, y);
      const turned = Math.atan2(y, x) - 2.5 * Math.PI * radius - (2 * Math.PI * label) / 3;
      expect(Math.cos(turned)).toBeCloseTo(1, 9);
    }
  });

  it("blobs are four points of the unit circle, shared by train and test", () => {
    const d = make("blobs", { noise: 0 });
    const centres = (split: typeof d.train) =>
      new Set(Array.from(split.labels, (l, i) => `${l} ${split.inputs[2 * i]} ${split.inputs[2 * i + 1]}`));
    expect(centres(d.train).size).toBe(4);
    expect(centres(d.test)).toEqual(centres(d.train));
    for (const { x, y } of points("blobs", { noise: 0 })) expect(Math.hypot(x, y)).toBeCloseTo(1, 12);
  });
});
