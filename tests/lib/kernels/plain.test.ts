import fc from "fast-check";
import type { StridedMatrix } from "../../../lib/kernels/kernels.ts";
import { plain, tripleLoop } from "../../../lib/kernels/plain.ts";
import { Random } from "../../../lib/random.ts";
import { firstDifference } from "../../support/tensors.ts";

/** How a matrix lies in memory. */
const layouts = ["rows", "columns", "gaps", "backwards", "repeated row", "repeated column"] as const;
type Layout = (typeof layouts)[number];
type Numbers = "normal" | "wild";

/** Numbers that tell every order of additions apart, or ones among which NaN, ±∞, −0 and subnormals are frequent. */
function draw(random: Random, numbers: Numbers): number {
  const special = [NaN, Infinity, -Infinity, -0, 0, 5e-324, -5e-324, 1e308, -1e308];
  if (numbers === "wild" && random.uniform() < 0.2) return special[random.integer(special.length)]!;
  return random.normal() * 10 ** random.between(-8, 8);
}

function matrix(
  rows: number,
  columns: number,
  layout: Layout,
  numbers: Numbers,
  random: Random,
): StridedMatrix {
  const data = Float64Array.from({ length: 3 * (rows + 1) * (columns + 2) }, () => draw(random, numbers));
  switch (layout) {
    case "rows":
      return { data, offset: 0, rowStride: columns, columnStride: 1 };
    case "columns":
      return { data, offset: 2, rowStride: 1, columnStride: rows };
    case "gaps":
      return { data, offset: 1, rowStride: 2 * (columns + 1), columnStride: 2 };
    case "backwards":
      return { data, offset: data.length - 1, rowStride: -(columns + 1), columnStride: -1 };
    case "repeated row":
      return { data, offset: 1, rowStride: 0, columnStride: 1 };
    case "repeated column":
      return { data, offset: 1, rowStride: 1, columnStride: 0 };
  }
}

/** The definition of the interface, written down once more. */
function definition(
  m: number,
  k: number,
  n: number,
  a: StridedMatrix,
  b: StridedMatrix,
  bias?: Float64Array,
): Float64Array {
  const at = (x: StridedMatrix, i: number, j: number): number =>
    x.data[x.offset + i * x.rowStride + j * x.columnStride]!;
  return Float64Array.from({ length: m * n }, (_, place) => {
    const [i, j] = [Math.floor(place / n), place % n];
    let sum = 0;
    for (let p = 0; p < k; p++) sum += at(a, i, p) * at(b, p, j);
    return bias === undefined ? sum : sum + bias[j]!;
  });
}

const length = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 40 }));
const layout = fc.constantFrom(...layouts);

describe("the plain matrix product", () => {
  it("equals the definition bit for bit: shapes, strides, offsets, bias, NaN, ±∞, −0", () => {
    fc.assert(
      fc.property(
        fc.tuple(length, length, length),
        fc.tuple(layout, layout),
        fc.constantFrom<Numbers>("normal", "wild"),
        fc.boolean(),
        fc.nat(3),
        fc.nat(),
        ([m, k, n], [layoutOfA, layoutOfB], numbers, biased, outOffset, seed) => {
          const random = Random.stream(seed, "product");
          const a = matrix(m, k, layoutOfA, numbers, random);
          const b = matrix(k, n, layoutOfB, numbers, random);
          const bias = biased ? Float64Array.from({ length: n }, () => draw(random, numbers)) : undefined;
          const out = new Float64Array(outOffset + m * n + 4).fill(-7);
          plain.product(m, k, n, a, b, out, outOffset, bias);
          const product = out.subarray(outOffset, outOffset + m * n);
          expect(firstDifference(product, definition(m, k, n, a, b, bias))).toBe(-1);
          // What is before and after the product is left alone.
          expect([...out.subarray(0, outOffset), ...out.subarray(outOffset + m * n)]).toEqual(
            new Array(outOffset + 4).fill(-7),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it("has its own triple loop equal to the definition, column range by column range", () => {
    const random = Random.stream(0, "loop");
    const a = matrix(5, 6, "gaps", "wild", random);
    const b = matrix(6, 7, "columns", "wild", random);
    const out = new Float64Array(35).fill(-7);
    tripleLoop(5, 6, 7, a, b, out, 0, 2, 5);
    const whole = definition(5, 6, 7, a, b);
    expect(
      firstDifference(
        out,
        whole.map((x, place) => (place % 7 >= 2 && place % 7 < 5 ? x : -7)),
      ),
    ).toBe(-1);
  });

  it("of nothing is zeros, or the bias", () => {
    const empty = { data: new Float64Array(0), offset: 0, rowStride: 0, columnStride: 1 };
    const out = new Float64Array(6).fill(NaN);
    plain.product(2, 0, 3, empty, empty, out, 0);
    expect([...out]).toEqual([0, 0, 0, 0, 0, 0]);
    plain.product(2, 0, 3, empty, empty, out, 0, Float64Array.of(1, 2, 3));
    expect([...out]).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it("keeps a NaN that a factor of 0 might be thought to hide", () => {
    const a = matrix(8, 8, "rows", "normal", Random.stream(0, "a"));
    a.data.fill(0);
    const b = matrix(8, 8, "rows", "normal", Random.stream(0, "b"));
    b.data[3 * 8 + 5] = NaN;
    const out = new Float64Array(64);
    plain.product(8, 8, 8, a, b, out, 0);
    out.forEach((x, place) => expect([place, Number.isNaN(x)]).toEqual([place, place % 8 === 5]));
  });
});
