/**
 * What every optimizer does in a step, except for its own rule.
 *
 * The order is: gradients, preconditioned; clipping; coupled weight decay; the rule (momentum, Adam, …); decoupled
 * weight decay; new values in place of the old; and last, what the pass remembered takes effect. State belongs to the
 * optimizer and is keyed by parameter, so shared parameters and subsets are safe. In which variables the rule works is
 * `space`: what differs between the two is in space.ts.
 */
import {
  checkNumber,
  DataError,
  type Descent,
  describeValue,
  DivergenceError,
  firstMisfit,
  ranges,
  scalar,
  UserError,
} from "../lib/index.ts";
import type { NamedArrays, StoredArray } from "../lib/index.ts";
import { Parameter, Pass } from "../layers/index.ts";
import { DenseGradient, type Gradient, Tensor } from "../tensor/index.ts";
import { checkClip, clipGradients, type Clip } from "./clip.ts";
import { type StepGradients, stepGradients } from "./gradients.ts";
import { checkLeaves } from "./leaves.ts";
import { constant, type Schedule } from "./schedule.ts";
import { checkSpace, type OptimizerSpace, type Variables } from "./space.ts";

/** The rate, and what is done beside the rule. */
export interface OptimizerOptions {
  /** A rate, or a schedule of rates by step. */
  readonly learningRate: number | Schedule;
  /** Weight decay coefficient λ; 0 unless given. It acts on every parameter given. */
  readonly weightDecay?: number;
  /** Whether decay is w ← w − rate·λ·w beside the step, rather than λ·w added to the gradient. */
  readonly decoupled?: boolean;
  /** Bounds on the gradient that the rule is given, in its space. */
  readonly clip?: Clip;
  /** Parameters that the loss depends on and that are to stay as they are; none unless given. */
  readonly frozen?: readonly Parameter[];
  /**
   * The variables in which the rule works; "parameters" unless given, and it matters only where there is a preconditioner.
   * "parameters": the rule is given P·Pᵀ·∇. "preconditioned": it works in z of ŵ = P z, given Pᵀ·∇, and P maps its step.
   * Plain SGD takes the same steps in both. Element-wise rules (Adam, RMSprop) with bnp() need "preconditioned" where
   * inputs have large means: after P·Pᵀ they lose the coupling of weight and bias that centring makes.
   */
  readonly space?: OptimizerSpace;
}

/**
 * What a rule is given for one parameter: its values before, the rate, what decoupled decay leaves of the values. In z the
 * values are 0: the rule makes a step, which is mapped by P and added to what decay leaves of the parameter.
 */
export interface Move extends Descent {
  /** Preconditioned, clipped, with coupled decay; dense if the rule has buffers. Valid until `update` returns. */
  readonly gradient: Gradient;
}

/**
 * What every optimizer does in a step, except for its own rule: `update`, which a subclass writes.
 * @example
 * class SignDescent extends Optimizer {
 *   protected override update(_parameter: Parameter, { weight, rate, gradient }: Move): Float64Array {
 *     const { data } = gradient.toDense();
 *     return weight.map((value, i) => value - rate * Math.sign(data[i]!));
 *   }
 * }
 * const model = new Linear(1, 1, { random: Random.stream(0, "weights") });
 * const optimizer = new SignDescent(model.parameters(), { learningRate: 0.5 });
 * const pass = Pass.training();
 * optimizer.step(mean(model.forward(tensor([[1]]), pass)), pass);
 * model.bias?.tensor; // → Tensor [1] [-0.5]
 */
export abstract class Optimizer {
  /** Those that are trained, in order. */
  readonly parameters: readonly Parameter[];
  /** The rate of each step. */
  readonly schedule: Schedule;
  /** λ. */
  readonly weightDecay: number;
  /** Whether decay is beside the step instead of in the gradient. */
  readonly decoupled: boolean;
  /** Bounds on the gradient, if there are any. */
  readonly clip: Clip | undefined;
  /** The variables in which the rule works. */
  readonly space: OptimizerSpace;
  readonly #buffers = new Map<string, Buffers>();
  readonly #known: ReadonlySet<Parameter>;
  #steps = 0;

  constructor(parameters: readonly Parameter[], options: OptimizerOptions) {
    checkParameters(parameters);
    this.schedule = scheduleOf(options);
    const { weightDecay = 0, decoupled = false, clip, space = "parameters" } = options;
    if (parameters.length === 0) throw new UserError("Optimizer: there are no parameters to train.");
    if (new Set(parameters).size !== parameters.length)
      throw new UserError("Optimizer: a parameter is given twice.");
    checkNumber("Optimizer", "weightDecay", weightDecay, ranges.nonNegative);
    if (clip !== undefined) checkClip(clip);
    const { frozen = [] } = options;
    const both = frozen.find((parameter) => parameters.includes(parameter));
    if (both) throw new UserError(`Optimizer: '${both.name}' is given to be trained and to be frozen.`);
    this.#known = new Set([...parameters, ...frozen]);
    checkSpace(space);
    this.parameters = [...parameters];
    this.weightDecay = weightDecay;
    this.decoupled = decoupled;
    this.clip = clip;
    this.space = space;
  }

  /** Steps taken so far. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * One step down the loss, which must come from the pass: `loss = f(model.forward(x, pass))`.
   * A step that throws has changed nothing.
   * @throws DivergenceError if the loss or a gradient is not finite.
   * @throws UserError if the pass is for evaluation or a step was taken on it, if the loss does not reach a parameter or
   *   depends on one that is neither trained nor frozen, if a parameter was replaced since the forward pass, or if the
   *   schedule gives no rate.
   */
  step(loss: Tensor, pass: Pass): void {
    if (!(pass instanceof Pass) || !(loss instanceof Tensor)) {
      const [what, found] = loss instanceof Tensor ? ["pass", pass] : ["loss", loss];
      throw new UserError(
        `Optimizer: the ${what} is ${describeValue(found)}. Call step(loss, pass) with the pass that model.forward(x, pass) was given.`,
      );
    }
    if (!pass.training) throw new UserError("Optimizer: the pass is for evaluation. Use Pass.training().");
    pass.checkFresh();
    checkLeaves(loss, this.#known);
    if (!Number.isFinite(loss.item())) {
      throw new DivergenceError(`Optimizer: the loss is ${loss.item()} at step ${this.#steps}.`, this.#steps);
    }
    const rate = this.schedule(this.#steps);
    checkNumber("Optimizer", `the schedule's rate of step ${this.#steps}`, rate, ranges.nonNegative);
    const found = stepGradients(loss, pass, this.parameters, { step: this.#steps, space: this.space });
    let moved: ReadonlyMap<Parameter, Float64Array>;
    try {
      moved = this.#moved(found, rate);
    } catch (error) {
      found.forget();
      throw error;
    }
    for (const [parameter, values] of moved) parameter.replace(values);
    pass.commit();
  }

  /** The new values of the parameters, none of which has them yet. */
  #moved({ gradients, variables }: StepGradients, rate: number): ReadonlyMap<Parameter, Float64Array> {
    const given = this.#given(gradients, variables);
    // Only the preconditioner's map of the step can still fail after the rule has changed its buffers.
    const before = variables.areParameters ? undefined : this.state();
    const shrink = this.decoupled ? 1 - rate * this.weightDecay : 1;
    this.#steps++;
    try {
      const made = [...given].map(([parameter, gradient]) => {
        const move = { weight: variables.start(parameter), gradient, rate, shrink };
        return [parameter, this.update(parameter, move)] as const;
      });
      return variables.finished(new Map(made), shrink);
    } catch (error) {
      if (before === undefined) this.#steps--;
      else this.restore(before);
      throw error;
    }
  }

  /**
   * The gradients as the rule is given them: clipped, with coupled decay, and dense where these or the rule's buffers need
   * elements. All memory that the rule needs is allocated here, so that it cannot stop half-way for want of it.
   */
  #given(
    gradients: ReadonlyMap<Parameter, Gradient>,
    variables: Variables,
  ): ReadonlyMap<Parameter, Gradient> {
    const decays = this.weightDecay > 0 && !this.decoupled;
    if (this.clip === undefined && !decays && this.#buffers.size === 0) return gradients;
    const dense = new Map(
      [...gradients].map(([parameter, g]) => [parameter, new DenseGradient(g.toDense())]),
    );
    const arrays = new Map([...dense].map(([parameter, { elements }]) => [parameter, elements]));
    if (this.clip !== undefined) clipGradients(arrays, this.clip);
    for (const [parameter, elements] of arrays) {
      if (decays) addScaled(elements, this.weightDecay, variables.values(parameter));
      for (const buffers of this.#buffers.values()) buffers.of(parameter, elements.length);
    }
    return dense;
  }

  /**
   * All that the next step depends on beside the parameters and what their preconditioners know: the steps taken, and the
   * rule's own arrays, each under its name ("z." before it if they are of the space preconditioned) and the place of its
   * parameter in the list. Later steps do not change it.
   */
  state(): NamedArrays {
    const arrays = new Map<string, StoredArray>([["steps", scalar(this.#steps)]]);
    for (const [name, buffers] of this.#buffers) {
      this.parameters.forEach((parameter, i) => {
        const { shape, elements } = parameter;
        arrays.set(`${name}.${i}`, { shape, values: buffers.of(parameter, elements.length).slice() });
      });
    }
    return arrays;
  }

  /**
   * Takes back what state() of such an optimizer gave.
   * @throws DataError if it is another's, or of other parameters; then nothing has changed
   */
  restore(state: NamedArrays, who = "Optimizer"): void {
    const misfit = firstMisfit(this.state(), state);
    if (misfit !== undefined) {
      throw new DataError(`${who}: ${misfit}. Restore what such an optimizer of the same parameters gave.`);
    }
    const steps = state.get("steps")!.values[0]!;
    if (!Number.isInteger(steps) || steps < 0) throw new DataError(`${who}: ${steps} steps cannot be.`);
    this.#steps = steps;
    for (const [name, buffers] of this.#buffers) {
      this.parameters.forEach((parameter, i) => {
        buffers.of(parameter, parameter.elements.length).set(state.get(`${name}.${i}`)!.values);
      });
    }
  }

  /** An array a parameter for the rule to keep from step to step, called `name` in the state. */
  protected buffers(name: string): Buffers {
    const made = new Buffers();
    this.#buffers.set(this.space === "preconditioned" ? `z.${name}` : name, made);
    return made;
  }

  /**
   * The rule: shrink·weight − rate·direction, the direction made from the gradient. Returns the new values, which may be
   * in the gradient's array.
   */
  protected abstract update(parameter: Parameter, move: Move): Float64Array;
}

/** @throws UserError for anything but a list of parameters, such as a model */
function checkParameters(parameters: readonly unknown[]): void {
  if (Array.isArray(parameters) && parameters.every((one) => one instanceof Parameter)) return;
  throw new UserError("Optimizer: what is to be trained is no list of parameters. Give model.parameters().");
}

function scheduleOf(options: OptimizerOptions | undefined): Schedule {
  const rate: unknown = options?.learningRate;
  if (typeof rate === "number") {
    checkNumber("Optimizer", "learningRate", rate, ranges.nonNegative);
    return constant(rate);
  }
  if (typeof rate === "function") return rate as Schedule;
  const given = rate === undefined ? "there is no learningRate" : `learningRate is ${JSON.stringify(rate)}`;
  throw new UserError(`Optimizer: ${given}. Give a number, as { learningRate: 0.1 }, or a schedule.`);
}

function addScaled(into: Float64Array, factor: number, x: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = into[i]! + factor * x[i]!;
}

/**
 * Running values of a rule, one array for each parameter that has been moved.
 * @example
 * const parameter = new Parameter("w", ones([2]));
 * new Buffers().of(parameter, 2); // → Float64Array(2) [ 0, 0 ]
 */
export class Buffers {
  readonly #arrays = new Map<Parameter, Float64Array>();

  /** The array of a parameter, zeros at first. To be written into. */
  of(parameter: Parameter, length: number): Float64Array {
    let array = this.#arrays.get(parameter);
    if (array === undefined) this.#arrays.set(parameter, (array = new Float64Array(length)));
    return array;
  }
}
