/**
 * Random expression graphs: one to three leaves of rank 0 to 4, up to twelve steps. Numbers stay of a size at which
 * differences are worth something, since a step that would leave it is drawn again.
 */
import type { Random } from "../../../lib/index.ts";
import { UserError } from "../../../lib/index.ts";
import { sizeOf, type Tensor } from "../../../tensor/index.ts";
import { endingAt, tensorOf, type Graph, type Leaf, type Step } from "./graph.ts";
import type { Word } from "./words.ts";

const most = { steps: 12, joining: 4, elements: 27, rank: 4, magnitude: 20 };

/** A graph under construction, with the values of its nodes. */
interface Sketch {
  readonly leaves: readonly Leaf[];
  readonly steps: Step[];
  readonly nodes: Tensor[];
  /** Nodes that nothing uses yet, the newest last. */
  readonly loose: Set<number>;
}

export function drawGraph(words: readonly Word[], random: Random): Graph {
  // Images and kernels both have rank 4, and would seldom meet.
  const areImages = random.uniform() < 0.25;
  const leaves = Array.from({ length: 1 + random.integer(3) }, () =>
    drawLeaf(areImages ? 4 : random.integer(4), random),
  );
  const sketch: Sketch = {
    leaves,
    steps: [],
    nodes: leaves.map(tensorOf),
    loose: new Set(leaves.map((_, i) => i)),
  };
  const wanted = 1 + random.integer(most.steps - most.joining);
  for (let attempt = 0; sketch.steps.length < wanted && attempt < 20 * wanted; attempt++) {
    const word = words[random.integer(words.length)]!;
    take(sketch, word, drawInputs(sketch, word.arity, random), random);
  }
  join(sketch, words, random);
  return endingAt(sketch, sketch.nodes.length - 1);
}

function drawLeaf(rank: number, random: Random): Leaf {
  const shape = Array.from({ length: rank }, () => 1 + random.integer(3));
  if (sizeOf(shape) > most.elements) return drawLeaf(rank, random);
  const numbers = Array.from(
    { length: sizeOf(shape) },
    () => Math.round(random.between(-2, 2) * 1000) / 1000,
  );
  return { shape, numbers };
}

/** Nodes to work on: often the last, often one that is loose, or any, so that some are shared. */
function drawInputs({ nodes, loose }: Sketch, arity: number, random: Random): number[] {
  return Array.from({ length: arity }, (_, i) => {
    const kind = random.uniform();
    if (i === 0 && kind < 0.5) return nodes.length - 1;
    if (kind < 0.8) return [...loose][random.integer(loose.size)]!;
    return random.integer(nodes.length);
  });
}

/** Adds the step, with parameters drawn, if it fits. */
function take(sketch: Sketch, word: Word, inputs: readonly number[], random: Random): boolean {
  const { steps, nodes, loose } = sketch;
  const operands = inputs.map((i) => nodes[i]!);
  if (word.accepts?.(operands) === false) return false;
  const params = word.draw?.(
    operands.map(({ shape }) => shape),
    random,
  );
  if (word.draw !== undefined && params === undefined) return false;
  const value = valueOf(word, operands, params);
  if (value === undefined) return false;
  steps.push({ word, inputs, params });
  for (const input of inputs) loose.delete(input);
  loose.add(nodes.length);
  nodes.push(value);
  return true;
}

/** What comes out, if it has a size and numbers that are worth going on with. */
function valueOf(word: Word, operands: readonly Tensor[], params: unknown): Tensor | undefined {
  try {
    const value = word.run(operands, params);
    const isFine =
      value.rank <= most.rank &&
      value.size > 0 &&
      value.size <= most.elements &&
      value.toArray().every((x) => Math.abs(x) <= most.magnitude);
    return isFine ? value : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined; // shapes that do not fit
    throw error;
  }
}

/** Brings loose ends together: two of them by a word of two inputs if one fits, else the means of both. */
function join(sketch: Sketch, words: readonly Word[], random: Random): void {
  const pairs = words.filter(({ arity }) => arity === 2);
  const means = words.filter(({ name }) => name === "mean");
  while (sketch.loose.size > 1 && sketch.steps.length < most.steps && pairs.length > 0) {
    const [first, second] = [...sketch.loose].slice(-2) as [number, number];
    const isJoined = Array.from({ length: 6 }).some(() =>
      take(sketch, pairs[random.integer(pairs.length)]!, [second, first], random),
    );
    if (!isJoined && !means.some((word) => take(sketch, word, [first], random))) return;
  }
}
