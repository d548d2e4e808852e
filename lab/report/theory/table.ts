/**
 * The table of the theory as plain text for a terminal.
 */
import type { TheoryRecord } from "../../experiments/index.ts";
import { gridText } from "../grid.ts";
import { wrap } from "../table.ts";
import { localRows, missesOf, rateRows, star } from "./rows.ts";

const words = ["problem", "method", "α", ""];

/** @param width how many columns the terminal has */
export function renderTheoryTable({ problems, survey }: TheoryRecord, width = Infinity): string {
  const misses = missesOf(problems);
  const parts = [rateRows(problems), localRows(problems)].map((grid) => gridText(grid, words, width));
  if (survey.length > 0) parts.push(surveyText(survey, width));
  parts.push(
    misses.length === 0
      ? "  Every row is within its bound."
      : misses.flatMap((miss) => wrap(`${miss}.`, width - 2, "  ").map((line) => `  ${line}`)).join("\n"),
  );
  return parts.join("\n\n");
}

/** The title heads the column of names, or where that is too wide stands above it. */
function surveyText(survey: TheoryRecord["survey"], width: number): string {
  const title = `median κ* of ${survey[0]!.seeds} tanh networks on inputs`;
  const body = survey.map(({ inputs, plain, bnp, bnpWithoutDamping }) => [
    inputs,
    ...[plain, bnp, bnpWithoutDamping].map(star),
  ]);
  const under = (name: string): string =>
    gridText({ head: [name, "plain", "BNP", "BNP at ε = 0"], body }, [name], width);
  return width >= 80 ? under(title) : [...wrap(`${title}:`, width, "  "), under("")].join("\n");
}
