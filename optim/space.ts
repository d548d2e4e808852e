/**
 * The variables in which an optimizer's rule works.
 *
 * A preconditioner is a change of variables ŵ = P z, and gradient descent in z moves ŵ by −rate·P·Pᵀ·∇. So plain descent can
 * use P·Pᵀ·∇ as its gradient and stay in ŵ. An element-wise rule cannot: P mixes the bias with all weights of its neuron,
 * and such a rule after P·Pᵀ undoes that. In z it is the rule's own algorithm on the preconditioned problem: momenta of
 * Pᵀ·∇, and P of its step. This file knows P as a linear map.
 *
 * Momenta are coordinates in z, and are kept as they are when the next step has another P.
 */
import { UserError } from "../lib/index.ts";
import type { Parameter } from "../layers/index.ts";
import type { AffineGradients, Factor, RowGradients } from "../preconditioners/index.ts";
import {
  copyOf,
  DenseGradient,
  elementsOf,
  FactoredMatrix,
  ones,
  productValues,
  valuesOf,
  type Values,
} from "../tensor/index.ts";
import { type AffineMap, parametersOf, type Preconditioning } from "./affine-maps.ts";

/**
 * `parameters`: the rule is given P·Pᵀ·∇. `preconditioned`: it is given Pᵀ·∇, and P maps its step.
 * @see Lange, Helfrich and Ye, JMLR 23(72), 2022: gradient descent in z of ŵ = P·z
 */
export const optimizerSpaces = ["parameters", "preconditioned"] as const;
/** The variables in which a rule works. */
export type OptimizerSpace = (typeof optimizerSpaces)[number];

/** @throws UserError for any other word */
export function checkSpace(space: OptimizerSpace): void {
  if (optimizerSpaces.includes(space)) return;
  throw new UserError(
    `Optimizer: space is ${JSON.stringify(space)}: it must be ${optimizerSpaces.join(" or ")}.`,
  );
}

/** z of one affine map during one step. Its `gradients` and `apply` are Pᵀ where a preconditioner's are P·Pᵀ. */
export class AffineVariables implements Preconditioning {
  readonly parameters: readonly Parameter[];
  readonly #factor: Factor;

  private constructor(map: AffineMap) {
    this.parameters = parametersOf(map);
    this.#factor = map.preconditioner.factor();
  }

  /**
   * None where P is the identity.
   * @throws UserError if the weight or the bias alone is trained
   */
  static of(map: AffineMap, trained: ReadonlySet<Parameter>): AffineVariables | undefined {
    if (map.preconditioner.isIdentity) return undefined;
    const frozen = parametersOf(map).find((parameter) => !trained.has(parameter));
    if (frozen !== undefined) {
      throw new UserError(
        `Optimizer: ${map.preconditioner.name} makes weight and bias of a layer one z, and '${frozen.name}' is not trained. ` +
          `Train both, or use the space parameters.`,
      );
    }
    return new AffineVariables(map);
  }

  /**
   * Pᵀ·δᵀ[H, 1]. A P that is the same for all outputs acts on the rows of H: δᵀ·([H, 1]·P); one that mixes the outputs
   * needs the product.
   */
  gradients(input: Values, cotangents: Values): RowGradients {
    const rows = input.shape[0]!;
    const hasBias = this.parameters.length === 2;
    const seen = hasBias ? { weight: input, bias: ones([rows]).values } : { weight: input };
    const sumOver = (bias: Values): Values => {
      const { data } = productValues(valuesOf(elementsOf(bias), [1, rows]), cotangents);
      return valuesOf(data, [data.length]);
    };
    if (this.#factor.mixesOutputs) {
      const weight = new FactoredMatrix(cotangents, input).toDense();
      const image = this.apply(seen.bias === undefined ? { weight } : { weight, bias: sumOver(seen.bias) });
      return { ...image, weight: new DenseGradient(image.weight) };
    }
    const image = this.#factor.transposeTimes(seen);
    const weight = new FactoredMatrix(cotangents, image.weight);
    return image.bias === undefined ? { weight } : { weight, bias: sumOver(image.bias) };
  }

  /** Pᵀ·G of a G that is given, in arrays of their own. */
  apply(gradients: AffineGradients): AffineGradients {
    const { weight, bias } = this.#factor.transposeTimes(gradients);
    const own = (x: Values): Values => valuesOf(copyOf(x), x.shape);
    return bias === undefined ? { weight: own(weight) } : { weight: own(weight), bias: own(bias) };
  }

  /** z = P⁻¹·ŵ, one array a parameter. */
  values(): readonly Float64Array[] {
    if (this.#factor.inverseTimes === undefined) {
      const [weight] = this.parameters;
      throw new UserError(
        `Optimizer: coupled weight decay in the space preconditioned needs P⁻¹, and the preconditioner of ` +
          `'${weight!.name}' has no inverseTimes. Use decoupled: true, or the space parameters.`,
      );
    }
    return this.#through(
      this.parameters.map(({ elements }) => elements),
      this.#factor.inverseTimes,
    );
  }

  /** shrink·ŵ + P·step. */
  moved(step: readonly Float64Array[], shrink: number): readonly Float64Array[] {
    return this.#through(step, this.#factor.times).map((along, i) => {
      const { elements } = this.parameters[i]!;
      return along.map((d, j) => shrink * elements[j]! + d);
    });
  }

  /** A linear map of (weight, bias), with the weight as a matrix [outputs, inputs], also that of a convolution. */
  #through(
    [w, b]: readonly Float64Array[],
    map: (z: AffineGradients) => AffineGradients,
  ): readonly Float64Array[] {
    const outputs = this.parameters[0]!.shape[0]!;
    const weight = valuesOf(w!, [outputs, w!.length / outputs]);
    const to = map(b === undefined ? { weight } : { weight, bias: valuesOf(b, [outputs]) });
    return [to.weight, ...(to.bias ? [to.bias] : [])].map(elementsOf);
  }
}

/** The variables of all parameters in one step: z of the maps given, and the rest as they are. */
export class Variables {
  readonly #maps: readonly AffineVariables[];
  readonly #inZ: ReadonlySet<Parameter>;
  #z: ReadonlyMap<Parameter, Float64Array> | undefined;

  constructor(maps: readonly AffineVariables[]) {
    this.#maps = maps;
    this.#inZ = new Set(maps.flatMap(({ parameters }) => parameters));
  }

  /** Whether they are the parameters themselves, without any P. */
  get areParameters(): boolean {
    return this.#maps.length === 0;
  }

  /** Where the rule starts: the parameter's values, or 0 in z, so that its result is the step alone. */
  start(parameter: Parameter): Float64Array {
    const { elements } = parameter;
    return this.#inZ.has(parameter) ? new Float64Array(elements.length) : elements;
  }

  /** What coupled decay adds λ times to the gradient: the parameter's values, or z. */
  values(parameter: Parameter): Float64Array {
    if (!this.#inZ.has(parameter)) return parameter.elements;
    this.#z ??= new Map(
      this.#maps.flatMap((map) => {
        const values = map.values();
        return map.parameters.map((one, i) => [one, values[i]!] as const);
      }),
    );
    return this.#z.get(parameter)!;
  }

  /** New values of the parameters from what the rule made of each. */
  finished(made: ReadonlyMap<Parameter, Float64Array>, shrink: number): ReadonlyMap<Parameter, Float64Array> {
    const all = new Map(made);
    for (const map of this.#maps) {
      const moved = map.moved(map.parameters.map((one) => made.get(one)!), shrink); // prettier-ignore
      map.parameters.forEach((one, i) => all.set(one, moved[i]!));
    }
    return all;
  }
}
