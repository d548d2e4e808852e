import type { MatrixView } from "../../../lib/kernels/kernels.ts";
import { plain } from "../../../lib/kernels/plain.ts";
import { simdKernels } from "../../../lib/kernels/simd.ts";
import { Random } from "../../../lib/random.ts";
import { descendsAsDefined, equalsTheDefinition } from "../../support/kernels.ts";
import { matrix, output } from "../../support/matrix-views.ts";
import { firstDifference } from "../../support/tensors.ts";

const simd = simdKernels()!;

/** Both kernels' products of the same operands, bit for bit. */
function agree(a: MatrixView, b: MatrixView, m: number, n: number, bias?: Float64Array): void {
  const outs = [output(m, n, "rows", 0), output(m, n, "images", 0)];
  for (const out of outs) {
    plain.product(a, b, out, bias);
    const expected = out.data.slice();
    out.data.fill(-7);
    simd.product(a, b, out, bias);
    expect(firstDifference(out.data, expected)).toBe(-1);
  }
}

describe("the SIMD matrix product", () => {
  it("equals the definition bit for bit: shapes, views, offsets, bias, NaN, ±∞, −0", () => {
    equalsTheDefinition(simd, 200);
  });

  it("takes large operands in pieces, along rows and along k, with the same bits", () => {
    const random = Random.stream(0, "pieces");
    const bias = Float64Array.from({ length: 9 }, () => random.normal());
    for (const layout of ["rows", "columns"] as const) {
      const [tall, long] = [
        matrix(40_000, 8, layout, "normal", random),
        matrix(8, 9, "rows", "normal", random),
      ];
      agree(tall, long, 40_000, 9, bias);
      const [wide, deep] = [
        matrix(9, 40_000, layout, "normal", random),
        matrix(40_000, 9, "rows", "normal", random),
      ];
      agree(wide, deep, 9, 9, bias);
    }
  });

  it("takes the images of a large batch one after another, also where they are the steps of k", () => {
    const random = Random.stream(0, "images");
    const [images, places, channels, reach] = [8, 196, 300, 4];
    const data = Float64Array.from({ length: images * channels * 200 }, () => random.normal());
    const windows: MatrixView = {
      data,
      offset: 0,
      rows: [
        { length: images, stride: channels * 200 },
        { length: places, stride: 1 },
      ],
      columns: [
        { length: channels, stride: 200 },
        { length: reach, stride: 1 },
      ],
    };
    const weight = matrix(channels * reach, 7, "columns", "normal", random);
    agree(windows, weight, images * places, 7);
    const cotangent: MatrixView = {
      data: data.slice(0, 5 * images * places),
      offset: 0,
      rows: [
        { length: images, stride: 5 * places },
        { length: places, stride: 1 },
      ],
      columns: [{ length: 5, stride: places }],
    };
    agree({ ...windows, rows: windows.columns, columns: windows.rows }, cotangent, channels * reach, 5);
  });

  it("times its own tiles", () => {
    expect(simd.timeTiles(100)).toBeGreaterThan(0);
  });
});

describe("a step along a product", () => {
  it("has the bits of the product and then the formula: shapes, views, NaN, ±∞, −0", () => {
    descendsAsDefined(simd, 200);
  });

  it.each([
    ["one row", 40, 1, 48],
    ["one row, and a column too many for fours", 40, 1, 47],
    ["pieces along the rows", 40_000, 8, 12],
    ["pieces along k", 9, 40_000, 12],
    ["pieces, out of order", 40_000, 8, 9],
    ["pieces of the result", 700, 3, 800],
    ["pieces of the result of one row", 700, 1, 800],
    ["one row of many", 1, 3, 300_000],
  ])("does so with %s", (_, m, k, n) => {
    const random = Random.stream(0, "descend");
    const [a, b] = [matrix(m, k, "columns", "normal", random), matrix(k, n, "rows", "normal", random)];
    const weight = Float64Array.from({ length: m * n }, () => random.normal());
    const outs = [plain, simd].map((kernels) => {
      const out = new Float64Array(m * n);
      kernels.descend(a, b, { weight, shrink: 0.9, rate: 0.1 }, out);
      return out;
    });
    expect(firstDifference(outs[0]!, outs[1]!)).toBe(-1);
  });
});
