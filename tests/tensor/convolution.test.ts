/**
 * The three maps of a convolution against unfolding and products, and against each other: one trilinear form.
 */
import { Random } from "../../lib/index.ts";
import {
  convolutionTransposeValues,
  convolutionValues,
  convolutionWeightValues,
} from "../../tensor/convolution.ts";
import { productValues } from "../../tensor/product.ts";
import { foldValues, unfoldValues } from "../../tensor/unfold.ts";
import { reshapeValues, transposeValues, valuesOf, type Values } from "../../tensor/values.ts";
import type { Windows } from "../../tensor/windows.ts";
import { randomConvolution } from "../support/loops.ts";
import { norm } from "../support/tensors.ts";
import { elements, randomView } from "../support/views.ts";

/** A convolution in one group, its operands views of any layout. */
function drawn(seed: number): { x: Values; w: Values; y: Values; windows: Windows } {
  const random = Random.stream(seed, "three maps");
  const { x, weight, laid } = randomConvolution(random);
  const [outputs, channels, ...kernel] = weight.shape as [number, number, number, number];
  const windows = { ...laid, kernel };
  const image = randomView([x.shape[0]!, channels, x.shape[2]!, x.shape[3]!], random);
  const w = randomView(weight.shape, random);
  const { shape } = convolutionValues(image, w, windows);
  expect(shape.slice(0, 2)).toEqual([x.shape[0], outputs]);
  return { x: image, w, y: randomView(shape, random), windows };
}

const relative = (a: readonly number[], b: readonly number[]): number =>
  norm(a.map((value, i) => value - b[i]!)) / Math.max(norm(b), 1e-300);

const dot = (a: Values, b: Values): number => {
  const other = elements(b);
  return elements(a).reduce((sum, value, i) => sum + value * other[i]!, 0);
};

const seeds = Array.from({ length: 200 }, (_, seed) => seed);

describe("a convolution", () => {
  it("is a product with the unfolded image, and so are its transposes: ≤ 1e-13", () => {
    for (const seed of seeds) {
      const { x, w, y, windows } = drawn(seed);
      const [images, outputs, down, across] = y.shape as [number, number, number, number];
      const matrix = reshapeValues(w, [outputs, w.shape[1]! * windows.kernel[0] * windows.kernel[1]]);
      const rows = unfoldValues(x, windows);
      const yRows = reshapeValues(transposeValues(y, [0, 2, 3, 1]), [images * down * across, outputs]);
      const convolved = productValues(rows, transposeValues(matrix, [1, 0]));
      const asImages = transposeValues(
        reshapeValues(convolved, [images, down, across, outputs]),
        [0, 3, 1, 2],
      );
      const errors = [
        relative(elements(convolutionValues(x, w, windows)), elements(asImages)),
        relative(
          elements(convolutionTransposeValues(y, w, windows, x.shape)),
          elements(foldValues(productValues(yRows, matrix), windows, x.shape)),
        ),
        relative(
          elements(convolutionWeightValues(x, y, windows)),
          elements(productValues(transposeValues(yRows, [1, 0]), rows)),
        ),
      ];
      expect([seed, errors.map((error) => error <= 1e-13)]).toEqual([seed, [true, true, true]]);
    }
  });

  it("adds the bias of its channel to each output", () => {
    const { x, w, windows } = drawn(3);
    const bias = valuesOf(
      Float64Array.from({ length: w.shape[0]! }, (_, o) => 10 * o + 1),
      [w.shape[0]!],
    );
    const [without, with_] = [convolutionValues(x, w, windows), convolutionValues(x, w, windows, bias)];
    const places = without.shape[2]! * without.shape[3]!;
    const expected = elements(without).map(
      (value, i) => value + bias.get(Math.floor(i / places) % w.shape[0]!),
    );
    expect(elements(with_)).toEqual(expected);
  });

  it("is one form T(x, w, y), whichever argument is left out: ≤ 1e-14 of ‖x‖‖w‖‖y‖", () => {
    for (const seed of seeds) {
      const { x, w, y, windows } = drawn(seed);
      const [one, two, three] = [
        dot(convolutionValues(x, w, windows), y),
        dot(convolutionTransposeValues(y, w, windows, x.shape), x),
        dot(convolutionWeightValues(x, y, windows), w),
      ];
      const bound = 1e-14 * norm(elements(x)) * norm(elements(w)) * norm(elements(y));
      expect([seed, Math.abs(one - two) <= bound, Math.abs(one - three) <= bound]).toEqual([
        seed,
        true,
        true,
      ]);
    }
  });
});
