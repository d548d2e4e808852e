import fc from "fast-check";
import { columnSums, standardizeRows } from "../../../lib/kernels/moments.ts";
import { Random } from "../../../lib/random.ts";
import { firstDifference } from "../../support/tensors.ts";

const matrix = (rows: number, columns: number): Float64Array => {
  const random = Random.stream(rows, "moments");
  return Float64Array.from({ length: rows * columns }, () => random.normal());
};

/** Rows and columns around the four that are taken at a time. */
const sizes = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 11 }));

describe("columnSums", () => {
  it("are Σ d and Σ d² down each column, for d from the first row, one term after the other", () => {
    fc.assert(
      fc.property(sizes, ([rows, columns]) => {
        const x = matrix(rows, columns);
        const [sum, squares] = [new Float64Array(columns), new Float64Array(columns)];
        columnSums(x, rows, sum, squares);
        for (let c = 0; c < columns; c++) {
          let [s, q] = [0, 0];
          for (let r = 0; r < rows; r++) {
            const d = x[r * columns + c]! - x[c]!;
            s += d;
            q += d * d;
          }
          expect([sum[c], squares[c]]).toEqual([s, q]);
        }
      }),
    );
  });
});

describe("standardizeRows", () => {
  it("are (x − mean)·scale, and their inner products with the mean in four sums", () => {
    fc.assert(
      fc.property(sizes, ([rows, columns]) => {
        const x = matrix(rows, columns);
        const [mean, scale] = [matrix(1, columns), matrix(2, columns).subarray(columns)];
        const [to, along] = [new Float64Array(x.length), new Float64Array(rows)];
        standardizeRows(x, mean, scale, to, along);
        expect(firstDifference(to, x.map((value, i) => (value - mean[i % columns]!) * scale[i % columns]!))).toBe(-1); // prettier-ignore
        along.forEach((value, r) => {
          const sums = [0, 0, 0, 0];
          for (let c = 0; c < columns; c++) {
            const place = c < (columns & ~3) ? c % 4 : 0;
            sums[place] = sums[place]! + to[r * columns + c]! * mean[c]!;
          }
          expect(value).toBe(sums[0]! + sums[1]! + (sums[2]! + sums[3]!));
        });
      }),
    );
  });
});
