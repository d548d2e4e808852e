/**
 * What a preconditioner of an affine map is.
 *
 * An affine map y = W·h + b has one weight vector ŵ = [b, w] for each of its n outputs. A preconditioner stands for a
 * change of variables ŵ = P z, the same for all outputs: gradient descent in z moves ŵ by −α·P·Pᵀ·∇ŵ (paper, section
 * 4). It learns P from what the layer saw and never touches the network: at inference there is no trace of it.
 * The optimizer calls `observe`, then `gradients`; only `observe`, `refresh` and `load` change what it knows.
 */
import type { DoubleDouble } from "../lib/index.ts";
import { productValues, transposeValues, type Values } from "../tensor/index.ts";

/** Gradients, or any directions, of the weight [n, m] and the bias [n] of one affine map. */
export interface AffineGradients {
  readonly weight: Values;
  /** Left out for a map without bias. */
  readonly bias?: Values;
}

/**
 * Gradients as they come from the rows of a batch: the weight's as a product that is not carried out. Whoever takes a
 * plain step along it need not have it.
 */
export interface RowGradients {
  /** δᵀ·S, from the cotangents δ [N, n] and what the preconditioner made of the input, S [N, m]. */
  readonly weight: { readonly cotangents: Values; readonly rows: Values };
  readonly bias?: Values;
}

/** Carries the product out. The arrays belong to the caller. */
export function carriedOut({ weight: { cotangents, rows }, bias }: RowGradients): AffineGradients {
  const weight = productValues(transposeValues(cotangents, [1, 0]), rows);
  return bias === undefined ? { weight } : { weight, bias };
}

/** P, Pᵀ and P⁻¹ as linear maps on directions of (weight, bias). None changes its argument, or needs `this`. */
export interface Factor {
  readonly times: (z: AffineGradients) => AffineGradients;
  readonly transposeTimes: (g: AffineGradients) => AffineGradients;
  /** Used only by coupled weight decay in z; may be left out. */
  readonly inverseTimes?: (w: AffineGradients) => AffineGradients;
  /**
   * The same Pᵀ in double-double, where all it does to a row [1, h] is to shift and scale it. Probes certify condition
   * numbers of PᵀHP to the last digit with it; without it they take what `transposeTimes` returns, with its rounding.
   */
  readonly standardization?: () => Standardization;
}

/** Pᵀ·[1, h] = [ones, (h − shift)·scale], column by column of H, exact up to the rounding of double-double. */
export interface Standardization {
  readonly shift: readonly DoubleDouble[];
  readonly scale: readonly DoubleDouble[];
  readonly ones: DoubleDouble;
}

/** Takes back what was done, once, before anything else is. */
export type Undo = () => void;

/** Everything a preconditioner has learned, as plain numbers and lists. */
export type PreconditionerState = Readonly<Record<string, number | readonly number[]>>;

export interface Preconditioner {
  readonly name: string;
  /**
   * Takes in what the layer was given in one training step. Cheap, every step. A preconditioner that learns nothing
   * leaves it out, and nobody gathers for it what the layer was given.
   * @param seen values of each input channel, [any number, channels]; for a dense layer the input H itself
   * @param rows N, the rows of H, where it is not the number of values: a convolution has batch times output positions
   * @returns how to forget it again, with all that `refresh` made of it: the step may turn out not to be possible
   */
  observe?(seen: Values, rows?: number): Undo;
  /** Recomputes what is too dear for every step (inverses, eigenbases). Nothing, where there is no such thing. */
  refresh(): void;
  /**
   * The preconditioned gradients P·Pᵀ·G of the map, from its input H [N, m] and the cotangents δ [N, n] of its output,
   * where G = δᵀ[H, 1] is never formed. The rows are good until the next call; the bias belongs to the caller.
   */
  gradients(input: Values, cotangent: Values): RowGradients;
  /** P·Pᵀ·G of finished gradients. The arrays belong to the caller. */
  apply(gradients: AffineGradients): AffineGradients;
  factor(): Factor;
  state(): PreconditionerState;
  load(state: PreconditionerState): void;
}

/** What a layer tells about the map that is to be preconditioned. */
export interface AffineGeometry {
  /** Length m of a row of H. */
  readonly inputs: number;
  /**
   * Channels of the layer's input, which divide m: the columns of H that belong to one channel share its statistics.
   * Left out, every input is a channel, as in a dense layer; a convolution has m = channels · kernel size.
   */
  readonly channels?: number;
  readonly bias: boolean;
  /** How errors call the layer. */
  readonly layer: string;
}

/** The choice of a preconditioner, made once and given to any number of layers; each layer gets an instance. */
export interface PreconditionerChoice {
  readonly name: string;
  create(geometry: AffineGeometry): Preconditioner;
}
