/**
 * How a probe evaluates a model: in which mode, and without changing anything.
 *
 * The caller gives a pass as a pattern: `Pass.training()` for training mode, which normalises by the batch, or
 * `Pass.evaluation({ … })` for evaluation mode with running or given statistics. The Hessians differ and so do their
 * spectra, so there is no default and every result names its mode. The probe makes its own passes of that kind and works
 * on a copy of the random stream. The model must be a deterministic function of the parameters: it is evaluated twice,
 * and refused if the two values differ.
 */
import { neg, untracked, variable } from "../autograd/index.ts";
import { checkArgument, checkList, kinds, Random, UserError } from "../lib/index.ts";
import { Parameter, Pass } from "../layers/index.ts";
import { elementsOf, Tensor, zeros } from "../tensor/index.ts";

/** A loss, or the outputs of a model, as a function of the pass. It must not draw a batch: do that outside. */
export type ModelFunction = (pass: Pass) => Tensor;

/** One evaluation: the value with its graph, and the pass with what the layers saw. */
export interface Evaluation {
  readonly result: Tensor;
  readonly pass: Pass;
  /** The mode and the statistics that the layers normalised with, in words. */
  readonly mode: string;
}

/** The mode of a pass and its source of statistics, in words. */
export function modeOf({ training, statistics, random }: Pass): string {
  const streams = random === undefined ? "" : ", random layers held fixed";
  if (training) return `train mode (statistics of the batch${streams})`;
  const source = statistics === "running" ? "running" : statistics === "batch" ? "the batch's own" : "given";
  return `eval mode (${source} statistics)`;
}

/**
 * Evaluates f on a pass of the pattern's kind.
 * @param parameters the variables: f is differentiated with respect to them
 * @throws UserError if the result is not finite, differs from one evaluation to the next, or remembers no parameter; or
 *   if layers were not given the pass.
 */
export function evaluate(
  who: string,
  f: ModelFunction,
  parameters: readonly Parameter[],
  pattern: Pass | undefined,
): Evaluation {
  if (!(pattern instanceof Pass)) {
    throw new UserError(
      `${who}: no pass was given, and the mode has no default. Give Pass.training() or Pass.evaluation().`,
    );
  }
  checkArgument(who, "the first argument", f, kinds.function);
  checkList(who, "parameters", parameters, Parameter);
  const again = untracked(() => f(another(pattern)));
  const pass = another(pattern);
  const result = f(pass);
  checkArgument(who, "what the function returned", result, Tensor);
  const [values, others] = [elementsOf(result.values), elementsOf(again.values)];
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new UserError(`${who}: a value of ${wrong} came out of the model.`);
  if (!values.every((value, i) => Object.is(value, others[i]))) {
    throw new UserError(
      `${who}: two evaluations at the same parameters gave different values, so there is no one matrix to look at. ` +
        `Draw the batch outside of the function, and give random layers their stream by the pass.`,
    );
  }
  checkRecording(who);
  if (!result.tracked) {
    throw new UserError(`${who}: the result remembers no parameter. Compute it from the model's output.`);
  }
  if (pass.consulted) return { result, pass, mode: modeOf(pass) };
  checkBare(who, parameters);
  return { result, pass, mode: "no mode (no layer was given the pass)" };
}

/**
 * No layer read the pass, so the result has no mode. That is right for parameters made by hand; where a parameter belongs
 * to an affine layer (those have a preconditioner), the pass was forgotten.
 */
function checkBare(who: string, parameters: readonly Parameter[]): void {
  const ofLayer = parameters.find(({ preconditioner }) => preconditioner !== undefined);
  if (ofLayer === undefined) return;
  throw new UserError(
    `${who}: no layer was given the pass, though '${ofLayer.name}' belongs to one, so the mode is not the one asked for. ` +
      `Hand the pass on, as in (pass) => crossEntropy(model.forward(x, pass), labels).`,
  );
}

/** @throws UserError inside of untracked(…), where no graph is made: all second derivatives would come out as 0. */
export function checkRecording(who: string): void {
  if (!neg(variable(zeros([]))).tracked) {
    throw new UserError(`${who}: nothing is remembered inside of untracked(…). Call it outside.`);
  }
}

/** A fresh pass of the same kind that keeps what layers saw, with a copy of its random stream. */
function another({ training, statistics, random }: Pass): Pass {
  if (!training) return Pass.evaluation({ statistics, uses: true });
  return Pass.training(random === undefined ? {} : { random: Random.from(random.state()) });
}
