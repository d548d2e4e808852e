import { kernels } from "../../../lib/kernels/current.ts";

describe("the kernels in use", () => {
  it("have a name and multiply", () => {
    const matrix = (data: Float64Array): Parameters<typeof kernels.product>[3] => ({
      data,
      offset: 0,
      rowStride: 2,
      columnStride: 1,
    });
    const out = new Float64Array(4);
    kernels.product(
      2,
      2,
      2,
      matrix(Float64Array.of(1, 2, 3, 4)),
      matrix(Float64Array.of(5, 6, 7, 8)),
      out,
      0,
      Float64Array.of(100, 200),
    );
    expect(kernels.name).not.toBe("");
    expect([...out]).toEqual([119, 222, 143, 250]);
  });
});
