/**
 * The interface of a preconditioner of an affine map.
 *
 * An affine map y = W·h + b has one weight vector ŵ = [b, w] for each of its n outputs, and gradient G = δᵀ[H, 1], from its
 * input H [N, m] and the cotangent δ [N, n] of its output. A preconditioner is a change of variables ŵ = P z: gradient
 * descent in z moves ŵ by −α·P·Pᵀ·G (paper, section 4). It learns P from what the layer saw in training and never changes
 * the network. The optimizer calls `observe`, then `gradients` or `apply`; only `observe` and `load` change its state.
 */
import type { DoubleDouble } from "../lib/index.ts";
import type { Gradient, Values } from "../tensor/index.ts";

/** Gradients, or any directions, of the weight [n, m] and the bias [n] of one affine map. */
export interface AffineGradients {
  /** [n, m]. */
  readonly weight: Values;
  /** Left out for a map without bias. */
  readonly bias?: Values;
}

/** Gradients made from the rows of a batch: the weight's is a FactoredMatrix δᵀ·S wherever there is such an S. */
export interface RowGradients {
  /** [n, m], as a product or dense. */
  readonly weight: Gradient;
  /** [n]; left out for a map without bias. */
  readonly bias?: Values;
}

/**
 * The same with the elements of the weight's gradient. The arrays belong to the caller.
 * @example
 * const weight = new FactoredMatrix(tensor([[1], [2]]).values, tensor([[3], [4]]).values);
 * new Tensor(toDense({ weight }).weight); // → Tensor [1,1] [[11]]
 */
export function toDense({ weight, bias }: RowGradients): AffineGradients {
  return bias === undefined ? { weight: weight.toDense() } : { weight: weight.toDense(), bias };
}

/** P, Pᵀ and P⁻¹ as linear maps on directions of (weight, bias). None changes its argument, or needs `this`. */
export interface Factor {
  /** P·z. */
  readonly times: (z: AffineGradients) => AffineGradients;
  /** Pᵀ·g. */
  readonly transposeTimes: (g: AffineGradients) => AffineGradients;
  /** Used only by coupled weight decay in z; may be left out. */
  readonly inverseTimes?: (w: AffineGradients) => AffineGradients;
  /**
   * Whether P mixes the outputs, as K-FAC's does. Otherwise it acts on each ŵ alone, the same for all outputs, and
   * `transposeTimes` may be given any number of rows: the rows [h, 1] of a layer's input, too.
   */
  readonly mixesOutputs?: true;
  /**
   * The same Pᵀ in double-double, where all it does to a row [1, h] is to shift and scale it. Probes certify condition
   * numbers of PᵀHP to the last digit with it; without it they use `transposeTimes`, with its rounding.
   */
  readonly standardization?: () => Standardization;
}

/** Pᵀ·[1, h] = [ones, (h − shift)·scale], column by column of H, exact up to the rounding of double-double. */
export interface Standardization {
  /** One number a column of H. */
  readonly shift: readonly DoubleDouble[];
  /** One number a column of H. */
  readonly scale: readonly DoubleDouble[];
  /** What the column of ones becomes. */
  readonly ones: DoubleDouble;
}

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

/** What a layer says of its affine map when it asks for a preconditioner. */
export interface AffineGeometry {
  /** m, the length of a row of H. */
  readonly inputs: number;
  /** n, the number of outputs. */
  readonly outputs: number;
  /**
   * Channels of the layer's input, which divide m: the columns of H that belong to one channel share its statistics.
   * Unless given, every input is a channel, as in a dense layer; a convolution has m = channels · kernel size.
   */
  readonly channels?: number;
  /** Whether the map has a bias. */
  readonly bias: boolean;
  /** The layer's name in errors. */
  readonly layer: string;
}

/** The choice of a preconditioner, given to any number of layers; each layer creates its own instance. */
export interface PreconditionerChoice {
  /** For summaries and records. */
  readonly name: string;
  /**
   * The preconditioner of one map.
   * @throws UserError if it cannot be used with such a map
   */
  create(geometry: AffineGeometry): Preconditioner;
}
