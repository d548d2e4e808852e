/**
 * The affine maps that a pass used, the one pullback through them, and the preconditioned gradient of each.
 *
 * A layer that is applied twice is one map with two uses: one observation, and one gradient, the sum. Its weight may also
 * enter the loss directly (a penalty on the weights); that part of the gradient is preconditioned by `apply` and added,
 * since P·Pᵀ is linear. Knows no optimizer.
 */
import { cotangentsOf } from "../autograd/index.ts";
import { type AffineUse, observationOf, type Parameter } from "../layers/index.ts";
import {
  toDense,
  type AffineGradients,
  type Preconditioner,
  type RowGradients,
  type Undo,
} from "../preconditioners/index.ts";
import {
  DenseGradient,
  elementsOf,
  type Gradient,
  ones,
  reshapeValues,
  type Tensor,
  type Values,
  valuesOf,
  zeroValues,
} from "../tensor/index.ts";

/** All uses of one weight in a pass. */
export interface AffineMap {
  readonly weight: Parameter;
  readonly bias: Parameter | undefined;
  readonly preconditioner: Preconditioner;
  readonly uses: readonly AffineUse[];
}

/** What the pullback found, by target; undefined where the loss does not depend on it. */
export type Cotangents = ReadonlyMap<Tensor, Tensor | undefined>;

/** What makes the gradients wanted: P·Pᵀ of a preconditioner, or Pᵀ alone in the space of z. */
export type Preconditioning = Pick<Preconditioner, "gradients" | "apply">;

/** The maps with a weight or bias among the parameters, in the order in which they were first used. */
export function affineMaps(
  uses: readonly AffineUse[],
  parameters: ReadonlySet<Parameter>,
): readonly AffineMap[] {
  const maps = new Map<Parameter, { readonly uses: AffineUse[] } & AffineMap>();
  for (const use of uses) {
    const { weight, bias } = use;
    if (!parameters.has(weight) && !(bias && parameters.has(bias))) continue;
    const map = maps.get(weight);
    if (map !== undefined) map.uses.push(use);
    else maps.set(weight, { weight, bias, preconditioner: weight.preconditioner!, uses: [use] });
  }
  return [...maps.values()];
}

export function parametersOf({ weight, bias }: AffineMap): readonly Parameter[] {
  return bias === undefined ? [weight] : [weight, bias];
}

/**
 * The cotangents of the outputs that gradients or observations are made of, and of all parameters: of those in a map, too,
 * that are not trained, since P mixes weight and bias.
 */
export function cotangentsFor(
  loss: Tensor,
  maps: readonly AffineMap[],
  parameters: readonly Parameter[],
): Cotangents {
  const blocked = new Map<Tensor, Tensor[]>();
  const targets = new Set<Tensor>();
  for (const map of maps) {
    for (const { output, gradient } of map.uses) {
      if (gradient === "factored") blocked.set(output, parametersOf(map).map(({ tensor }) => tensor)); // prettier-ignore
      if (gradient === "factored" || map.preconditioner.needsCotangents) targets.add(output);
    }
  }
  for (const { tensor } of [...parameters, ...maps.flatMap(parametersOf)]) targets.add(tensor);
  const list = [...targets];
  const cotangents = cotangentsOf([loss], list, [ones(loss.shape)], blocked);
  return new Map(list.map((target, i) => [target, cotangents[i]]));
}

/** Whether the loss depends on the map: through an output, or on its weight or bias directly. */
export function isReached(map: AffineMap, found: Cotangents): boolean {
  return (
    hasDirectGradient(map, found) ||
    map.uses.some(({ gradient, output }) => gradient === "factored" && found.get(output) !== undefined)
  );
}

function hasDirectGradient(map: AffineMap, found: Cotangents): boolean {
  return parametersOf(map).some(({ tensor }) => found.get(tensor) !== undefined);
}

/** Lets the preconditioner observe all uses as one batch. Nothing to undo if it learns nothing. */
export function observe({ preconditioner, uses }: AffineMap, found: Cotangents): Undo | undefined {
  const cotangents = preconditioner.needsCotangents && uses.map(({ output }) => found.get(output));
  return preconditioner.observe?.(observationOf(uses, cotangents));
}

/** The gradients of weight and bias: Σ over factored uses of P·Pᵀ·δᵀ[H, 1], plus P·Pᵀ of the direct gradient. */
export function gradientsOf(
  map: AffineMap,
  found: Cotangents,
  preconditioning: Preconditioning,
): readonly (readonly [Parameter, Gradient])[] {
  const { weight, bias, uses } = map;
  const ofUse = ({ input, output }: AffineUse): RowGradients =>
    preconditioning.gradients(input.values, found.get(output)!.values);
  const factored = uses.filter((use) => use.gradient === "factored" && found.get(use.output) !== undefined);
  const isDirect = hasDirectGradient(map, found);
  if (factored.length === 1 && !isDirect) return pairs(ofUse(factored[0]!));
  // Dense one by one: what `gradients` returns is valid until its next call.
  const parts = factored.map((use) => toDense(ofUse(use)));
  if (isDirect) parts.push(preconditioning.apply(directGradients(map, found)));
  return pairs({
    weight: new DenseGradient(sumOf(parts.map((part) => part.weight))),
    ...(bias && { bias: sumOf(parts.map((part) => part.bias!)) }),
  });

  function pairs(total: RowGradients): readonly (readonly [Parameter, Gradient])[] {
    const ofWeight = [weight, total.weight] as const;
    return bias === undefined ? [ofWeight] : [ofWeight, [bias, new DenseGradient(total.bias!)]];
  }
}

/** Of weight and bias where they enter the loss directly, the weight as a matrix [n, m] also for a convolution. */
function directGradients({ weight, bias }: AffineMap, found: Cotangents): AffineGradients {
  const of = ({ tensor }: Parameter): Values => found.get(tensor)?.values ?? zeroValues(tensor.shape);
  const outputs = weight.shape[0]!;
  const matrix = reshapeValues(of(weight), [outputs, weight.tensor.size / outputs]);
  return bias === undefined ? { weight: matrix } : { weight: matrix, bias: of(bias) };
}

/** The sum, in the first array, which belongs to us. */
function sumOf(parts: readonly Values[]): Values {
  const [first, ...rest] = parts.map(elementsOf);
  for (const part of rest) for (let i = 0; i < first!.length; i++) first![i] = first![i]! + part[i]!;
  return valuesOf(first!, parts[0]!.shape);
}
