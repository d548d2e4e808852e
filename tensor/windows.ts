/**
 * Windows: how a kernel lies on an image, and how many places it has there.
 */
import { ShapeError } from "../lib/index.ts";

/** How windows lie on an image: [vertical, horizontal] in each entry. */
export interface Windows {
  /** Height and width of a window. */
  readonly kernel: readonly [number, number];
  /** Distance between neighbouring windows. */
  readonly stride: readonly [number, number];
  /** Rows and columns of zeros on every side. */
  readonly padding: readonly [number, number];
  /** Distance between neighbouring elements of a window. */
  readonly dilation: readonly [number, number];
}

/**
 * Number of windows [vertical, horizontal] on an image of the given height and width.
 * @throws ShapeError, with `who` named, if no window fits on the padded image
 * @example
 * const windows: Windows = { kernel: [3, 3], stride: [2, 2], padding: [1, 1], dilation: [1, 1] };
 * windowCounts("conv2d", 5, 7, windows); // → [ 3, 4 ]
 */
export function windowCounts(who: string, height: number, width: number, windows: Windows): [number, number] {
  const count = (axis: 0 | 1, length: number): number => {
    const reach = windows.dilation[axis] * (windows.kernel[axis] - 1) + 1;
    return Math.floor((length + 2 * windows.padding[axis] - reach) / windows.stride[axis]) + 1;
  };
  const counts: [number, number] = [count(0, height), count(1, width)];
  if (counts[0] < 1 || counts[1] < 1) {
    throw new ShapeError(
      `${who}: a kernel of ${windows.kernel.join("×")} with dilation ${windows.dilation.join("×")} does not fit an image ` +
        `of ${height}×${width} with padding ${windows.padding.join("×")}. Use a smaller kernel or more padding.`,
    );
  }
  return counts;
}
