/**
 * The gradient sweep: every declared operation, on every sample shape it names, in every memory layout unless fewer are
 * asked for, each derivative up to an order against six-point differences. Results are returned, not judged; the tests and the report judge.
 */
import { checkGradients, type GradientCheck } from "../../autograd/index.ts";
import { catalogue, type Entry } from "./catalogue.ts";
import { drawInputs, everyLayout, type Layout } from "./inputs.ts";
import { namesOf, type Sample } from "./samples/index.ts";

/** One comparison: a derivative of one order of one operation with respect to one input, on one sample. */
export interface Cell extends GradientCheck {
  readonly operation: string;
  readonly sample: Sample;
  readonly layout: Layout;
}

export interface Sweep {
  readonly cells: readonly Cell[];
  /** What checkGradients had to say where a derivative was wrong. */
  readonly failures: readonly string[];
}

/**
 * All cells up to an order, the same for every sample or by its place. Every call of the same sweep draws the same numbers.
 */
export function sweep(
  order: number | ((sample: number) => number),
  operations: readonly Entry[] = catalogue,
  seed = 0,
  layoutsOf = everyLayout,
): Sweep {
  const cells: Cell[] = [];
  const failures: string[] = [];
  for (const operation of operations) {
    for (const [place, sample] of operation.samples.entries()) {
      for (const layout of layoutsOf(place)) {
        const { inputs, distance } = drawInputs(operation, sample, layout, seed);
        const { name } = operation;
        try {
          const checks = checkGradients((xs) => operation.run(xs, sample.params), inputs, {
            order: typeof order === "number" ? order : order(place),
            distance,
            name,
            names: namesOf(operation, sample),
          });
          cells.push(...checks.map((check) => ({ ...check, operation: name, sample, layout })));
        } catch (error) {
          failures.push(`${(error as Error).message} [${JSON.stringify(sample)}, ${layout}]`);
        }
      }
    }
  }
  return { cells, failures };
}

export interface OrderSummary {
  readonly order: number;
  readonly cells: number;
  /** Cells whose derivative is identically zero (or has no entries), and the largest difference found there. */
  readonly zeros: number;
  readonly residue: number;
  /** Over the other cells. */
  readonly worst: number;
  readonly worstOperation: string;
  readonly median: number;
}

export function summaryOf(cells: readonly Cell[], order: number): OrderSummary {
  const ofOrder = cells.filter((cell) => cell.order === order);
  const zeros = ofOrder.filter(({ zero }) => zero);
  const sorted = ofOrder.filter(({ zero }) => !zero).sort((a, b) => a.error - b.error);
  const worst = sorted[sorted.length - 1];
  return {
    order,
    cells: ofOrder.length,
    zeros: zeros.length,
    residue: zeros.reduce((largest, { error }) => Math.max(largest, error), 0),
    worst: worst?.error ?? 0,
    worstOperation: worst === undefined ? "none" : `${worst.operation}, ${worst.input}`,
    median: sorted[Math.floor(sorted.length / 2)]?.error ?? 0,
  };
}
