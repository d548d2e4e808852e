/**
 * The report of a comparison: one HTML file that holds its script, its plotting library and the whole record.
 */
import type { Comparison } from "../../jobs/index.ts";
import { framed, markup } from "../../report/index.ts";
import { methodNames } from "../../training/index.ts";
import { plotStyle } from "../page.generated.ts";
import { curvesSection, ratesSection } from "./figures.ts";
import { frontSection, repeatSection, titleOf } from "./front.ts";
import { looksOf } from "./looks.ts";
import { differencesSection, resultsSection } from "./results.ts";
import { scripts } from "./script.ts";

/** The whole page as one string: opens from a file, without a network, and makes no request. */
export function renderReport(comparison: Comparison): string {
  const body = markup`<main>
${frontSection(comparison)}
${curvesSection(comparison)}
${ratesSection(comparison)}
${resultsSection(comparison)}
${differencesSection(comparison)}
${repeatSection(comparison)}
</main>
${scripts(comparison, looksOf(comparison), methodNames)}`;
  return framed(titleOf(comparison), body, plotStyle);
}
