/**
 * How well conditioned the input of each affine layer is: κ of Ĥ = [e, H], of ĤU, and of ĤUD.
 *
 * The Hessian block of a neuron is ĤᵀSĤ, so κ(Ĥ)² is the part of its condition number that the layer's input brings. U
 * takes the mean out and D the scale: what batch normalisation does to the input, and BNP to the gradient. These numbers
 * can always be computed, whatever the loss. But they depend on the number of rows N, and on the rank, so both stand
 * beside them: with N ≤ m, or features that are constant, κ is infinite, and κ* over the other singular values is what
 * is left.
 */
import { checkArgument, printable, UserError } from "../lib/index.ts";
import { Pass } from "../layers/index.ts";
import type { BnpOptions } from "../preconditioners/index.ts";
import { certainSingularValues, type LongRows } from "./certain-singular-values.ts";
import { type Bracket, type Rows, rowsKind } from "./spectrum.ts";
import { ownStandardization, rowsThrough, standardizedRows } from "./standardized-rows.ts";
import { affineText, rowConditionText } from "./texts.ts";

/** Singular values of a matrix of rows, and what they say. */
export interface RowCondition {
  /** Descending; as many as the smaller side. */
  readonly singularValues: Float64Array;
  /**
   * Singular values above max(10√n, n)·ε·σmax, n the larger side, once all columns are divided by their lengths: columns of
   * different scale, or with large means, are not dependent by that.
   */
  readonly rank: number;
  /** The last of those over the first that is not; below 1000 the rank is a matter of opinion. */
  readonly gap: number;
  /** σmax/σmin, Infinity if the rank is not that of the columns. */
  readonly kappa: number;
  /** σmax over the last singular value that the rank counts; 1 for a matrix of zeros, where it counts none. */
  readonly kappaStar: number;
  /**
   * Two numbers that κ* certainly lies between, for the input, and the statistics of `running`, as they are stored. The
   * means and variances of `centred` and `scaled` are those of the rows, exact.
   */
  readonly interval: Pick<Bracket, "low" | "high">;
}

/** How the input of one affine layer is conditioned, before and after centring and scaling. */
export interface AffineConditioning {
  /** The layer, by its weight. */
  readonly layer: string;
  /** N, examples times positions. */
  readonly rows: number;
  /** m + 1, or m without a bias. */
  readonly columns: number;
  /** Of Ĥ = [1, H]. */
  readonly hat: RowCondition;
  /** Of ĤU, with the mean of these rows; undefined without a bias, which cannot be centred. */
  readonly centred: RowCondition | undefined;
  /** Of ĤUD, with the mean and the (damped) variance of these rows. */
  readonly scaled: RowCondition | undefined;
  /** Of ĤP with the present P of the layer's preconditioner, if P shifts and scales the rows, as BNP's does. */
  readonly running: RowCondition | undefined;
}

/**
 * For every affine layer that a pass went through, in order.
 * @param pass of a probe (`h.pass`), of training, or `Pass.evaluation({ uses: true })`
 * @param damping ε₁ and ε₂ of D, as those of bnp(); as there unless given
 * @throws UserError if the pass keeps nothing of what layers see
 * @see Lange, Helfrich and Ye (2022): κ(Ĥ), κ(ĤU), κ(ĤUD)
 * @example
 * const x = tensor([[0, 1], [1, 0], [2, 1]]);
 * const model = new Linear(2, 1, { random: Random.stream(0, "weights"), preconditioner: bnp() });
 * const loss = (pass: Pass) => mseLoss(model.forward(x, pass), zeros([3, 1]));
 * const h = probes.hessian(loss, model.parameters(), Pass.training());
 * const [first] = probes.affineConditioning(h.pass);
 * [first?.rows, first?.columns]; // → [ 3, 3 ]
 */
export function affineConditioning(
  pass: Pass,
  damping: Pick<BnpOptions, "eps1" | "eps2"> = {},
): readonly AffineConditioning[] {
  checkArgument("affineConditioning", "pass", pass, Pass);
  if (!pass.collects) {
    throw new UserError(
      "affineConditioning: this pass for evaluation keeps nothing of what layers see. " +
        "Use Pass.evaluation({ uses: true }), or the pass of a probe.",
    );
  }
  const { eps1 = 1e-2, eps2 = 1e-4 } = damping;
  return pass.uses.map(({ weight, bias, input, channels }) => {
    const { preconditioner } = weight;
    const p = preconditioner?.factor();
    const hat = standardizedRows(input, bias !== undefined);
    const inputs = input.shape[1]!;
    const after = (by: ReturnType<typeof ownStandardization>): RowCondition =>
      conditionOfRows(standardizedRows(input, true, by));
    const found: AffineConditioning = {
      layer: weight.name,
      rows: hat.rows,
      columns: hat.columns,
      hat: conditionOfRows(hat),
      centred: bias && after(ownStandardization(channels, inputs)),
      scaled: bias && after(ownStandardization(channels, inputs, { eps1, eps2 })),
      running: p?.standardization && conditionOfRows(rowsThrough(input, true, p)),
    };
    return printable(found, affineText);
  });
}

/**
 * Of rows of numbers that are taken as they stand.
 * @example
 * const h = { entries: Float64Array.of(1, 0, 0, 2), rows: 2, columns: 2 };
 * probes.conditionOfRows(h).kappa; // → 2
 */
export function conditionOfRows(given: Rows | LongRows): RowCondition {
  checkArgument("conditionOfRows", "the argument", given, rowsKind);
  const { rows, columns } = given;
  const { values, exponent, relative, absolute, rank, gap } = certainSingularValues(given);
  const [largest, least] = rank === 0 ? [1, 1] : [values[0]!, values[rank - 1]!];
  const kappaStar = largest / least;
  const apart = (value: number): number => Math.min(value * relative, absolute);
  // A quotient of two rounded numbers, and the ends of the interval rounded too.
  const rounding = 2 * Number.EPSILON;
  const floor = least - apart(least);
  const found: RowCondition = {
    singularValues: values.slice(0, Math.min(rows, columns)).map((value) => value * 2 ** exponent),
    rank,
    gap,
    kappa: rank < columns ? Infinity : kappaStar,
    kappaStar,
    interval: {
      low: (1 - rounding) * Math.max(1, (largest - apart(largest)) / (least + apart(least))),
      high: floor > 0 ? (1 + rounding) * ((largest + apart(largest)) / floor) : Infinity,
    },
  };
  return printable(found, rowConditionText);
}
