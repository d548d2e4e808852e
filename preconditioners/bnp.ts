/**
 * Batch Normalization Preconditioning (Lange, Helfrich, Ye, JMLR 23(72), 2022, Algorithm 1).
 *
 * With the running mean μ and variance σ² of the layer's input,
 *
 *     U = [1 −μᵀ; 0 I],   D = [1 0; 0 diag(1/σ̃)],   P = (1/q)·U·D,   σ̃² = σ² + ε₁·max σ² + ε₂,   q² = max(m/N, 1):
 *
 * in the variables z of ŵ = P z the layer sees [1, (h − μ)/σ̃] in place of [1, h], as after batch normalization. The
 * Hessian block Ĥᵀ·S·Ĥ becomes (ĤUD)ᵀ·S·(ĤUD)/q². The preconditioned gradient is
 *
 *     G̃_W = (G_W − G_b·μᵀ) ⊘ σ̃²/q²,   G̃_b = G_b/q² − G̃_W·μ.
 *
 * A convolution is the same on its patches, with one mean and variance for each channel of the image (the columns of the
 * patches have others where there is padding or a stride), repeated for the columns of that channel. This file knows
 * inputs as rows; it does not know which layer they come from.
 */
import { kernels, roomFor } from "../lib/index.ts";
import { elementsOf, FactoredMatrix, productValues, valuesOf, type Values } from "../tensor/index.ts";
import { bnpStandardization } from "./bnp-standardization.ts";
import { mapNeurons } from "./map-neurons.ts";
import type { Factor } from "./factor.ts";
import type { AffineGradients, RowGradients } from "./affine-gradients.ts";
import type { Observation, Preconditioner, PreconditionerState, Undo } from "./preconditioner.ts";
import type { RunningMoments } from "./running-moments.ts";

/**
 * BNP of one affine map. Layers make their own, by `bnp()`.
 * @see Lange, Helfrich and Ye, JMLR 23(72), 2022, Algorithm 1
 * @example
 * const geometry = { inputs: 2, outputs: 1, bias: true, layer: "Linear" };
 * const preconditioner = bnp().create(geometry) as BatchNormalizationPreconditioner;
 * preconditioner.moments.mean; // → Float64Array(2) [ 0, 0 ]
 */
export class BatchNormalizationPreconditioner implements Preconditioner {
  /** "bnp". */
  readonly name = "bnp";
  readonly #moments: RunningMoments;
  readonly #eps1: number;
  readonly #eps2: number;
  /** Columns of H that share one channel's statistics. */
  readonly #repeat: number;
  /** The preconditioned rows of a batch, in one array for all steps. */
  #rows: Float64Array = new Float64Array(0);

  constructor(moments: RunningMoments, repeat: number, eps1: number, eps2: number) {
    this.#moments = moments;
    this.#repeat = repeat;
    this.#eps1 = eps1;
    this.#eps2 = eps2;
  }

  /** The present μ and σ² of each channel. Not to be written into. */
  get moments(): { readonly mean: Float64Array; readonly variance: Float64Array } {
    return this.#moments;
  }

  /** Takes the channels' values into the running moments. */
  observe({ channels, rows }: Observation): Undo {
    return this.#moments.observe(elementsOf(channels), channels.shape[0]!, rows);
  }

  /** P·Pᵀ·δᵀ[H, 1], with the weight's part as a product. */
  gradients(input: Values, cotangents: Values): RowGradients {
    const [rows, m] = input.shape as [number, number];
    const { mean, scale, inverseQ2 } = this.#current();
    const standardized = this.#room(rows * m);
    const onMean = new Float64Array(rows);
    kernels.standardizeRows(elementsOf(input), mean, scale, standardized, onMean);
    const ofBias = onMean.map((product) => inverseQ2 - product);
    const bias = productValues(valuesOf(ofBias, [1, rows]), cotangents).data;
    return {
      weight: new FactoredMatrix(cotangents, valuesOf(standardized, [rows, m])),
      bias: valuesOf(bias, [bias.length]),
    };
  }

  /** The array of the last step, unless it is too small, or much too large for this batch. */
  #room(length: number): Float64Array {
    if (this.#rows.length < length || this.#rows.length > 4 * length) this.#rows = roomFor(length);
    return this.#rows.subarray(0, length);
  }

  /** P·Pᵀ·G. */
  apply(gradients: AffineGradients): AffineGradients {
    const { mean, scale, inverseQ2 } = this.#current();
    return mapNeurons(gradients, (g, w) => {
      for (let c = 0; c < w.length; c++) w[c] = (w[c]! - g * mean[c]!) * scale[c]!;
      return g * inverseQ2 - dot(w, mean);
    });
  }

  /** P as it stands, for a weight with its bias. */
  factor(): Factor {
    const { mean, scale, inverseQ2 } = this.#current();
    const inverseQ = Math.sqrt(inverseQ2);
    const shrink = scale.map((s) => Math.sqrt(s)); // 1/(q·σ̃)
    return {
      // P z: w = z_w/(q·σ̃), b = z_b/q − ⟨μ, w⟩.
      times: (z) =>
        mapNeurons(z, (b, w) => {
          for (let c = 0; c < w.length; c++) w[c] = w[c]! * shrink[c]!;
          return b * inverseQ - dot(w, mean);
        }),
      // Pᵀ g: w = (g_w − g_b·μ)/(q·σ̃), b = g_b/q.
      transposeTimes: (g) =>
        mapNeurons(g, (b, w) => {
          for (let c = 0; c < w.length; c++) w[c] = (w[c]! - b * mean[c]!) * shrink[c]!;
          return b * inverseQ;
        }),
      // P⁻¹ ŵ: z_w = q·σ̃·w, z_b = q·(b + ⟨μ, w⟩).
      inverseTimes: (z) =>
        mapNeurons(z, (b, w) => {
          const onMean = dot(w, mean);
          for (let c = 0; c < w.length; c++) w[c] = w[c]! / shrink[c]!;
          return (b + onMean) / inverseQ;
        }),
      standardization: () => bnpStandardization(this.#moments, this.#repeat, this.#eps1, this.#eps2),
    };
  }

  /** μ, σ², the number of steps and N of the last batch. */
  state(): PreconditionerState {
    return this.#moments.state();
  }

  /**
   * Takes back what `state()` gave.
   * @throws DataError for anything else, and then nothing has changed
   */
  load(state: PreconditionerState): void {
    this.#moments.load(state);
  }

  /** μ and 1/(q²·σ̃²) for each column of H, and 1/q². Before the first observation 0, 1 and 1: the identity. */
  #current(): { mean: Float64Array; scale: Float64Array; inverseQ2: number } {
    const { variance, steps, batch } = this.#moments;
    const mean = this.#spread(this.#moments.mean);
    if (steps === 0) return { mean, scale: new Float64Array(mean.length).fill(1), inverseQ2: 1 };
    let largest = 0;
    for (let c = 0; c < variance.length; c++) largest = Math.max(largest, variance[c]!);
    const q2 = Math.max(mean.length / batch, 1);
    const damping = this.#eps1 * largest + this.#eps2;
    const scale = new Float64Array(variance.length);
    for (let c = 0; c < scale.length; c++) scale[c] = 1 / (q2 * (variance[c]! + damping));
    return { mean, scale: this.#spread(scale), inverseQ2: 1 / q2 };
  }

  /** One number a channel as one number a column of H. */
  #spread(perChannel: Float64Array): Float64Array {
    if (this.#repeat === 1) return perChannel;
    const spread = new Float64Array(perChannel.length * this.#repeat);
    for (let c = 0; c < perChannel.length; c++) {
      spread.fill(perChannel[c]!, c * this.#repeat, (c + 1) * this.#repeat);
    }
    return spread;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
