/**
 * Linear: y = h·Wᵀ + b. Its parameters act on its input, so it chooses their preconditioner and publishes what it saw.
 */
import { affine, linear, reshape } from "../autograd/index.ts";
import { checkNumber, type Random, ranges } from "../lib/index.ts";
import { identity, type PreconditionerChoice } from "../preconditioners/index.ts";
import { zeros, Tensor } from "../tensor/index.ts";
import { xavier, type Initializer } from "./initializers.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import type { Pass } from "./pass.ts";
import { validateLayerOptions, inputError } from "./validate-options.ts";

/** Where the weights come from, and what sees the gradient. */
export interface LinearOptions {
  /** The stream that the weights are drawn from. */
  readonly random: Random;
  /** Whether there is a bias; true unless given. It starts at 0. */
  readonly bias?: boolean;
  /** xavier unless given. */
  readonly initializer?: Initializer;
  /** identity() unless given. */
  readonly preconditioner?: PreconditionerChoice;
}

/**
 * @example
 * const model = new Linear(2, 3, { random: Random.stream(0, "weights") });
 * model.forward(tensor([[1, 2]])).shape; // → [ 1, 3 ]
 */
export class Linear extends Module {
  /** [outputs, inputs] */
  readonly weight: Parameter;
  /** [outputs] */
  readonly bias: Parameter | undefined;
  /** Length of a row of the input. */
  readonly inputs: number;
  /** Length of a row of the output. */
  readonly outputs: number;

  constructor(inputs: number, outputs: number, options: LinearOptions) {
    super();
    checkNumber("Linear", "inputs", inputs, ranges.count);
    checkNumber("Linear", "outputs", outputs, ranges.count);
    this.inputs = inputs;
    this.outputs = outputs;
    validateLayerOptions(this.describe(), options);
    const { random, bias = true, initializer = xavier, preconditioner = identity() } = options;
    const shared = preconditioner.create({ inputs, outputs, bias, layer: this.describe() });
    this.weight = new Parameter("weight", initializer(outputs, inputs, random), shared);
    this.bias = bias ? new Parameter("bias", zeros([outputs]), shared) : undefined;
  }

  /** x of shape [..., inputs] to [..., outputs]. */
  override forward(x: Tensor, pass?: Pass): Tensor {
    const { weight, bias } = this;
    if (!(x instanceof Tensor) || !(x.rank > 0) || x.shape.at(-1) !== this.inputs) {
      throw inputError(this.who(), x, `its last axis must be ${this.inputs}`);
    }
    const lead = x.shape.slice(0, -1);
    const input = x.rank === 2 ? x : reshape(x, [x.size / this.inputs, this.inputs]);
    const output = bias ? affine(input, weight.tensor, bias.tensor) : linear(input, weight.tensor);
    const rows = input.shape[0]!;
    pass?.recordUse({ weight, bias, rows, input, channels: input, output, gradient: "factored" });
    return x.rank === 2 ? output : reshape(output, [...lead, this.outputs]);
  }

  override describe(): string {
    return `Linear(${this.inputs} → ${this.outputs})`;
  }
}
