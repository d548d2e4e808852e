/**
 * Directions in which the outputs of a network do not change, for networks of dense layers: the valleys in which minima
 * lie, and so the eigenvalues of the Hessian that are 0 there.
 *
 * Each is the tangent of a family of networks that compute the same function on the data at hand:
 *
 *     Linear-BN     w ↦ c·w, with γ making up for ε > 0; and b ↦ b + t, which the mean takes out again;
 *     relu          (w, b) ↦ c·(w, b), and the next layer's weights by 1/c, or nothing where BN stands between;
 *     γ, β          against the next layer's weights and bias, directly or through relu;
 *     softmax       the same vector added to the weights of every class;
 *     inputs        what the rows [1, h] of a layer do not see: constant or redundant features, too few examples;
 *     dead units    all that leads to a relu whose input is negative on every example.
 *
 * They hold at any point, in train mode. That the Hessian vanishes along them holds at a stationary point.
 */
import { Activation, BatchNorm1d, type AffineUse, type Parameter, type Pass } from "../layers/index.ts";
import { elementsOf } from "../tensor/index.ts";
import { nullSpaceOf } from "./null-space.ts";
import type { Chain, Stage } from "./stages.ts";

/** Numbers at some places of a parameter. */
export interface Piece {
  readonly parameter: Parameter;
  readonly places: readonly number[];
  readonly values: readonly number[];
}

/** A direction, by its pieces that are not 0, and where it comes from. */
export interface Symmetry {
  readonly why: string;
  readonly pieces: readonly Piece[];
}

/** All that are known of a chain. @param softmax whether the loss begins with a softmax of the outputs */
export function symmetriesOf({ stages }: Chain, pass: Pass, softmax: boolean): readonly Symmetry[] {
  const ofStages = stages.flatMap((stage, i) => {
    const next = stages[i + 1]?.use;
    const [outputs] = stage.use.weight.shape as [number, number];
    const units = Array.from({ length: outputs }, (_, unit) => unit);
    return [
      ...units.flatMap((unit) => [
        ...scaleBeforeNorm(stage, unit, pass),
        ...shiftBeforeNorm(stage, unit),
        ...scaleAgainstNext(stage, next, unit),
        ...shiftAgainstNext(stage, next, unit),
        ...deadUnit(stage, next, unit),
      ]),
      ...unseenInputs(stage, units),
    ];
  });
  const last = stages.at(-1);
  return softmax && last?.between.length === 0 ? [...ofStages, ...sameForAllClasses(last.use)] : ofStages;
}

/** c·w before BN, past relu, which lets c through. With ε > 0 only where there is a γ to make up for it. */
function scaleBeforeNorm({ use, between }: Stage, unit: number, pass: Pass): Symmetry[] {
  const norm = between.find((layer) => !isRelu(layer));
  if (!(norm instanceof BatchNorm1d) || (norm.eps > 0 && norm.weight === undefined)) return [];
  const variance = elementsOf(pass.moments.get(norm)!.variance.values)[unit]!;
  const why = "weights before BN: their length";
  const makeUp = norm.weight && at(norm.weight, unit, -norm.eps / (variance + norm.eps));
  return [{ why, pieces: [incoming(use, unit), ...own(use.bias, unit), ...(makeUp ? [makeUp] : [])] }];
}

function shiftBeforeNorm({ use, between }: Stage, unit: number): Symmetry[] {
  if (use.bias === undefined || !(between[0] instanceof BatchNorm1d)) return [];
  return [{ why: "bias before BN", pieces: [one(use.bias, unit)] }];
}

/** What can be scaled with nothing but relu behind it, against the weights that take it up. */
function scaleAgainstNext({ use, between }: Stage, next: AffineUse | undefined, unit: number): Symmetry[] {
  const source = [...between].reverse().find((layer) => !isRelu(layer));
  if (next === undefined || between.length === 0) return [];
  if (source === undefined) {
    const pieces = [incoming(use, unit), ...own(use.bias, unit), outgoing(next, unit)];
    return [{ why: "relu: weights against the next weights", pieces }];
  }
  if (!(source instanceof BatchNorm1d) || source.weight === undefined) return [];
  const pieces = [...own(source.weight, unit), ...own(source.bias, unit), outgoing(next, unit)];
  return [{ why: "γ, β against the next weights", pieces }];
}

/** β against the next bias, with nothing between. */
function shiftAgainstNext({ between }: Stage, next: AffineUse | undefined, unit: number): Symmetry[] {
  const norm = between.at(-1);
  if (next?.bias === undefined || !(norm instanceof BatchNorm1d) || norm.bias === undefined) return [];
  const { values } = outgoing(next, unit);
  const bias: Piece = { parameter: next.bias, places: values.map((_, o) => o), values };
  return [{ why: "β against the next bias", pieces: [one(norm.bias, unit), bias] }];
}

/** Every weight and bias that leads to a relu which is 0, and stays so, on all examples. */
function deadUnit({ use, between }: Stage, next: AffineUse | undefined, unit: number): Symmetry[] {
  const [first, second] = between;
  const ownInputs = isRelu(first);
  const throughNorm = first instanceof BatchNorm1d && isRelu(second) && between.length === 2;
  const column = ownInputs ? use.output : throughNorm ? next?.input : undefined;
  if (column === undefined) return [];
  const [rows, units] = column.shape as [number, number];
  const values = elementsOf(column.values);
  const isDead = Array.from({ length: rows }, (_, j) => values[j * units + unit]!).every((value) =>
    ownInputs ? value < 0 : value === 0,
  );
  if (!isDead) return [];
  const { parameter, places } = incoming(use, unit);
  const norm = throughNorm ? [first.weight, first.bias] : [];
  const alone = [use.bias, ...norm].flatMap((p) => (p === undefined ? [] : [[p, unit] as const]));
  return [...places.map((place) => [parameter, place] as const), ...alone].map(([p, place]) => ({
    why: "dead relu units",
    pieces: [one(p, place)],
  }));
}

/** A vector that is orthogonal to every row [1, h] of the layer's input, added to [b, w] of any one unit. */
function unseenInputs({ use }: Stage, units: readonly number[]): Symmetry[] {
  const inputs = use.weight.shape[1]!;
  return nullSpaceOf(use).flatMap((z) =>
    units.map((unit) => {
      const weights = z.slice(z.length - inputs);
      const places = Array.from(weights, (_, k) => unit * inputs + k);
      const pieces: Piece[] = [{ parameter: use.weight, places, values: [...weights] }];
      if (use.bias !== undefined) pieces.push(at(use.bias, unit, z[0]!, 1));
      return { why: "inputs that are constant, redundant or too few", pieces };
    }),
  );
}

/** The same vector added to the weights, or the same number to the biases, of all classes. */
function sameForAllClasses({ weight, bias }: AffineUse): Symmetry[] {
  const [classes, inputs] = weight.shape as [number, number];
  const all = (parameter: Parameter, first: number, stride: number): Symmetry => ({
    why: "softmax: the same for every class",
    pieces: [
      {
        parameter,
        places: Array.from({ length: classes }, (_, c) => first + c * stride),
        values: new Array<number>(classes).fill(1),
      },
    ],
  });
  const ofWeights = Array.from({ length: inputs }, (_, k) => all(weight, k, inputs));
  return bias === undefined ? ofWeights : [...ofWeights, all(bias, 0, 1)];
}

const isRelu = (layer: unknown): boolean => layer instanceof Activation && layer.name === "relu";

/** The row of weights that leads to a unit. */
function incoming({ weight }: AffineUse, unit: number): Piece {
  const inputs = weight.shape[1]!;
  const places = Array.from({ length: inputs }, (_, k) => unit * inputs + k);
  return { parameter: weight, places, values: places.map((place) => weight.elements[place]!) };
}

/** Minus the column of weights that leads away from a unit. */
function outgoing({ weight }: AffineUse, unit: number): Piece {
  const [outputs, inputs] = weight.shape as [number, number];
  const places = Array.from({ length: outputs }, (_, o) => o * inputs + unit);
  return { parameter: weight, places, values: places.map((place) => -weight.elements[place]!) };
}

/** What a parameter, if there is one, holds at a place, times a factor; or the factor alone. */
const at = (parameter: Parameter, place: number, factor: number, of = parameter.elements[place]!): Piece => ({
  parameter,
  places: [place],
  values: [factor * of],
});
const own = (parameter: Parameter | undefined, place: number): Piece[] =>
  parameter === undefined ? [] : [at(parameter, place, 1)];
const one = (parameter: Parameter, place: number): Piece => at(parameter, place, 1, 1);
