import { groupNames, groups } from "../../bench/groups/all.ts";
import type { Group } from "../../bench/row.ts";

const all: readonly Group[] = groupNames.map((word) => groups[word]);

describe("the groups", () => {
  it("have the rows that others look for", () => {
    const names = all.flatMap(({ measurements }) => measurements.map(({ name }) => name));
    expect(names).toEqual(
      expect.arrayContaining([
        ...["product-64", "product-128", "product-256", "product-512", "product-60x784x100", "product-limit"],
        ...["mlp-step-1", "mlp-step-6", "mlp-step-60", "cnn-step-16", "hvp-in-gradients"],
        ...["bnp-over-plain-1", "bnp-over-plain-6", "bnp-over-plain-60", "dense-hessian-1000"],
        ...["overhead-mul-forward", "overhead-mul-backward", "compare-1-process"],
        ...["whole-probe-500", "whole-probe-1000", "whole-probe-2000"],
        ...["memory-growth-mlp", "memory-growth-cnn"],
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it("say what they time", () => {
    for (const { title, text } of all) {
      expect(title).toMatch(/^[A-Z][^.]+$/);
      expect(text).toMatch(/^[^|]+\.$/);
    }
  });
});
