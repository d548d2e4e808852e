/**
 * From a loss and a pass to the preconditioned gradient of every parameter.
 *
 * One pullback gives the cotangent δ of every affine map's output, and the gradients of all other parameters. The map's
 * own gradient δᵀ[H, 1] is left to its preconditioner, which has a cheaper way to P·Pᵀ·δᵀ[H, 1] than by forming it; so
 * the walk does not go from an output to its own weight and bias. Should they also enter the loss directly (a
 * penalty on the weights), that part is walked, preconditioned by `apply`, and added: P·Pᵀ is linear. A convolution has
 * few weights and many rows; there the walk makes the gradient, and `apply` is all.
 */
import { concat, cotangentsOf, untracked } from "../autograd/index.ts";
import { type AffineUse, Parameter, Pass } from "../layers/index.ts";
import { checkArgument, checkList, DivergenceError, UserError } from "../lib/index.ts";
import {
  carriedOut,
  type AffineGradients,
  type Preconditioner,
  type RowGradients,
  type Undo,
} from "../preconditioners/index.ts";
import { copyOf, ones, reshapeValues, Tensor, type Values, zeroValues } from "../tensor/index.ts";
import { allFinite } from "./finite.ts";
import { Gradient } from "./gradient.ts";
import { AffineVariables, type OptimizerSpace, Variables } from "./space.ts";

/** One gradient a parameter, in row-major order. The arrays are the caller's to overwrite. */
export type Gradients = Map<Parameter, Float64Array>;

/**
 * Lets the preconditioners observe what the pass saw, then computes P·Pᵀ·∇loss for the parameters. Where that cannot be
 * done, what was observed is forgotten again.
 * @throws UserError if the loss does not reach a parameter, or a preconditioner's layer was not seen by the pass.
 * @throws DivergenceError if a gradient is not finite.
 */
export function preconditionedGradients(
  loss: Tensor,
  pass: Pass,
  parameters: readonly Parameter[],
): Gradients {
  checkArgument("preconditionedGradients", "loss", loss, Tensor);
  checkArgument("preconditionedGradients", "pass", pass, Pass);
  checkList("preconditionedGradients", "parameters", parameters, Parameter);
  return withGradients(loss, pass, parameters, { step: 0, space: "parameters" }, arraysOf);
}

export function arraysOf(gradients: ReadonlyMap<Parameter, Gradient>): Gradients {
  return new Map([...gradients].map(([parameter, { elements }]) => [parameter, elements]));
}

/**
 * The same for an optimizer. The gradients of affine maps may still be products of rows, which are known to be finite, and
 * are good until the preconditioners are asked again. Should `use` throw, what was observed is forgotten too.
 * @param options the number of the step, for the error; and the space of the gradients, P·Pᵀ·∇ or Pᵀ·∇
 */
export function withGradients<R>(
  loss: Tensor,
  pass: Pass,
  parameters: readonly Parameter[],
  { step, space }: { readonly step: number; readonly space: OptimizerSpace },
  use: (gradients: ReadonlyMap<Parameter, Gradient>, variables: Variables) => R,
): R {
  const ours = new Set(parameters);
  const uses = pass.uses.filter(
    ({ weight, bias }) => ours.has(weight) || (bias !== undefined && ours.has(bias)),
  );
  const byRows = uses.filter(({ matrix }) => matrix !== undefined);
  const severed = new Map(
    byRows.map(({ output, matrix, bias }) => [output, bias ? [matrix!, bias.tensor] : [matrix!]]),
  );
  // P mixes weight and bias, so the gradient of one has a share in the other's, trained or not.
  const all = new Set([
    ...parameters,
    ...uses.flatMap(({ weight, bias }) => (bias ? [weight, bias] : [weight])),
  ]);
  return untracked(() => {
    const targets = [...byRows.map(({ output }) => output), ...[...all].map(({ tensor }) => tensor)];
    const cotangents = cotangentsOf([loss], targets, [ones(loss.shape)], severed);
    const ofOutput = new Map(byRows.map((seen, i) => [seen, cotangents[i]]));
    const direct = new Map(
      [...all].map((parameter, i) => [parameter, cotangents[byRows.length + i]] as const),
    );
    const groups = byMap(uses.map((seen) => ({ use: seen, cotangent: ofOutput.get(seen) })));
    for (const group of groups) checkReached(group, direct);
    const inGroups = new Set(groups.flatMap(([{ use: seen }]) => [seen.weight, seen.bias]));
    const finite = ([parameter, gradient]: Found): Found => [parameter, checked(gradient, parameter, step)];
    const alone = parameters
      .filter((parameter) => !inGroups.has(parameter))
      .map((parameter) => finite([parameter, plainGradient(parameter, direct.get(parameter))]));
    const observed: Undo[] = [];
    const inZ: AffineVariables[] = [];
    try {
      const ofGroups = groups.flatMap((group) => {
        observe(group, observed);
        const variables = space === "preconditioned" ? variablesOf(group[0].use, ours) : undefined;
        if (variables !== undefined) inZ.push(variables);
        return affineGradients(group, direct, variables ?? group[0].use.weight.preconditioner!)
          .filter(([parameter]) => ours.has(parameter))
          .map(finite);
      });
      return use(new Map([...ofGroups, ...alone]), new Variables(inZ));
    } catch (error) {
      for (const undo of observed.reverse()) undo();
      throw error;
    }
  });
}

interface SeenUse {
  readonly use: AffineUse;
  /** δ, or undefined if the loss does not depend on this use or its gradient is not made of rows. */
  readonly cotangent: Tensor | undefined;
}

/** The uses of one affine map: a layer that is applied twice has one weight and one gradient. */
type Group = [SeenUse, ...SeenUse[]];

function byMap(uses: readonly SeenUse[]): readonly Group[] {
  const groups = new Map<Parameter, Group>();
  for (const seen of uses) {
    const group = groups.get(seen.use.weight);
    if (group === undefined) groups.set(seen.use.weight, [seen]);
    else group.push(seen);
  }
  return [...groups.values()];
}

/** The cotangents of parameters by other roads than through their own map's output. */
type Direct = ReadonlyMap<Parameter, Tensor | undefined>;

function hasOtherRoad({ weight, bias }: AffineUse, direct: Direct): boolean {
  return direct.get(weight) !== undefined || (bias !== undefined && direct.get(bias) !== undefined);
}

function checkReached(group: Group, direct: Direct): void {
  const isReached =
    group.some(({ cotangent }) => cotangent !== undefined) || hasOtherRoad(group[0].use, direct);
  if (!isReached) throw unreached(group[0].use.weight);
}

/**
 * Lets the preconditioner of a map observe the rows of all its uses as one batch, so that neither their order nor their
 * number counts as time, and notes how to take that back. N is the number of all these rows.
 */
function observe(group: Group, observed: Undo[]): void {
  const preconditioner = group[0].use.weight.preconditioner!;
  if (preconditioner.observe !== undefined) {
    const seen = group.length === 1 ? group[0].use.seen : concat(group.map(({ use }) => use.seen));
    const rows = group.reduce((sum, { use }) => sum + use.rows, 0);
    observed.push(preconditioner.observe(seen.values, rows));
  }
  preconditioner.refresh();
}

/** z of a map; none where P is the identity. */
function variablesOf({ weight, bias }: AffineUse, ours: ReadonlySet<Parameter>): AffineVariables | undefined {
  const { name } = weight.preconditioner!;
  if (name === "identity") return undefined;
  const frozen = [weight, bias].find((one) => one !== undefined && !ours.has(one));
  if (frozen !== undefined) {
    throw new UserError(
      `Optimizer: ${name} makes weight and bias of a layer one z, and '${frozen.name}' is not trained. ` +
        `Train both, or use the space parameters.`,
    );
  }
  return new AffineVariables({ weight, bias });
}

type Found = readonly [Parameter, Gradient];

/** What takes δᵀ[H, 1], and finished gradients, to the gradients wanted: P·Pᵀ, or Pᵀ. */
type Preconditioning = Pick<Preconditioner, "gradients" | "apply">;

/** Σ over uses of P·Pᵀ·δᵀ[H, 1], plus P·Pᵀ of the direct gradient; in z with Pᵀ for P·Pᵀ. */
function affineGradients(group: Group, direct: Direct, preconditioner: Preconditioning): readonly Found[] {
  const { weight, bias } = group[0].use;
  const found = (w: Gradient, b: Float64Array | undefined): readonly Found[] =>
    bias === undefined
      ? [[weight, w]]
      : [
          [weight, w],
          [bias, Gradient.ofElements(b!)],
        ];
  const ofUse = ({ use, cotangent }: SeenUse): RowGradients | undefined =>
    cotangent && preconditioner.gradients(use.input.values, cotangent.values);
  const byAnotherRoad = hasOtherRoad(group[0].use, direct);
  if (group.length === 1 && !byAnotherRoad) {
    const only = ofUse(group[0])!;
    return found(Gradient.ofRows(only.weight), only.bias?.data);
  }
  const parts = group.flatMap((seen) => {
    const part = ofUse(seen);
    return part === undefined ? [] : [carriedOut(part)];
  });
  if (byAnotherRoad) parts.push(penalty(preconditioner, weight, bias, direct));
  const total = summed(parts.map((part) => part.weight));
  return found(Gradient.ofElements(total), bias && summed(parts.map((part) => part.bias!)));
}

function penalty(
  preconditioner: Preconditioning,
  weight: Parameter,
  bias: Parameter | undefined,
  direct: Direct,
): AffineGradients {
  const [w, b] = [direct.get(weight), bias && direct.get(bias)];
  // As a matrix [outputs, inputs], which the weight of a convolution is not by itself.
  const outputs = weight.shape[0]!;
  const weightPart = reshapeValues(w?.values ?? zeroValues(weight.shape), [
    outputs,
    weight.tensor.size / outputs,
  ]);
  return preconditioner.apply(
    bias === undefined
      ? { weight: weightPart }
      : { weight: weightPart, bias: b?.values ?? zeroValues(bias.shape) },
  );
}

/** The sum, in the first array: the arrays come from the preconditioner and are ours. */
function summed(parts: readonly Values[]): Float64Array {
  const [first, ...rest] = parts.map((part) => part.data);
  for (const part of rest) for (let i = 0; i < first!.length; i++) first![i] = first![i]! + part[i]!;
  return first!;
}

/** The gradient, if it is finite. */
function checked(gradient: Gradient, parameter: Parameter, step: number): Gradient {
  if (gradient.isBounded || allFinite(gradient.elements)) return gradient;
  const value = gradient.elements.find((g) => !Number.isFinite(g))!;
  throw new DivergenceError(
    `Optimizer: the gradient of '${parameter.name}' has an element ${value} at step ${step}, though the loss is finite. ` +
      `Nothing was changed. Look for a derivative that is infinite there, as that of a root at 0.`,
    step,
  );
}

function plainGradient(parameter: Parameter, cotangent: Tensor | undefined): Gradient {
  if (cotangent === undefined) throw unreached(parameter);
  if (parameter.preconditioner !== undefined && parameter.preconditioner.name !== "identity") {
    throw new UserError(
      `Optimizer: the pass saw no use of '${parameter.name}', whose preconditioner needs its layer's input. ` +
        `Call model.forward(x, pass) with the pass that is given to step.`,
    );
  }
  return Gradient.ofElements(copyOf(cotangent.values));
}

function unreached(parameter: Parameter): UserError {
  return new UserError(
    `Optimizer: no path from the loss to '${parameter.name}'. Was it used in the forward pass?`,
  );
}
