/**
 * What every kernel set must pass: products equal to the definition in every bit, whatever the shapes and views.
 */
import fc from "fast-check";
import type { Kernels } from "../../lib/kernels/kernels.ts";
import { Random } from "../../lib/random.ts";
import {
  definition,
  draw,
  elements,
  layouts,
  matrix,
  output,
  outputs,
  type Numbers,
} from "./matrix-views.ts";
import { firstDifference } from "./tensors.ts";

// Lengths around the blocks (3, 4, 6, 8) and the depth of a block (256), and 0 and 1.
const length = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 30 }));
const depth = fc.oneof(
  { weight: 9, arbitrary: length },
  { weight: 1, arbitrary: fc.integer({ min: 250, max: 530 }) },
);
const layout = fc.constantFrom(...layouts);

export function equalsTheDefinition(kernels: Kernels, numRuns: number): void {
  fc.assert(
    fc.property(
      fc.tuple(length, depth, length),
      fc.tuple(layout, layout, fc.constantFrom(...outputs)),
      fc.constantFrom<Numbers>("normal", "wild"),
      fc.boolean(),
      fc.nat(3),
      fc.nat(),
      ([m, k, n], [layoutOfA, layoutOfB, layoutOfOut], numbers, biased, margin, seed) => {
        const random = Random.stream(seed, "product");
        const a = matrix(m, k, layoutOfA, numbers, random);
        const b = matrix(k, n, layoutOfB, numbers, random);
        const bias = biased ? Float64Array.from({ length: n }, () => draw(random, numbers)) : undefined;
        const out = output(m, n, layoutOfOut, margin);
        kernels.product(a, b, out, bias);
        const product = Float64Array.from(elements(out));
        expect(firstDifference(product, definition(a, b, [m, k, n], bias))).toBe(-1);
        // What is before and after the product is left alone.
        const margins = [...out.data.subarray(0, margin), ...out.data.subarray(margin + m * n)];
        expect(margins).toEqual(new Array(2 * margin).fill(-7));
      },
    ),
    { numRuns },
  );
}

/** A step along a product has the bits of the product and then the formula, in numbers of every kind. */
export function descendsAsDefined(kernels: Kernels, numRuns: number): void {
  fc.assert(
    fc.property(
      fc.tuple(length, depth, length),
      fc.tuple(layout, layout),
      fc.constantFrom<Numbers>("normal", "wild"),
      fc.nat(),
      ([m, k, n], [layoutOfA, layoutOfB], numbers, seed) => {
        const random = Random.stream(seed, "descend");
        const a = matrix(m, k, layoutOfA, numbers, random);
        const b = matrix(k, n, layoutOfB, numbers, random);
        const weight = Float64Array.from({ length: m * n }, () => draw(random, numbers));
        const [shrink, rate] = [random.uniform() < 0.5 ? 1 : draw(random, numbers), draw(random, numbers)];
        const out = new Float64Array(m * n).fill(-7);
        kernels.descend(a, b, { weight, shrink, rate }, out);
        const expected = definition(a, b, [m, k, n], undefined).map((g, i) => shrink * weight[i]! - rate * g);
        expect(firstDifference(out, expected)).toBe(-1);
      },
    ),
    { numRuns },
  );
}
