/**
 * PᵀHP: the Hessian that gradient descent meets when its gradients are preconditioned by P·Pᵀ.
 *
 * P is made of the preconditioners that the parameters carry, as they stand when it is made: their statistics, and the
 * batch size N in BNP's q, are those of training, also where the probe looks at the full batch. Parameters without a
 * preconditioner are left as they are. What the parameters' preconditioners are, this file does not know.
 */
import { checkArgument, objectWith, checkList, UserError } from "../lib/index.ts";
import { Parameter } from "../layers/index.ts";
import type { AffineGradients, Factor, Preconditioner } from "../preconditioners/index.ts";
import { elementsOf, valuesOf } from "../tensor/index.ts";
import { curvatureKind, type CurvatureOperator } from "./curvature.ts";
import { Layout } from "./layout.ts";
import { congruence } from "./congruence.ts";
import { checkLength, type VectorMap } from "./operator.ts";

/** θ = P·z for the parameters of a network; block-diagonal, one block an affine map. */
export interface ChangeOfVariables extends VectorMap {
  /** Which numbers of which parameters the vectors are. */
  readonly layout: Layout;
  /** The blocks of some of the parameters. */
  restrictedTo(parameters: readonly Parameter[]): ChangeOfVariables;
}

const changeKind = objectWith("what probes.changeOfVariables(…) returns", {
  layout: "object",
  times: "function",
  restrictedTo: "function",
});

/**
 * The preconditioners of these parameters as they stand, as one map. Later training does not change it.
 * @example
 * const x = tensor([[0, 1], [1, 0], [2, 1]]);
 * const model = new Linear(2, 1, { random: Random.stream(0, "weights"), preconditioner: bnp() });
 * const loss = (pass: Pass) => mseLoss(model.forward(x, pass), zeros([3, 1]));
 * const h = probes.hessian(loss, model.parameters(), Pass.training());
 * probes.changeOfVariables(model.parameters()).times(Float64Array.of(1, 2, 3)); // → Float64Array(3) [ 1, 2, 3 ]
 */
export function changeOfVariables(parameters: readonly Parameter[]): ChangeOfVariables {
  checkList("changeOfVariables", "parameters", parameters, Parameter);
  const factors = new Map<Preconditioner, Factor>();
  for (const { preconditioner } of parameters) {
    if (preconditioner !== undefined && !factors.has(preconditioner)) {
      factors.set(preconditioner, preconditioner.factor());
    }
  }
  return mapOf(new Layout(parameters), factors);
}

function mapOf(layout: Layout, factors: ReadonlyMap<Preconditioner, Factor>): ChangeOfVariables {
  const blocks = blocksOf(layout, factors);
  const names = new Set([...factors.keys()].map(({ name }) => name));
  const description = `P of ${[...names].join(", ") || "nothing"}`;
  const through =
    (direction: "times" | "transposeTimes") =>
    (v: Float64Array): Float64Array => {
      checkLength(description, layout.size, v);
      const out = v.slice();
      for (const { weight, bias, factor } of blocks) {
        const image = factor[direction](
          directionOf(layout.part(v, weight), weight, bias && layout.part(v, bias)),
        );
        layout.part(out, weight).set(elementsOf(image.weight));
        if (bias !== undefined) layout.part(out, bias).set(elementsOf(image.bias!));
      }
      return out;
    };
  return {
    size: layout.size,
    description,
    layout,
    times: through("times"),
    transposeTimes: through("transposeTimes"),
    restrictedTo: (parameters) => {
      const kept = new Set(parameters.map(({ preconditioner }) => preconditioner));
      return mapOf(layout.restrictedTo(parameters), new Map([...factors].filter(([one]) => kept.has(one))));
    },
  };
}

/** An affine map whose directions a factor changes. */
interface Block {
  readonly weight: Parameter;
  readonly bias: Parameter | undefined;
  readonly factor: Factor;
}

/** Weight and bias of one map share their preconditioner; the weight is the one with more than one axis. */
function blocksOf(layout: Layout, factors: ReadonlyMap<Preconditioner, Factor>): readonly Block[] {
  return [...factors].map(([preconditioner, factor]) => {
    const shared = layout.parameters.filter((parameter) => parameter.preconditioner === preconditioner);
    const weight = shared.find(({ shape }) => shape.length > 1);
    const bias = shared.find(({ shape }) => shape.length === 1);
    const missing =
      weight === undefined ? "weight" : bias === undefined && !standsAlone(weight, factor) ? "bias" : "";
    if (weight === undefined || missing !== "") {
      throw new UserError(
        `changeOfVariables: ${preconditioner.name} changes '${shared[0]!.name}' together with the ${missing} of its ` +
          `layer, which is not among ${layout.names()}. Give both.`,
      );
    }
    return { weight, bias, factor };
  });
}

/** Whether the factor takes a weight without a bias: a map that has none, or P = I. */
function standsAlone(weight: Parameter, factor: Factor): boolean {
  try {
    factor.times(directionOf(new Float64Array(weight.tensor.size), weight));
    return true;
  } catch {
    return false;
  }
}

/** A direction of weight and bias as matrices know it: the weight of a convolution is one row a neuron here. */
function directionOf(w: Float64Array, weight: Parameter, b?: Float64Array): AffineGradients {
  const neurons = weight.shape[0]!;
  const matrix = valuesOf(w, [neurons, w.length / neurons]);
  return b === undefined ? { weight: matrix } : { weight: matrix, bias: valuesOf(b, [neurons]) };
}

/**
 * PᵀHP for the preconditioners that the parameters of H carry, unless another change of variables is given. With
 * preconditioners that do nothing it is H to the last bit.
 * @see Lange, Helfrich and Ye (2022): gradient descent in z, θ = P·z, sees the Hessian PᵀHP
 * @example
 * const x = tensor([[0, 1], [1, 0], [2, 1]]);
 * const model = new Linear(2, 1, { random: Random.stream(0, "weights"), preconditioner: bnp() });
 * const loss = (pass: Pass) => mseLoss(model.forward(x, pass), zeros([3, 1]));
 * const h = probes.hessian(loss, model.parameters(), Pass.training());
 * probes.preconditioned(h).size; // → 3
 */
export function preconditioned(h: CurvatureOperator, given?: ChangeOfVariables): CurvatureOperator {
  checkArgument("preconditioned", "the operator", h, curvatureKind);
  if (given !== undefined) checkArgument("preconditioned", "the change of variables", given, changeKind);
  const p = given ?? changeOfVariables(h.layout.parameters);
  if (!h.layout.parameters.every((parameter, i) => parameter === p.layout.parameters[i])) {
    throw new UserError(
      `preconditioned: H is by ${h.layout.names()}, and P of ${p.layout.names()}. Make both of one list of parameters.`,
    );
  }
  return {
    ...congruence(h, p),
    description: `PᵀHP of H = ${h.description} and P = ${p.description}`,
    mode: h.mode,
    layout: h.layout,
    pass: h.pass,
    restrictedTo: (parameters) => preconditioned(h.restrictedTo(parameters), p.restrictedTo(parameters)),
  };
}
