/**
 * How well conditioned the input of each affine layer is: κ of Ĥ = [e, H], of ĤU, and of ĤUD.
 *
 * The Hessian block of a neuron is ĤᵀSĤ, so κ(Ĥ)² is the part of its condition number that the layer's input brings. U
 * takes the mean out and D the scale: what batch normalisation does to the input, and BNP to the gradient. These numbers
 * can always be computed, whatever the loss. But they depend on the number of rows N, and on the rank, so both stand
 * beside them: with N ≤ m, or features that are constant, κ is infinite, and κ* over the other singular values is what
 * is left.
 */
import { columnMoments, printable, singularValues, UserError } from "../lib/index.ts";
import type { Pass } from "../layers/index.ts";
import {
  BatchNormalizationPreconditioner,
  bnp,
  type BnpOptions,
  type Factor,
} from "../preconditioners/index.ts";
import { elementsOf, ones, type Tensor } from "../tensor/index.ts";
import { withOnes } from "./null-space.ts";
import { floor, zeroCount } from "./rounding.ts";
import type { Rows } from "./spectrum.ts";
import { affineText, rowConditionText } from "./texts.ts";

/** Singular values of a matrix of rows, and what they say. */
export interface RowCondition {
  /** Descending; as many as the smaller side. */
  readonly singularValues: Float64Array;
  /** Singular values above max(10√n, n)·ε·σmax, n the larger side. */
  readonly rank: number;
  /** The last of those over the first that is not; below 1000 the rank is a matter of opinion. */
  readonly gap: number;
  /** σmax/σmin, Infinity if the rank is not that of the columns. */
  readonly kappa: number;
  /** σmax over the last singular value that the rank counts. */
  readonly kappaStar: number;
}

export interface AffineConditioning {
  /** The layer, by its weight. */
  readonly layer: string;
  /** N, examples times positions. */
  readonly rows: number;
  /** m + 1, or m without a bias. */
  readonly columns: number;
  readonly hat: RowCondition;
  /** Of ĤU, with the mean of these rows; undefined without a bias, which cannot be centred. */
  readonly centred: RowCondition | undefined;
  /** Of ĤUD, with the mean and the (damped) variance of these rows. */
  readonly scaled: RowCondition | undefined;
  /** Of ĤP with the statistics that the layer's BNP has by now, if it has one. */
  readonly running: RowCondition | undefined;
}

/**
 * For every affine layer that a pass went through, in order.
 * @param pass of a probe (`h.pass`), of training, or `Pass.evaluation({ uses: true })`
 * @param damping ε₁ and ε₂ of D, as those of bnp(); as there unless given
 * @throws UserError if the pass keeps nothing of what layers see
 */
export function affineConditioning(
  pass: Pass,
  damping: Pick<BnpOptions, "eps1" | "eps2"> = {},
): readonly AffineConditioning[] {
  if (!pass.collects) {
    throw new UserError(
      "affineConditioning: this pass for evaluation keeps nothing of what layers see. " +
        "Use Pass.evaluation({ uses: true }), or the pass of a probe.",
    );
  }
  return pass.uses.map((use) => {
    const { weight, bias, input, seen } = use;
    const hat = withOnes(input, bias !== undefined);
    const { preconditioner } = weight;
    const p = preconditioner instanceof BatchNormalizationPreconditioner ? preconditioner : undefined;
    const after = (factor: Factor): RowCondition => conditionOfRows(timesFactor(input, factor));
    const found: AffineConditioning = {
      layer: weight.name,
      rows: hat.rows,
      columns: hat.columns,
      hat: conditionOfRows(hat),
      centred: bias && conditionOfRows(centred(hat, seen)),
      scaled: bias && after(ownStatistics(hat, seen, damping)),
      running: p && after(p.factor()),
    };
    return printable(found, affineText);
  });
}

export function conditionOfRows({ entries, rows, columns }: Rows): RowCondition {
  const values = singularValues(entries, rows, columns);
  const threshold = floor(Math.max(rows, columns)) * values[0]!;
  const { zeros, gap } = zeroCount([...values].reverse(), threshold);
  const rank = values.length - zeros;
  const found: RowCondition = {
    singularValues: values,
    rank,
    gap,
    kappa: rank < columns ? Infinity : values[0]! / values[columns - 1]!,
    kappaStar: values[0]! / values[rank - 1]!,
  };
  return printable(found, rowConditionText);
}

/** ĤU = [e, H − eμᵀ]: each column less the mean of its channel. */
function centred({ entries, rows, columns }: Rows, seen: Tensor): Rows {
  const [values, channels] = seen.shape as [number, number];
  const { mean } = columnMoments(elementsOf(seen.values), values, channels);
  const repeat = (columns - 1) / channels; // columns of H that belong to one channel
  const moved = entries.map((value, at) => {
    const column = at % columns;
    return column === 0 ? value : value - mean[Math.floor((column - 1) / repeat)]!;
  });
  return { entries: moved, rows, columns };
}

/** The factor P of a BNP that has seen these rows and nothing else. */
function ownStatistics(
  { rows, columns }: Rows,
  seen: Tensor,
  damping: Pick<BnpOptions, "eps1" | "eps2">,
): Factor {
  const geometry = { inputs: columns - 1, channels: seen.shape[1]!, bias: true, layer: "affineConditioning" };
  const fresh = bnp(damping).create(geometry);
  fresh.observe?.(seen.values, rows);
  return fresh.factor();
}

/** ĤP, row by row Pᵀĥ: each row [1, h] stands for the gradient of one neuron. */
function timesFactor(input: Tensor, factor: Factor): Rows {
  const [rows, inputs] = input.shape as [number, number];
  const image = factor.transposeTimes({ weight: input.values, bias: ones([rows]).values });
  const [weight, bias] = [elementsOf(image.weight), elementsOf(image.bias!)];
  const entries = new Float64Array(rows * (inputs + 1));
  for (let j = 0; j < rows; j++) {
    entries[j * (inputs + 1)] = bias[j]!;
    entries.set(weight.subarray(j * inputs, (j + 1) * inputs), j * (inputs + 1) + 1);
  }
  return { entries, rows, columns: inputs + 1 };
}
