/**
 * Pass: one trip of a batch through a model, and all that is remembered of it.
 *
 * A forward pass changes nothing in the model. What layers see on the way (the input and output of every affine map,
 * the statistics of every normalisation) is collected here, and takes effect only if `optimizer.step(loss, pass)` is
 * called. A probe of a network in training mode therefore has no side effects, by construction.
 */
import { UserError, type Random } from "../lib/index.ts";
import type { Tensor } from "../tensor/index.ts";
import type { Parameter } from "./parameter.ts";

/** One use of an affine map: y = H·Wᵀ + b, with H [N, m] and y [N, n]. */
export interface AffineUse {
  readonly weight: Parameter;
  readonly bias: Parameter | undefined;
  /** N, the rows of H: the batch, or batch times output places of a convolution. */
  readonly rows: number;
  /** H: the layer's input, or the windows of a convolution's, unfolded when they are asked for. */
  readonly input: Tensor;
  /** y; of a convolution as images [·, n, H′, W′]. */
  readonly output: Tensor;
  /**
   * W as the tensor [n, m] that y was computed from, if the preconditioned gradient is best made of H and the cotangent
   * of y. Left out where the gradient is much smaller than H, as in a convolution: it is preconditioned when finished.
   */
  readonly matrix?: Tensor;
  /** What statistics are taken of, one column a channel of the layer's input. */
  readonly seen: Tensor;
}

/** What a normalisation layer standardised by, one number a feature. */
export interface Moments {
  readonly mean: Tensor;
  /** Biased: divisor N. */
  readonly variance: Tensor;
}

/** The moments each normalisation layer of a model saw, by layer. */
export type BatchStatistics = ReadonlyMap<object, Moments>;

/**
 * By what batch normalisation standardises: its running statistics, those of the batch at hand, or given ones
 * (`batchStatistics` of a whole training set).
 */
export type NormalizeBy = "running" | "batch" | BatchStatistics;

/** What a pass is for. */
interface Kind {
  readonly training: boolean;
  readonly statistics: NormalizeBy;
  readonly random: Random | undefined;
  readonly collects: boolean;
}

export class Pass {
  readonly #kind: Kind;
  readonly #uses: AffineUse[] = [];
  readonly #moments = new Map<object, Moments>();
  readonly #effects: (() => void)[] = [];
  #consulted = false;
  #committed = false;

  private constructor(kind: Kind) {
    this.#kind = kind;
  }

  /** A pass whose results a step may follow. */
  static training({ random }: { readonly random?: Random } = {}): Pass {
    return new Pass({ training: true, statistics: "batch", random, collects: true });
  }

  /**
   * A pass that only looks. What a model does when no pass is given.
   * @param options.uses whether it keeps what affine maps saw, as probes want it; false unless given, since that keeps
   *   every layer's input alive
   */
  static evaluation(options: { readonly statistics?: NormalizeBy; readonly uses?: boolean } = {}): Pass {
    const statistics = options.statistics ?? "running";
    return new Pass({ training: false, statistics, random: undefined, collects: options.uses ?? false });
  }

  get training(): boolean {
    return this.#asked().training;
  }

  get statistics(): NormalizeBy {
    return this.#asked().statistics;
  }

  /** The stream that random layers draw from. */
  get random(): Random | undefined {
    return this.#asked().random;
  }

  /** Whether it keeps the uses of affine maps: in training, and in evaluation where that was asked for. */
  get collects(): boolean {
    return this.#asked().collects;
  }

  /**
   * Whether anybody has asked what kind of pass it is, or told it of a use. If not, no layer was given it, and what was
   * computed would be the same on any other.
   */
  get consulted(): boolean {
    return this.#consulted;
  }

  #asked(): Kind {
    this.#consulted = true;
    return this.#kind;
  }

  /** The affine maps in the order in which they were used. */
  get uses(): readonly AffineUse[] {
    return this.#uses;
  }

  /** The moments that normalisation layers took from this batch. */
  get moments(): BatchStatistics {
    return this.#moments;
  }

  recordUse(use: AffineUse): void {
    if (this.collects) this.#uses.push(use);
  }

  recordMoments(layer: object, moments: Moments): void {
    this.#moments.set(layer, moments);
  }

  /** Something to be done if, and when, a step is taken on this pass. */
  onStep(effect: () => void): void {
    if (this.training) this.#effects.push(effect);
  }

  /** @throws UserError if a step was already taken on this pass: its gradients belong to parameters that are gone. */
  checkFresh(): void {
    if (this.#committed) {
      throw new UserError(
        "Pass: a step was already taken on this pass. Make a new one for every forward pass.",
      );
    }
  }

  /** Lets the pass take effect. Once, by the optimizer. */
  commit(): void {
    this.checkFresh();
    this.#committed = true;
    for (const effect of this.#effects) effect();
  }
}
