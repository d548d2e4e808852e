import { plain } from "../../../lib/kernels/plain.ts";
import { simdKernels } from "../../../lib/kernels/simd.ts";
import { Random } from "../../../lib/random.ts";
import { draw } from "../../support/matrix-views.ts";
import { firstDifference } from "../../support/tensors.ts";

const simd = simdKernels()!;

describe("the SIMD maps", () => {
  const special = [0, -0, 1, NaN, Infinity, -Infinity, 745, -745, 746, -746, 708.5, 36.7, 5e-324, -1e-300];

  it.each(["sigmoid", "sigmoidSlope", "relu", "heaviside"] as const)(
    "%s equals the plain one bit for bit, at any length",
    (map) => {
      const random = Random.stream(0, map);
      for (const length of [0, 1, 3, 15, 16, 17, 31, 2047, 2048, 2049, 5001]) {
        const x = Float64Array.from(
          { length },
          (_, i) => special[i] ?? random.normal() * Math.exp(random.between(-3, 6)),
        );
        const [found, expected] = [new Float64Array(length), new Float64Array(length)];
        simd[map](x, found);
        plain[map](x, expected);
        expect([length, firstDifference(found, expected)]).toEqual([length, -1]);
        expect(length < 3 || expected.some((value) => value > 0)).toBe(true);
      }
    },
  );

  const draws = (random: Random, length: number): Float64Array =>
    Float64Array.from({ length }, () => draw(random, random.uniform() < 0.5 ? "normal" : "wild"));

  it("columnSums and standardizeRows equal the plain ones bit for bit, in pieces too", () => {
    const random = Random.stream(0, "moments");
    const sizes = [0, 1, 2, 3, 4, 5, 8, 11, 30].flatMap((rows) =>
      [1, 2, 3, 4, 7, 8, 9, 17, 24].map((columns) => [rows, columns]),
    );
    for (const [rows, columns] of [...sizes, [1500, 101], [2, 150_000]] as [number, number][]) {
      const [x, mean, scale] = [
        draws(random, rows * columns),
        draws(random, columns),
        draws(random, columns),
      ];
      const [found, expected] = [simd, plain].map((kernels) => {
        const [sum, squares] = [new Float64Array(columns), new Float64Array(columns)];
        const [to, along] = [new Float64Array(rows * columns), new Float64Array(rows)];
        kernels.columnSums(x, rows, sum, squares);
        kernels.standardizeRows(x, mean, scale, to, along);
        return [sum, squares, to, along];
      });
      const differences = found!.map((numbers, i) => firstDifference(numbers, expected![i]!));
      expect([rows, columns, differences]).toEqual([rows, columns, [-1, -1, -1, -1]]);
    }
  });
});
