/**
 * How a layer gets its preconditioner: it states the geometry of its affine map, and the choice makes an instance.
 */
import type { Preconditioner } from "./preconditioner.ts";

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
