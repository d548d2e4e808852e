/**
 * Windows of images as rows, and rows added back into images: an adjoint pair.
 *
 * The rows are what a convolution is an affine map of: BNP takes the statistics of them, and a layer's Hessian block is
 * that of a dense layer on them. A pooling is a reduction of them.
 */
import { describeValue, UserError } from "../../lib/index.ts";
import { foldValues, type Shape, unfoldValues, windowCounts, type Windows } from "../../tensor/index.ts";
import { linear as linearMap, type Linear } from "../linear.ts";
import type { Sample } from "../primitive.ts";

/** Images [N, C, H, W] as rows [N·windows, C·kernel], zeros where a window reaches over the edge. */
export const unfold: Linear<Windows> = linearMap<Windows>(
  "unfold",
  (x, windows) => unfoldValues(x, windows),
  (g, shape, windows) => fold(g, { windows, shape }),
  { formula: "ȳ folded", samples: windowSamples((shape, windows) => ({ shapes: [shape], params: windows })) },
);

/** Rows added back into images of a shape. The adjoint of `unfold`. */
export const fold: Linear<{ readonly windows: Windows; readonly shape: Shape }> = linearMap<{
  readonly windows: Windows;
  readonly shape: Shape;
}>(
  "fold",
  (rows, { windows, shape }) => foldValues(rows, windows, shape),
  (g, _from, { windows }) => unfold(g, windows),
  {
    formula: "ȳ unfolded",
    samples: windowSamples((shape, windows) => {
      const [n, c, h, w] = shape as [number, number, number, number];
      const [down, across] = windowCounts("fold", h, w, windows);
      return {
        shapes: [[n * down * across, c * windows.kernel[0] * windows.kernel[1]]],
        params: { windows, shape },
      };
    }),
  },
);

function windowSamples(sample: (shape: Shape, windows: Windows) => Sample): Sample[] {
  // prettier-ignore
  const cases: readonly (readonly [Shape, readonly number[]])[] = [
    // image, then kernel, stride, padding, dilation, each vertical and horizontal
    [[1, 1, 1, 1], [1, 1, 1, 1, 0, 0, 1, 1]], [[1, 1, 3, 3], [2, 2, 1, 1, 0, 0, 1, 1]],
    [[2, 1, 3, 3], [3, 3, 1, 1, 0, 0, 1, 1]], [[1, 2, 3, 3], [2, 2, 1, 1, 1, 1, 1, 1]],
    [[1, 1, 4, 4], [2, 2, 2, 2, 0, 0, 1, 1]], [[1, 1, 5, 4], [3, 2, 2, 1, 1, 0, 1, 1]],
    [[1, 1, 5, 5], [2, 2, 1, 1, 0, 0, 2, 2]], [[1, 1, 4, 3], [2, 2, 3, 2, 1, 1, 1, 1]],
    [[2, 2, 2, 3], [1, 1, 1, 1, 0, 0, 1, 1]], [[1, 1, 1, 4], [1, 3, 1, 1, 0, 1, 1, 1]],
    [[0, 1, 3, 3], [2, 2, 1, 1, 0, 0, 1, 1]], [[1, 1, 5, 5], [3, 3, 2, 2, 2, 2, 2, 2]],
  ];
  return cases.map(([shape, [ky, kx, sy, sx, py, px, dy, dx]]) =>
    sample(shape, { kernel: [ky!, kx!], stride: [sy!, sx!], padding: [py!, px!], dilation: [dy!, dx!] }),
  );
}

/** One number for both directions, or [vertical, horizontal]. */
export type Pair = number | readonly [number, number];

export function pairOf(who: string, what: string, value: Pair, least: number): readonly [number, number] {
  const pair: unknown = typeof value === "number" ? [value, value] : value;
  if (!Array.isArray(pair) || pair.length !== 2) {
    throw new UserError(
      `${who}: ${what} is ${describeValue(value)}, expected a number or [vertical, horizontal].`,
    );
  }
  const [vertical, horizontal] = pair as [number, number];
  if (![vertical, horizontal].every((n) => Number.isInteger(n) && n >= least)) {
    throw new UserError(`${who}: ${what} ${vertical}×${horizontal}: whole numbers from ${least} are needed.`);
  }
  return [vertical, horizontal];
}

/** A pair for people: one number where both are equal, or vertical×horizontal. */
export function pairText([vertical, horizontal]: readonly [number, number]): string {
  return vertical === horizontal ? String(vertical) : `${vertical}×${horizontal}`;
}
