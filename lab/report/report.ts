/**
 * The report: one HTML file that opens from a disk, without a network, years from now.
 *
 * It holds its style, its script, its plotting library and the whole record. A content security policy in the page
 * forbids the browser every request, so that this stays true whatever the data holds.
 */
import type { Comparison } from "../experiments/index.ts";
import { curvesSection, ratesSection } from "./figures.ts";
import { frontSection, repeatSection, titleOf } from "./front.ts";
import { markup, trusted } from "./markup.ts";
import { looksOf } from "./palette.ts";
import { differencesSection, resultsSection } from "./results.ts";
import { plotterStyle, scripts } from "./script.ts";
import { pageStyle } from "./style.ts";

const policy =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The whole page as one string: opens from a file, without a network, and makes no request. */
export function renderReport(comparison: Comparison): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${titleOf(comparison)}</title>
<link rel="icon" href="data:,">
<style>
${trusted(plotterStyle())}
${trusted(pageStyle())}
</style>
</head>
<body>
<main>
${frontSection(comparison)}
${curvesSection(comparison)}
${ratesSection(comparison)}
${resultsSection(comparison)}
${differencesSection(comparison)}
${repeatSection(comparison)}
</main>
${scripts(comparison, looksOf(comparison))}
</body>
</html>
`.source;
}
