/**
 * The trip a probe takes through a model: which kind of pass it is, and that it changes nothing.
 *
 * The caller gives a pass as a pattern: `Pass.training()` for the network as it is trained, normalising by the batch;
 * `Pass.evaluation({ … })` for the network as it is used, with running or given statistics. These are different matrices
 * with different spectra, so there is no default and every result says which it is. The probe makes passes of that
 * kind of its own; a random stream is copied, never drawn from. What it looks at must be a function of the parameters:
 * it is evaluated twice, and refused if the two differ.
 */
import { neg, untracked, variable } from "../autograd/index.ts";
import { checkArgument, checkList, kinds, Random, UserError } from "../lib/index.ts";
import { Parameter, Pass } from "../layers/index.ts";
import { elementsOf, Tensor, zeros } from "../tensor/index.ts";

/** What a probe is given to look at: a loss, or the outputs of a model. Draw batches outside of it. */
export type Look = (pass: Pass) => Tensor;

/** A trip made: what came out, with its graph, and what the pass saw on the way. */
export interface Trip {
  readonly result: Tensor;
  readonly pass: Pass;
  /** By which statistics the layers normalised, in words. */
  readonly mode: string;
}

/** By which statistics a pass of this kind normalises, in words. */
export function modeOf({ training, statistics, random }: Pass): string {
  const streams = random === undefined ? "" : ", random layers held fixed";
  if (training) return `train mode (statistics of the batch${streams})`;
  const source = statistics === "running" ? "running" : statistics === "batch" ? "the batch's own" : "given";
  return `eval mode (${source} statistics)`;
}

/**
 * Looks, on a pass of the pattern's kind.
 * @param parameters what the result is looked at as a function of
 * @throws UserError if the result is not finite, differs from one evaluation to the next, or remembers no parameter; or
 *   if layers were not given the pass.
 */
export function travel(
  who: string,
  look: Look,
  parameters: readonly Parameter[],
  pattern: Pass | undefined,
): Trip {
  if (!(pattern instanceof Pass)) {
    throw new UserError(
      `${who}: no pass was given, and the mode has no default. Give Pass.training() or Pass.evaluation().`,
    );
  }
  checkArgument(who, "the first argument", look, kinds.function);
  checkList(who, "parameters", parameters, Parameter);
  const again = untracked(() => look(another(pattern)));
  const pass = another(pattern);
  const result = look(pass);
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
 * Nobody asked the pass what kind it is, so the result says nothing of a mode. With parameters of one's own that is as it
 * should be; those of an affine layer, which all have a preconditioner, are where a pass was forgotten.
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
