/**
 * Windows of images as rows, and rows added back into images: an adjoint pair.
 *
 * The rows are what a convolution is an affine map of: BNP takes the statistics of them, and a layer's Hessian block is
 * that of a dense layer on them. A pooling is a reduction of them.
 */
import { describeValue, UserError } from "../../lib/index.ts";
import { foldValues, type Shape, type Tensor, unfoldValues, type Windows } from "../../tensor/index.ts";
import type { Declared, TensorLike } from "../operation.ts";
import { primitive } from "../primitive.ts";

const example: Windows = { kernel: [2, 2], stride: [1, 1], padding: [0, 0], dilation: [1, 1] };

/**
 * Images [N, C, H, W] as rows [N·windows, C·kernel], zeros where a window reaches over the edge.
 * @example
 * unfold(tensor([[[[1, 2], [3, 4]]]]), windowsOf("unfold", [1, 2], {})); // → Tensor [2,2] [[1, 2], [3, 4]]
 */
export const unfold: Declared<(x: TensorLike, windows: Windows) => Tensor> = primitive({
  name: "unfold",
  inputs: ["x"],
  forward: ({ x }, windows: Windows) => unfoldValues(x, windows),
  rules: { x: (g, { x, params: windows }) => fold(g, { windows, shape: x.shape }) },
  formula: "ȳ folded",
  kind: "linear",
  example,
});

/** The windows of images of a shape. */
export interface Into {
  /** How the windows lie on the image. */
  readonly windows: Windows;
  /** Of the images, [N, C, H, W]. */
  readonly shape: Shape;
}

/**
 * Rows added back into images of a shape. The adjoint of `unfold`.
 * @example
 * const into = { windows: windowsOf("fold", [1, 2], {}), shape: [1, 1, 1, 3] };
 * fold(tensor([[1, 1], [1, 1]]), into); // → Tensor [1,1,1,3] [[[[1, 2, 1]]]]
 */
export const fold: Declared<(x: TensorLike, into: Into) => Tensor> = primitive({
  name: "fold",
  inputs: ["x"],
  forward: ({ x }, { windows, shape }: Into) => foldValues(x, windows, shape),
  rules: { x: (g, { params }) => unfold(g, params.windows) },
  formula: "ȳ unfolded",
  kind: "linear",
  example: { windows: example, shape: [1, 1, 3, 3] },
});

/** One number for both directions, or [vertical, horizontal]. */
export type Pair = number | readonly [number, number];

/**
 * [vertical, horizontal] of a number or a pair.
 * @throws UserError, with `who` and `what` named, for anything but whole numbers from `least`
 * @example
 * pairOf("conv2d", "stride", 2, 1); // → [ 2, 2 ]
 */
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

/**
 * A pair for people: one number where both are equal, or vertical×horizontal.
 * @example
 * pairText([3, 5]); // → 3×5
 */
export function pairText([vertical, horizontal]: readonly [number, number]): string {
  return vertical === horizontal ? String(vertical) : `${vertical}×${horizontal}`;
}
