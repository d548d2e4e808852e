/**
 * The interface of a preconditioner of an affine map.
 *
 * An affine map y = W·h + b has one weight vector ŵ = [b, w] for each of its n outputs, and gradient G = δᵀ[H, 1], from its
 * input H [N, m] and the cotangent δ [N, n] of its output. A preconditioner is a change of variables ŵ = P z: gradient
 * descent in z moves ŵ by −α·P·Pᵀ·G (paper, section 4). It learns P from what the layer saw in training and never changes
 * the network. The optimizer calls `observe`, then `gradients` or `apply`; only `observe` and `load` change its state.
 */
import type { Values } from "../tensor/index.ts";
import type { AffineGradients, RowGradients } from "./affine-gradients.ts";
import type { Factor } from "./factor.ts";

/** What a layer saw in one training step: all rows of all its uses. Properties may be computed when they are read. */
export interface Observation {
  /** N, the rows of H: the batch, or batch times output positions of a convolution. */
  readonly rows: number;
  /** The values of each channel of the layer's input, [·, channels]; for a dense layer H itself. */
  readonly channels: Values;
  /** H [N, m]; for a convolution its unfolded patches. */
  readonly input: Values;
  /** δ [N, n], for a preconditioner with `needsCotangents`. Of a mean over N examples it carries the factor 1/N. */
  readonly cotangents?: Values;
}

/** Takes back one observation. Later ones must have been taken back before. */
export type Undo = () => void;

/** Everything a preconditioner has learned, as plain numbers and lists. */
export type PreconditionerState = Readonly<Record<string, number | readonly number[]>>;

/**
 * A preconditioner of one affine map, with what it has learned of the map's input.
 * @see Lange, Helfrich and Ye, JMLR 23(72), 2022, section 4
 */
export interface Preconditioner {
  /** For summaries and records. */
  readonly name: string;
  /** P = I, always: gradients may be used as they are, wherever they come from. */
  readonly isIdentity?: true;
  /** Whether `observe` must be given the cotangents of the layer's output. */
  readonly needsCotangents?: true;
  /**
   * Learns from one training step, before its gradients are asked for. Left out by a preconditioner that learns nothing.
   * What is too costly for every step (inverses, eigenbases) it recomputes here at intervals of its own.
   * @returns how to forget the observation: the step may turn out to be impossible
   */
  observe?(seen: Observation): Undo;
  /**
   * P·Pᵀ·G for G = δᵀ[H, 1], which need not be computed. The weight's gradient is valid until the next call; the bias's
   * belongs to the caller.
   */
  gradients(input: Values, cotangents: Values): RowGradients;
  /** P·Pᵀ·G for a G that is given. The arrays returned belong to the caller. */
  apply(gradients: AffineGradients): AffineGradients;
  /** P as it stands, as linear maps. Later observations do not change it. */
  factor(): Factor;
  /** All that it has learned. */
  state(): PreconditionerState;
  /**
   * Takes back what `state()` gave.
   * @throws DataError for what `state()` cannot have returned; then nothing has changed
   */
  load(state: PreconditionerState): void;
}
