/**
 * A model as a table: its layers with their paths, what shape leaves them, their parameters, and their preconditioners.
 *
 * This file knows rows and text. What the rows are is found by `Module.summary`.
 */
import { shapeText, type Shape } from "../tensor/index.ts";

/** One layer, or one model made of layers, as the summary lists it. */
export interface SummaryRow {
  /** Path in the model, such as "3.body.0"; "" for the model itself. */
  readonly place: string;
  /** What the layer is, with its sizes. */
  readonly layer: string;
  /** Shape of one example after the layer. */
  readonly shape: Shape;
  /** Numbers that are trained, those of inner layers included. */
  readonly parameters: number;
  /** Name of the preconditioner of the layer's own parameters, "" for a layer without one. */
  readonly preconditioner: string;
}

/** The rows as aligned text, a line each, and the total below. */
export function summaryText(rows: readonly SummaryRow[], total: number): string {
  const heads = ["place", "layer", "shape", "parameters", "preconditioner"];
  const cells = rows.map((row) => [
    row.place,
    row.layer,
    shapeText(row.shape),
    row.parameters.toLocaleString("en"),
    row.preconditioner,
  ]);
  const table = [heads, ...cells];
  const widths = heads.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => (column === 3 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
  return [...lines, `${total.toLocaleString("en")} parameters`].join("\n");
}
