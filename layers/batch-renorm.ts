/**
 * BatchRenorm: batch normalisation whose training pass is corrected towards its running statistics (Ioffe, NIPS 2017).
 *
 * In training y = γ·((x − mean)/s·r + d) + β, with s the batch's deviation and
 *
 *     r = clip(s/σ, 1/r_max, r_max),   d = clip((mean − μ)/σ, −d_max, d_max)
 *
 * taken as constants, from the running mean μ and deviation σ: within the clips the output is what evaluation would
 * give. The clips open as the running statistics become worth something, r_max from 1 to 3 and d_max from 0 to 5.
 */
import { add, mul } from "../autograd/index.ts";
import { checkNumber } from "../lib/index.ts";
import { elementsOf, tensor, type Tensor } from "../tensor/index.ts";
import { BatchNorm, type BatchNormOptions } from "./batch-norm.ts";
import { perChannel } from "./channels.ts";
import type { Moments } from "./moments.ts";

/** Those of batch normalization, and when the clips open. */
export interface BatchRenormOptions extends BatchNormOptions {
  /** Steps of plain batch normalisation at first; 100 unless given. */
  readonly closed?: number;
  /** Steps after those over which the clips open; 400 unless given. */
  readonly opening?: number;
}

/**
 * x of shape [N, features], [N, features, length] or [N, features, H, W].
 * @see Ioffe, "Batch renormalization", NeurIPS 2017
 * @example
 * new BatchRenorm(1, { eps: 0 }).forward(tensor([[1], [3]]), Pass.training()); // → Tensor [2,1] [[-1], [1]]
 */
export class BatchRenorm extends BatchNorm {
  protected override readonly ranks = [2, 3, 4];
  /** Steps of plain batch normalization at first. */
  readonly closed: number;
  /** Steps after those over which the clips open. */
  readonly opening: number;

  constructor(features: number, options: BatchRenormOptions = {}) {
    super(features, options);
    const { closed = 100, opening = 400 } = options;
    checkNumber("BatchRenorm", "closed", closed, { whole: true, from: 0 });
    checkNumber("BatchRenorm", "opening", opening, { whole: true, from: 0 });
    this.closed = closed;
    this.opening = opening;
  }

  /** r_max and d_max at the coming step. */
  get clips(): { readonly scale: number; readonly shift: number } {
    const past = this.steps - this.closed;
    const open = past <= 0 ? 0 : Math.min(1, past / Math.max(1, this.opening));
    return { scale: 1 + 2 * open, shift: 5 * open };
  }

  protected override corrected(standardized: Tensor, { mean, variance }: Moments): Tensor {
    const { scale, shift } = this.clips;
    const running = this.running;
    const [m, v] = [elementsOf(mean.values), elementsOf(variance.values)];
    const sigma = running.variance.map((s) => Math.sqrt(s + this.eps));
    const clip = (x: number, low: number, high: number): number => Math.max(low, Math.min(high, x));
    const r = sigma.map((s, c) => clip(Math.sqrt(v[c]! + this.eps) / s, 1 / scale, scale));
    const d = sigma.map((s, c) => clip((m[c]! - running.mean[c]!) / s, -shift, shift));
    const shape = standardized.shape;
    return add(mul(standardized, perChannel(tensor(r), shape)), perChannel(tensor(d), shape));
  }

  override describe(): string {
    return `BatchRenorm(${this.features})`;
  }
}
