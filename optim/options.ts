/**
 * The options of every optimizer, and their checks, each with a sentence. Knows nothing of steps.
 */
import { checkNumber, ranges, UserError } from "../lib/index.ts";
import { Parameter } from "../layers/index.ts";
import { checkClip, type Clip } from "./clip.ts";
import { constant, type Schedule } from "./schedule.ts";
import { checkSpace, type OptimizerSpace } from "./space.ts";

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

/** The options with their defaults, the rate as a schedule. */
export interface ResolvedOptions {
  readonly schedule: Schedule;
  readonly weightDecay: number;
  readonly decoupled: boolean;
  readonly clip: Clip | undefined;
  readonly space: OptimizerSpace;
  readonly frozen: readonly Parameter[];
}

/** @throws UserError for parameters that are no list, none, or given twice, and for options out of range */
export function validateOptions(
  parameters: readonly Parameter[],
  options: OptimizerOptions,
): ResolvedOptions {
  checkParameters(parameters);
  const schedule = scheduleOf(options);
  const { weightDecay = 0, decoupled = false, clip, space = "parameters", frozen = [] } = options;
  if (parameters.length === 0) throw new UserError("Optimizer: there are no parameters to train.");
  if (new Set(parameters).size !== parameters.length)
    throw new UserError("Optimizer: a parameter is given twice.");
  checkNumber("Optimizer", "weightDecay", weightDecay, ranges.nonNegative);
  if (clip !== undefined) checkClip(clip);
  const both = frozen.find((parameter) => parameters.includes(parameter));
  if (both) throw new UserError(`Optimizer: '${both.name}' is given to be trained and to be frozen.`);
  checkSpace(space);
  return { schedule, weightDecay, decoupled, clip, space, frozen };
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
