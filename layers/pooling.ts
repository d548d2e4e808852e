/**
 * Layers that reduce images: max, mean and global mean pooling; and Flatten and Unflatten, from images to rows and back.
 */
import {
  avgPool2d,
  globalAvgPool2d,
  maxPool2d,
  pairText,
  poolWindows,
  reshape,
  type Pair,
  type PoolOptions,
} from "../autograd/index.ts";
import { checkArgument, checkNumber, kinds, ranges } from "../lib/index.ts";
import { shapeText, sizeOf, windowCounts, type Shape, Tensor, type Windows } from "../tensor/index.ts";
import { inputError } from "./validate-options.ts";
import { Module } from "./module.ts";

/** Windows of images taken together. */
abstract class Pool2d extends Module {
  /** How the windows lie on the image. */
  readonly windows: Windows;

  constructor(kernel: Pair, options: Omit<PoolOptions, "kernel"> = {}) {
    super();
    this.windows = poolWindows(this.constructor.name, { kernel, ...options });
  }

  override forward(x: Tensor): Tensor {
    checkImages(this, x);
    windowCounts(this.who(), x.shape[2]!, x.shape[3]!, this.windows);
    return this.pool(x);
  }

  /** What is made of the windows. */
  protected abstract pool(x: Tensor): Tensor;

  override describe(): string {
    const [kernel, stride, padding] = [this.windows.kernel, this.windows.stride, this.windows.padding].map(
      pairText,
    );
    const edge = padding === "0" ? "" : `, padding ${padding!}`;
    return `${this.constructor.name}(${kernel!}, stride ${stride!}${edge})`;
  }
}

function checkImages(layer: Module, x: Tensor): void {
  if (!(x instanceof Tensor) || x.rank !== 4) {
    throw inputError(layer.who(), x, "expected [N, C, H, W]");
  }
}

/**
 * The largest element of every window of images [N, C, H, W].
 * @example
 * new MaxPool2d(2).forward(tensor([[[[1, 2], [3, 4]]]])); // → Tensor [1,1,1,1] [[[[4]]]]
 */
export class MaxPool2d extends Pool2d {
  /** The largest element. */
  protected override pool(x: Tensor): Tensor {
    return maxPool2d(x, this.windows);
  }
}

/**
 * The mean of every window of images [N, C, H, W], zeros of the padding included.
 * @example
 * new AvgPool2d(2).forward(tensor([[[[1, 2], [3, 4]]]])); // → Tensor [1,1,1,1] [[[[2.5]]]]
 */
export class AvgPool2d extends Pool2d {
  /** The mean. */
  protected override pool(x: Tensor): Tensor {
    return avgPool2d(x, this.windows);
  }
}

/**
 * The mean of every channel: [N, C, H, W] to [N, C].
 * @example
 * new GlobalAvgPool2d().forward(tensor([[[[1, 2], [3, 4]]]])); // → Tensor [1,1] [[2.5]]
 */
export class GlobalAvgPool2d extends Module {
  override forward(x: Tensor): Tensor {
    checkImages(this, x);
    return globalAvgPool2d(x);
  }

  override describe(): string {
    return "GlobalAvgPool2d";
  }
}

/**
 * Rows [N, size] as examples of the given shape, [N, ...shape]: what makes images of the rows of a data set.
 * @example
 * new Unflatten([1, 2, 2]).forward(tensor([[1, 2, 3, 4]])).shape; // → [ 1, 1, 2, 2 ]
 */
export class Unflatten extends Module {
  /** Shape of one example. */
  readonly shape: Shape;

  constructor(shape: Shape) {
    super();
    checkArgument("Unflatten", "shape", shape, kinds.list);
    shape.forEach((length, i) => checkNumber("Unflatten", `shape[${i}]`, length, ranges.count));
    this.shape = [...shape];
  }

  override forward(x: Tensor): Tensor {
    const size = sizeOf(this.shape);
    if (!(x instanceof Tensor) || x.rank !== 2 || x.shape[1] !== size) {
      throw inputError(this.who(), x, `expected [N, ${size}]`);
    }
    return reshape(x, [x.shape[0]!, ...this.shape]);
  }

  override describe(): string {
    return `Unflatten(${shapeText(this.shape)})`;
  }
}

/**
 * Every example as one row: [N, …] to [N, size].
 * @example
 * new Flatten().forward(zeros([5, 2, 3])).shape; // → [ 5, 6 ]
 */
export class Flatten extends Module {
  override forward(x: Tensor): Tensor {
    if (!(x instanceof Tensor) || !(x.rank > 0)) throw inputError(this.who(), x, "expected [N, …]");
    const [n] = x.shape as [number];
    return reshape(x, [
      n,
      n === 0 ? x.shape.slice(1).reduce((size, length) => size * length, 1) : x.size / n,
    ]);
  }

  override describe(): string {
    return "Flatten";
  }
}
