/**
 * Pass: one forward pass of a batch through a model, and everything that is collected in it.
 *
 * A forward pass changes nothing in the model. What layers see (inputs and outputs of affine maps, statistics of
 * normalizations) is collected here, and takes effect only when `optimizer.step(loss, pass)` commits it. So a probe of a
 * network in training mode has no side effects. Knows no layer and no optimizer.
 */
import { UserError, type Random } from "../lib/index.ts";
import { type AffineUse, checkUse } from "./affine-use.ts";
import type { BatchStatistics, Moments, NormalizeBy } from "./moments.ts";

/**
 * One forward pass of a batch. Make one for every step.
 * @example
 * const model = new Linear(2, 1, { random: Random.stream(0, "weights") });
 * const pass = Pass.training();
 * model.forward(tensor([[1, 2]]), pass);
 * pass.uses.length; // → 1
 */
export class Pass {
  /** Whether a step may follow. */
  readonly training: boolean;
  /** What batch normalization standardizes by. */
  readonly statistics: NormalizeBy;
  /** The stream that random layers draw from. */
  readonly random: Random | undefined;
  /** Whether uses of affine maps are kept: in training always, in evaluation only on request. */
  readonly collects: boolean;
  readonly #uses: AffineUse[] = [];
  readonly #moments = new Map<object, Moments>();
  readonly #effects: (() => void)[] = [];
  #consulted = false;
  #committed = false;

  private constructor(
    training: boolean,
    statistics: NormalizeBy,
    random: Random | undefined,
    collects: boolean,
  ) {
    this.training = training;
    this.statistics = statistics;
    this.random = random;
    this.collects = collects;
  }

  /** A pass that a step may follow. */
  static training({ random }: { readonly random?: Random } = {}): Pass {
    return new Pass(true, "batch", random, true);
  }

  /**
   * A pass that evaluates, as a model does when no pass is given.
   * @param options.uses whether uses of affine maps are kept, as probes need; false unless given, since that keeps every
   *   layer's input alive
   */
  static evaluation(options: { readonly statistics?: NormalizeBy; readonly uses?: boolean } = {}): Pass {
    return new Pass(false, options.statistics ?? "running", undefined, options.uses ?? false);
  }

  /**
   * Notes that a layer was given this pass. Called by every layer whose output or records depend on the pass; those that
   * record a use or moments need not call it.
   */
  consult(): void {
    this.#consulted = true;
  }

  /** Whether a layer was given this pass. If not, the output would be the same on any other. */
  get consulted(): boolean {
    return this.#consulted;
  }

  /** The uses of affine maps, in order. */
  get uses(): readonly AffineUse[] {
    return this.#uses;
  }

  /** The moments that normalization layers computed from this batch. */
  get moments(): BatchStatistics {
    return this.#moments;
  }

  /**
   * Keeps the use of an affine map, if the pass collects them.
   * @throws ContractError if its gradient would be counted twice
   */
  recordUse(use: AffineUse): void {
    this.consult();
    if (!this.collects) return;
    checkUse(use);
    this.#uses.push(use);
  }

  /** Keeps the moments of a normalization layer. */
  recordMoments(layer: object, moments: Moments): void {
    this.consult();
    this.#moments.set(layer, moments);
  }

  /** Something to do when a step is taken on this pass. */
  onStep(effect: () => void): void {
    if (this.training) this.#effects.push(effect);
  }

  /** @throws UserError if a step was already taken on this pass: its gradients belong to parameters that were replaced. */
  checkFresh(): void {
    if (this.#committed) {
      throw new UserError(
        "Pass: a step was already taken on this pass. Make a new one for every forward pass.",
      );
    }
  }

  /** Runs the effects. Called once, by the optimizer. */
  commit(): void {
    this.checkFresh();
    this.#committed = true;
    for (const effect of this.#effects) effect();
  }
}
