/**
 * Makes a failing graph small: fewer steps, fewer leaves, shorter axes, rounder numbers, as long as it fails. Each
 * candidate is smaller than what it comes from, and the first that still fails is taken; so it ends.
 */
import { sizeOf, type Shape } from "../../../tensor/index.ts";
import { endingAt, nodesOf, run, tensorOf, type Graph, type Leaf } from "./graph.ts";

export function shrink(graph: Graph, stillFails: (graph: Graph) => boolean): Graph {
  let smallest = graph;
  for (;;) {
    const next = candidates(smallest).find((candidate) => stillFails(candidate));
    if (next === undefined) return smallest;
    smallest = next;
  }
}

/** Smaller graphs, those first that are much smaller. */
function candidates(graph: Graph): Graph[] {
  const { leaves, steps } = graph;
  const output = nodesOf(graph) - 1;
  const ends = steps.slice(0, -1).map((_, i) => endingAt(graph, leaves.length + i));
  return [
    ...ends,
    ...steps.slice(0, -1).map((_, i) => cut(graph, leaves.length + i)),
    ...steps.slice(0, -1).flatMap((step, i) => step.inputs.map((to) => bypass(graph, leaves.length + i, to))),
    ...leaves.flatMap((_, i) => leaves.slice(0, i).map((__, j) => bypass(graph, i, j))),
    ...shorter(graph),
    ...rounder(graph),
  ].filter((candidate) => candidate.steps.length > 0 && output > 0);
}

/** A step in place of which stands a leaf with its numbers. */
function cut(graph: Graph, node: number): Graph {
  const { leaves, steps } = graph;
  const value = run(graph, leaves.map(tensorOf))[node]!;
  const leaf: Leaf = { shape: value.shape, numbers: [...value.toArray()] };
  // The new leaf comes first, so every other node moves up by one.
  const moved = steps.map((step) => ({ ...step, inputs: step.inputs.map((i) => (i === node ? 0 : i + 1)) }));
  return endingAt({ leaves: [leaf, ...leaves], steps: moved }, nodesOf(graph));
}

/** All uses of a node by another one. */
function bypass(graph: Graph, node: number, by: number): Graph {
  const steps = graph.steps.map((step) => ({
    ...step,
    inputs: step.inputs.map((i) => (i === node ? by : i)),
  }));
  return endingAt({ ...graph, steps }, nodesOf(graph) - 1);
}

/** Axes shortened by one: of all leaves that have this length, or of one leaf; and axes of length 1 left out. */
function shorter({ leaves, steps }: Graph): Graph[] {
  const lengths = [...new Set(leaves.flatMap(({ shape }) => shape))].filter((length) => length > 1);
  const together = lengths.map((length) =>
    leaves.map((leaf) => resized(leaf, leaf.shape.map((n) => (n === length ? n - 1 : n)))),
  ); // prettier-ignore
  const alone = leaves.flatMap((leaf, i) =>
    leaf.shape.flatMap((n, axis) => {
      const shape = n > 1 ? leaf.shape.with(axis, n - 1) : leaf.shape.filter((_, other) => other !== axis);
      return [leaves.with(i, n > 1 ? resized(leaf, shape) : { ...leaf, shape })];
    }),
  );
  const flat = leaves.map(({ shape, numbers }) => ({ shape: shape.filter((n) => n > 1), numbers }));
  const isFlatter = flat.some(({ shape }, i) => shape.length < leaves[i]!.shape.length);
  return [...(isFlatter ? [flat] : []), ...together, ...alone].map((smaller) => ({ leaves: smaller, steps }));
}

function resized({ shape, numbers }: Leaf, to: Shape): Leaf {
  const kept = numbers.filter((_, place) => {
    let rest = place;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (rest % shape[axis]! >= to[axis]!) return false;
      rest = Math.floor(rest / shape[axis]!);
    }
    return true;
  });
  return { shape: to, numbers: kept.slice(0, sizeOf(to)) };
}

/** One leaf's numbers with fewer digits. */
function rounder({ leaves, steps }: Graph): Graph[] {
  return leaves.flatMap((leaf, i) =>
    [0, 1, 2].flatMap((digits) => {
      const numbers = leaf.numbers.map((x) => Number(x.toFixed(digits)));
      const isRounder = String(numbers).length < String(leaf.numbers).length;
      return isRounder ? [{ leaves: leaves.with(i, { ...leaf, numbers }), steps }] : [];
    }),
  );
}
