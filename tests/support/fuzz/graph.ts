/**
 * An expression graph as data: leaves with their numbers, and steps that apply an operation to what was there before.
 * The last step is the output; what does not lead to it is left out.
 */
import { tensor, type Shape, type Tensor } from "../../../tensor/index.ts";
import type { Word } from "./words.ts";

export interface Leaf {
  readonly shape: Shape;
  readonly numbers: readonly number[];
}

export interface Step {
  readonly word: Word;
  /** Nodes by number: leaves first, then steps. */
  readonly inputs: readonly number[];
  readonly params: unknown;
}

export interface Graph {
  readonly leaves: readonly Leaf[];
  readonly steps: readonly Step[];
}

export const nodesOf = ({ leaves, steps }: Graph): number => leaves.length + steps.length;

export const tensorOf = ({ shape, numbers }: Leaf): Tensor => tensor(Float64Array.from(numbers), shape);

/** All nodes, the output last. `watch` gets the side of its kinks on which each step with kinks is. */
export function run(
  { steps }: Graph,
  leaves: readonly Tensor[],
  watch?: (side: string) => void,
): readonly Tensor[] {
  const nodes = [...leaves];
  for (const { word, inputs, params } of steps) {
    const operands = inputs.map((i) => nodes[i]!);
    if (watch !== undefined && word.sides !== undefined) watch(word.sides(operands, params));
    nodes.push(word.run(operands, params));
  }
  return nodes;
}

/** The graph whose output is the given node, without what does not lead to it. */
export function endingAt({ leaves, steps }: Graph, output: number): Graph {
  const used = new Set([output]);
  for (let i = output; i >= leaves.length; i--) {
    if (used.has(i)) for (const input of steps[i - leaves.length]!.inputs) used.add(input);
  }
  const kept = [...used].sort((a, b) => a - b);
  const place = new Map(kept.map((node, i) => [node, i]));
  return {
    leaves: leaves.filter((_, i) => used.has(i)),
    steps: steps
      .filter((_, i) => used.has(leaves.length + i))
      .map((step) => ({ ...step, inputs: step.inputs.map((i) => place.get(i)!) })),
  };
}
