/**
 * The table of the theory as plain text for a terminal.
 */
import { gridText, wrap } from "../../report/index.ts";
import type { TheoryRecord } from "../record.ts";
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

/** A table of long names; where that is too wide, a sentence a row. */
function surveyText(survey: TheoryRecord["survey"], width: number): string {
  const title = `median κ* of ${survey[0]!.seeds} tanh networks on inputs`;
  const head = [title, "plain", "BNP", "BNP at ε = 0"];
  const body = survey.map(({ inputs, plain, bnp, bnpWithoutDamping }) => [
    inputs,
    ...[plain, bnp, bnpWithoutDamping].map(star),
  ]);
  if (width >= 80) return gridText({ head, body }, [title], width);
  const sentences = body.map(
    ([inputs, ...stars]) => `${inputs!}: ${stars.map((value, i) => `${head[i + 1]!} ${value}`).join(", ")}`,
  );
  return [`${title}:`, ...sentences].flatMap((sentence) => wrap(sentence, width, "  ")).join("\n");
}
