import { readTensor, relativeError } from "../../../lab/golden/format.ts";

describe("relativeError", () => {
  it("is norm-wise: the gap's norm over theirs", () => {
    expect(relativeError([3, 4], [3, 4])).toBe(0);
    expect(relativeError([3, 4.5], [3, 4])).toBeCloseTo(0.1, 15);
  });

  it("has a floor under the size of what is compared with", () => {
    expect(relativeError([1e-14], [0])).toBeCloseTo(1e-2, 15);
  });

  it("is infinite for missing or non-finite numbers", () => {
    expect(relativeError([1], [1, 2])).toBe(Infinity);
    expect(relativeError([NaN], [1])).toBe(Infinity);
  });
});

describe("readTensor", () => {
  it("reads shape and row-major data", () => {
    expect(readTensor({ shape: [2, 2], data: [1, 2, 3, 4] }).at(1, 0)).toBe(3);
  });
});
