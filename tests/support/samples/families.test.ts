import { binarySamples, emptyReductionSamples, reductionSamples, unarySamples } from "./families.ts";
import type { Over } from "../../../autograd/index.ts";
import { broadcastShape, normalizeAxes, sizeOf } from "../../../tensor/index.ts";

const families = { unarySamples, binarySamples, reductionSamples };

describe("the shapes of the gradient sweep", () => {
  it.each(Object.entries(families))(
    "%s: a dozen or more, of ranks 0 to 4, with axes of length 1",
    (_, samples) => {
      expect(new Set(samples.map((sample) => JSON.stringify(sample))).size).toBe(samples.length);
      expect(samples.length).toBeGreaterThanOrEqual(12);
      const shapes = samples.flatMap((sample) => sample.shapes);
      expect(new Set(shapes.map((shape) => shape.length))).toEqual(new Set([0, 1, 2, 3, 4]));
      expect(shapes.some((shape) => shape.length > 1 && shape.includes(1))).toBe(true);
    },
  );

  it("hold empty tensors wherever the operation has a value there", () => {
    const isEmpty = ({ shapes }: (typeof unarySamples)[number]): boolean =>
      shapes.some((shape) => sizeOf(shape) === 0);
    expect([unarySamples, binarySamples].map((samples) => samples.some(isEmpty))).toEqual([true, true]);
    expect(emptyReductionSamples.every(isEmpty)).toBe(true);
    expect(reductionSamples.some(isEmpty)).toBe(false);
  });

  it("pair shapes in every way in which they broadcast: neither, left, right, both stretched", () => {
    const kinds = binarySamples.map(({ shapes: [a, b] }) => {
      const both = broadcastShape("sample", a!, b!).join();
      return `${a!.join() === both ? "" : "left"} ${b!.join() === both ? "" : "right"}`.trim();
    });
    expect(new Set(kinds)).toEqual(new Set(["", "left", "right", "left right"]));
  });

  it("name axes that are there, kept and dropped, all, some and none", () => {
    const over = reductionSamples.map(({ shapes, params }) => {
      const { axes, keepDims } = params as Over;
      const named = normalizeAxes("sample", axes, shapes[0]!.length).length;
      return { all: named === shapes[0]!.length, none: named === 0, keepDims };
    });
    expect(over.some(({ all }) => all) && over.some(({ all, none }) => !all && !none)).toBe(true);
    expect(over.some(({ none }) => none)).toBe(true);
    expect(new Set(over.map(({ keepDims }) => keepDims))).toEqual(new Set([true, false]));
  });
});
