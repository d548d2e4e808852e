/**
 * The table of the theory as plain text for a terminal.
 */
import type { TheoryRecord } from "../../experiments/index.ts";
import { gridText } from "../grid.ts";
import { localRows, missesOf, rateRows, star } from "./rows.ts";

const words = ["problem", "method", "α", ""];

export function renderTheoryTable({ problems, survey }: TheoryRecord): string {
  const misses = missesOf(problems);
  const parts = [gridText(rateRows(problems), words), gridText(localRows(problems), words)];
  if (survey.length > 0) {
    const body = survey.map(({ inputs, plain, bnp, bnpWithoutDamping }) => [
      inputs,
      ...[plain, bnp, bnpWithoutDamping].map(star),
    ]);
    const head = [`median κ* of ${survey[0]!.seeds} tanh networks on inputs`, "plain", "BNP", "BNP at ε = 0"];
    parts.push(gridText({ head, body }, [head[0]!]));
  }
  parts.push(
    misses.length === 0 ? "  Every row is within its bound." : misses.map((m) => `  ${m}.`).join("\n"),
  );
  return parts.join("\n\n");
}
