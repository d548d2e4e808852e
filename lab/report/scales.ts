/**
 * The warning about inputs whose features have very different scales. Words only; scales come with the record.
 */
import type { TaskSummary } from "../training/index.ts";
import { plural } from "./format.ts";

/** Scales that are further apart than this factor are warned of. */
const farApart = 100;

/** The warning; null where there is nothing to warn of. Standardized inputs have equal scales. */
export function scaleWarning({ scales }: TaskSummary): string | null {
  if (scales === undefined || !(scales.greatest > farApart * scales.least)) return null;
  const { least, greatest, constant } = scales;
  const left = constant === 0 ? "" : `; ${plural(constant, "constant feature")} left out`;
  return (
    `The standard deviations of the features differ by a factor of ${short(greatest / least)} over the training set ` +
    `(${short(least)} to ${short(greatest)}${left}), so one learning rate cannot suit them all, and much of a difference ` +
    "between methods may be due to scale. --standardize shifts and scales each feature to mean 0 and standard " +
    "deviation 1, for every method alike."
  );
}

/** Three significant digits without an exponent where that is short: "0.125", "2480". */
function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
