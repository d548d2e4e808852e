/**
 * How many zero eigenvalues the Hessian of a network has at a stationary point, predicted from its layers.
 *
 * It is the dimension of the span of all directions in which the network's outputs do not change (see symmetries.ts). It
 * is the span and not the sum, since symmetries overlap: a unit that is dead is also one whose scale does not matter.
 */
import { checkArgument, printable, singularValues } from "../lib/index.ts";
import { untracked } from "../autograd/index.ts";
import { Module, Pass, type AffineUse } from "../layers/index.ts";
import { Tensor } from "../tensor/index.ts";
import { rankOf } from "./certain-singular-values.ts";
import { Layout } from "./layout.ts";
import { withOnes } from "./null-space.ts";
import { chainOf } from "./stages.ts";
import { symmetriesOf, type Symmetry } from "./symmetries.ts";
import { nullityText } from "./texts.ts";
import { norm } from "./vectors.ts";

/** What is known of the loss. */
export interface NullityOptions {
  /** Whether the loss begins with a softmax, as crossEntropy does; false unless given. */
  readonly softmax?: boolean;
}

/** How many zeros the Hessian must have at a stationary point, and why. */
export interface PredictedNullity {
  /** Undefined if the network has parts whose symmetries are not known. */
  readonly nullity: number | undefined;
  /** How many directions each symmetry gives. They may overlap, so the sum may be more than the nullity. */
  readonly parts: readonly { readonly why: string; readonly directions: number }[];
  /** Parts of the network that are not understood. */
  readonly unknown: readonly string[];
  /** The directions, of length 1, in the layout of the model's parameters. */
  readonly directions: readonly Float64Array[];
}

/**
 * For all parameters of a model, in train mode, on the batch x. Changes nothing.
 * @example
 * const model = new Linear(2, 2, { random: Random.stream(0, "weights") });
 * probes.predictedNullity(model, tensor([[0, 1], [1, 0], [2, 1]]), { softmax: true }).nullity; // → 3
 */
export function predictedNullity(
  model: Module,
  x: Tensor,
  { softmax = false }: NullityOptions = {},
): PredictedNullity {
  checkArgument("predictedNullity", "model", model, Module);
  checkArgument("predictedNullity", "x", x, Tensor);
  const pass = Pass.training();
  untracked(() => model.forward(x, pass));
  const chain = chainOf(model, pass);
  const layout = new Layout(model.parameters());
  const symmetries = symmetriesOf(chain, pass, softmax);
  const directions = symmetries.map((symmetry) => directionOf(symmetry, layout));
  const counts = new Map<string, number>();
  for (const { why } of symmetries) counts.set(why, (counts.get(why) ?? 0) + 1);
  const found: PredictedNullity = {
    nullity: chain.unknown.length === 0 ? rank(directions, layout.size) : undefined,
    parts: [...counts].map(([why, number]) => ({ why, directions: number })),
    unknown: chain.unknown,
    directions,
  };
  return printable(found, nullityText);
}

/**
 * How many zeros the block of the last layer has where the loss is a softmax of its outputs, at any point: of
 * Σ Sⱼ ⊗ ĥⱼĥⱼᵀ, with Sⱼ zero along (1, …, 1) alone. These are all (1, …, 1) ⊗ z, as many as Ĥ has columns; and for every
 * other direction of the outputs the z that no row ĥⱼ sees.
 */
export function softmaxLayerNullity({ input, bias, weight }: AffineUse): number {
  const seen = withOnes(input, bias !== undefined);
  return seen.columns + (weight.shape[0]! - 1) * (seen.columns - rankOf(seen).rank);
}

function directionOf({ pieces }: Symmetry, layout: Layout): Float64Array {
  const v = new Float64Array(layout.size);
  for (const { parameter, places, values } of pieces) {
    const part = layout.part(v, parameter);
    places.forEach((place, i) => (part[place] = values[i]!));
  }
  const length = norm(v);
  return length === 0 ? v : v.map((value) => value / length);
}

/**
 * The dimension of the span. Tangents that differ, differ by what is in the parameters, and so by much more than the
 * 1e-9 that is taken for rounding here.
 */
function rank(directions: readonly Float64Array[], size: number): number {
  if (directions.length === 0) return 0;
  const stacked = new Float64Array(directions.length * size);
  directions.forEach((v, i) => stacked.set(v, i * size));
  const values = singularValues(stacked, directions.length, size);
  return values.filter((value) => value > 1e-9 * values[0]!).length;
}
