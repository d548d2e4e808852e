/**
 * From a loss and a pass to the preconditioned gradient of every parameter.
 *
 * One pullback gives the cotangent δ of the output of every affine map whose gradient is factored, and the gradients of all
 * other parameters. The map's own gradient δᵀ[H, 1] is left to its preconditioner, which computes P·Pᵀ·δᵀ[H, 1] from δ
 * and H; so the pullback leaves out the edges from an output to its own weight and bias.
 */
import { untracked } from "../autograd/index.ts";
import { Parameter, Pass } from "../layers/index.ts";
import { checkArgument, checkList, DivergenceError, UserError } from "../lib/index.ts";
import type { Undo } from "../preconditioners/index.ts";
import { copyOf, DenseGradient, type Gradient, Tensor, valuesOf } from "../tensor/index.ts";
import {
  affineMaps,
  cotangentsFor,
  gradientsOf,
  isReached,
  observe,
  parametersOf,
  type Cotangents,
} from "./affine-maps.ts";
import { AffineVariables, type OptimizerSpace, Variables } from "./space.ts";

/** One gradient a parameter, in row-major order. The arrays are the caller's to overwrite. */
export type Gradients = Map<Parameter, Float64Array>;

/**
 * Lets the preconditioners observe what the pass saw, then computes P·Pᵀ·∇loss for the parameters. If that fails, what was
 * observed is forgotten again.
 * @throws UserError if the loss does not reach a parameter, or a preconditioner's layer was not seen by the pass.
 * @throws DivergenceError if a gradient is not finite.
 * @see Lange, Helfrich and Ye, JMLR 23(72), 2022, Algorithm 1
 * @example
 * const model = new Linear(1, 1, { random: Random.stream(0, "weights") });
 * const pass = Pass.training();
 * const loss = mean(model.forward(tensor([[2], [4]]), pass));
 * preconditionedGradients(loss, pass, model.parameters()).get(model.weight); // → Float64Array(1) [ 3 ]
 */
export function preconditionedGradients(
  loss: Tensor,
  pass: Pass,
  parameters: readonly Parameter[],
): Gradients {
  checkArgument("preconditionedGradients", "loss", loss, Tensor);
  checkArgument("preconditionedGradients", "pass", pass, Pass);
  checkList("preconditionedGradients", "parameters", parameters, Parameter);
  const { gradients } = stepGradients(loss, pass, parameters, { step: 0, space: "parameters" });
  return new Map([...gradients].map(([parameter, gradient]) => [parameter, gradient.toDense().data]));
}

export interface StepGradients {
  /** Of every parameter, finite. Valid until the preconditioners are asked again. */
  readonly gradients: ReadonlyMap<Parameter, Gradient>;
  /** The variables that the gradients are with respect to. */
  readonly variables: Variables;
  /** Takes back what the preconditioners observed, should the step fail after all. */
  readonly forget: Undo;
}

/** @param options the number of the step, for errors; and the space: P·Pᵀ·∇ in "parameters", Pᵀ·∇ in "preconditioned" */
export function stepGradients(
  loss: Tensor,
  pass: Pass,
  parameters: readonly Parameter[],
  { step, space }: { readonly step: number; readonly space: OptimizerSpace },
): StepGradients {
  return untracked(() => {
    const trained = new Set(parameters);
    const maps = affineMaps(pass.uses, trained);
    const found = cotangentsFor(loss, maps, parameters);
    const lost = maps.find((map) => !isReached(map, found));
    if (lost !== undefined) throw unreached(lost.weight);
    const ofMaps = new Set(maps.flatMap(parametersOf));
    const others = parameters
      .filter((parameter) => !ofMaps.has(parameter))
      .map((parameter) => [parameter, plainGradient(parameter, found)] as const);
    for (const one of others) checkFinite(one, step);

    const observed: Undo[] = [];
    const forget = (): void => {
      for (const undo of observed.splice(0).reverse()) undo();
    };
    try {
      const changed: AffineVariables[] = [];
      const preconditioned = maps.flatMap((map) => {
        const undo = observe(map, found);
        if (undo !== undefined) observed.push(undo);
        const variables = space === "preconditioned" ? AffineVariables.of(map, trained) : undefined;
        if (variables !== undefined) changed.push(variables);
        const gradients = gradientsOf(map, found, variables ?? map.preconditioner);
        const wanted = gradients.filter(([parameter]) => trained.has(parameter));
        for (const one of wanted) checkFinite(one, step);
        return wanted;
      });
      const gradients = new Map([...preconditioned, ...others]);
      return { gradients, variables: new Variables(changed), forget };
    } catch (error) {
      forget();
      throw error;
    }
  });
}

/** The gradient of a parameter that belongs to no affine map of this pass. */
function plainGradient(parameter: Parameter, found: Cotangents): Gradient {
  const cotangent = found.get(parameter.tensor);
  if (cotangent === undefined) throw unreached(parameter);
  const { preconditioner } = parameter;
  if (preconditioner !== undefined && !preconditioner.isIdentity) {
    throw new UserError(
      `Optimizer: the pass saw no use of '${parameter.name}', whose preconditioner needs its layer's input. ` +
        `Call model.forward(x, pass) with the pass that is given to step.`,
    );
  }
  return new DenseGradient(valuesOf(copyOf(cotangent.values), cotangent.shape));
}

function checkFinite([parameter, gradient]: readonly [Parameter, Gradient], step: number): void {
  if (gradient.isFinite()) return;
  const value = gradient.toDense().data.find((g) => !Number.isFinite(g))!;
  throw new DivergenceError(
    `Optimizer: the gradient of '${parameter.name}' has an element ${value} at step ${step}, though the loss is finite. ` +
      `Nothing was changed. Look for a derivative that is infinite there, as that of a root at 0.`,
    step,
  );
}

function unreached(parameter: Parameter): UserError {
  return new UserError(
    `Optimizer: no path from the loss to '${parameter.name}'. Was it used in the forward pass?`,
  );
}
