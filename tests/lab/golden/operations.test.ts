/**
 * Every operation that golden files may name is known, and called with what the file says; values are checked by loops.
 */
import { goldenTolerance } from "../../../lab/golden/check.ts";
import type { OperationCase } from "../../../lab/golden/format.ts";
import { checkOperation } from "../../../lab/golden/operations.ts";
import { convolutionCase, poolingCase } from "./images.ts";
import { expCase, mulCase } from "./sample.ts";

const check = (golden: Record<string, unknown>): number | undefined =>
  checkOperation(golden as OperationCase);

describe("an operation of a golden file", () => {
  it.each([
    ["exp", expCase()],
    ["mul", mulCase()],
    ["conv2d", convolutionCase()],
    ["conv2d without stride", convolutionCase(1, 2)],
    ["maxPool2d", poolingCase("maxPool2d")],
    ["avgPool2d", poolingCase("avgPool2d")],
  ])("%s agrees with loops to second order", (_, golden) => {
    expect(check(golden)).toBeLessThan(1e-14);
  });

  it("conv2d is called with the parameters of the file", () => {
    // Another stride that gives an output of the same shape.
    const error = check({ ...convolutionCase(), params: { stride: [2, 3], padding: 1 } });
    expect(error).toBeGreaterThan(0.01);
  });

  it.each(["x", "weight", "bias"])("conv2d is checked in its gradient by %s", (input) => {
    const golden = structuredClone(convolutionCase()) as { grad: Record<string, { data: number[] }> };
    golden.grad[input]!.data[0]! += 1e-6;
    expect(check(golden)).toBeGreaterThan(goldenTolerance);
  });

  it("that is not known is neither passed nor failed here", () => {
    for (const op of ["frobnicate", "constructor", "conv3d", ""]) {
      expect(check({ ...expCase(), op })).toBeUndefined();
    }
  });
});
