/**
 * What is said of a method that trained at none of the rates that tuning tried. Words only.
 */
import type { Comparison } from "../../jobs/index.ts";
import { loss, percentSign, rate } from "../../report/index.ts";

/** Stands in a table in place of an accuracy. */
export const didNotTrain = "did not train";

/** What "did not train" means in this comparison; null if all trained. */
export function untrainedNote({ task, tuning }: Comparison): string | null {
  const untrained = tuning.filter(({ trained }) => trained === false);
  if (untrained.length === 0) return null;
  const rates = untrained.flatMap(({ tried }) => tried.map(({ learningRate }) => learningRate));
  const { chance } = task;
  const constant =
    chance === undefined
      ? ""
      : ` (loss ${loss(chance.loss)}, accuracy ${percentSign(chance.accuracy)} on ${chance.examples} examples)`;
  return (
    `${didNotTrain}: at no rate from ${rate(Math.min(...rates))} to ${rate(Math.max(...rates))} was the held-out part ` +
    `predicted better, by more than noise, than by a constant answer${constant} and than before the first step. ` +
    "There is no verdict on such a method."
  );
}
