/**
 * One graph, differentiated in every way there is: reverse, forward, either over reverse, forward over forward, and
 * six-point differences of values and of gradients. The function is ⟨c, output⟩ with a c that is not uniform.
 *
 * Where differences disagree they may themselves be at fault: other steps are tried, and if these do not agree with each
 * other the graph is skipped and counted, as it is where a kink lies between the points. Both are decided by values of
 * the function (or of its gradient) at points, and by no derivative that is being tested.
 */
import { add, dot, grad, hvp, jvp, mul } from "../../../autograd/index.ts";
import { generate, type Shape, type Tensor } from "../../../tensor/index.ts";
import { run, tensorOf, type Graph } from "./graph.ts";

/** What is compared, and how far apart the two may be, relative to the size of what they are sums of. */
export const allowances = {
  "reverse and forward": 1e-11,
  "reverse and differences": 1e-9,
  "reverse over reverse and forward over reverse": 1e-11,
  "reverse over reverse and forward over forward": 1e-11,
  "reverse over reverse, either way round": 1e-11,
  "reverse over reverse and differences": 1e-9,
} as const;

export type ComparisonName = keyof typeof allowances;
export const comparisonNames = Object.keys(allowances) as readonly ComparisonName[];

export interface Comparison {
  readonly name: ComparisonName;
  /** |one − other| relative to `size`. */
  readonly error: number;
  /** Of what both are sums of: their terms, and a hundredth of the largest number in the graph. */
  readonly size: number;
}

export interface Verdict {
  readonly comparisons: readonly Comparison[];
  /** Why differences could say nothing, if so. */
  readonly skipped?: "kink" | "rough";
  /** What the engine threw, if it did. */
  readonly thrown?: string;
}

/** Directions that no sum is blind to: cos(2 + 3j + 5k) and sin(1 + 2j + 7k) at element j of leaf k. */
export const directions = (shapes: readonly Shape[]): { readonly v: Tensor[]; readonly u: Tensor[] } => ({
  v: shapes.map((shape, k) => generate(shape, (j) => Math.cos(2 + 3 * j + 5 * k))),
  u: shapes.map((shape, k) => generate(shape, (j) => Math.sin(1 + 2 * j + 7 * k))),
});

/** c in ⟨c, output⟩. */
export const weightsOf = (shape: Shape): Tensor => generate(shape, (j) => Math.cos(j + 1));

export const stencil = [45, -9, 1] as const;
const steps = [6e-3, 1.5e-3, 4e-4] as const;

const inner = (a: readonly Tensor[], b: readonly Tensor[]): Tensor =>
  a.map((x, i) => dot(x, b[i]!)).reduce((sum, term) => add(sum, term));

export function compare(graph: Graph): Verdict {
  const x = graph.leaves.map(tensorOf);
  const { v, u } = directions(x.map(({ shape }) => shape));
  const f = (leaves: readonly Tensor[]): Tensor => {
    const y = run(graph, leaves).at(-1)!;
    return dot(y, weightsOf(y.shape));
  };
  try {
    return verdictOn(graph, f, x, v, u);
  } catch (error) {
    return { comparisons: [], thrown: (error as Error).message };
  }
}

function verdictOn(
  graph: Graph,
  f: (leaves: readonly Tensor[]) => Tensor,
  x: readonly Tensor[],
  v: readonly Tensor[],
  u: readonly Tensor[],
): Verdict {
  const gradient = grad(f);
  const g = gradient(x);
  const curved = hvp(f, x, v);
  const [slope, second] = [inner(g, v).item(), inner(curved, u).item()];
  // Where all that is added cancels, its rounding is what is left.
  const largest = Math.max(...run(graph, x).flatMap((node) => [...node.toArray()].map(Math.abs)));
  const size1 = Math.max(sizeOfTerms(g, v), 0.01 * (1 + largest));
  const size2 = Math.max(sizeOfTerms(curved, u), size1);
  const along = (leaves: readonly Tensor[]): Tensor => inner(gradient(leaves), u);
  const forward = (leaves: readonly Tensor[]): Tensor => jvp(f, leaves, u).tangent;
  const errors = new Map<ComparisonName, number>([
    ["reverse and forward", Math.abs(jvp(f, x, v).tangent.item() - slope) / size1],
    [
      "reverse over reverse and forward over reverse",
      Math.abs(jvp(along, x, v).tangent.item() - second) / size2,
    ],
    [
      "reverse over reverse and forward over forward",
      Math.abs(jvp(forward, x, v).tangent.item() - second) / size2,
    ],
    ["reverse over reverse, either way round", Math.abs(inner(grad(along)(x), v).item() - second) / size2],
  ]);
  const skipped = byDifferences(graph, f, gradient, x, v, u, { slope, second, size1, size2 }, errors);
  const comparisons = [...errors].map(([name, error]) => ({
    name,
    error,
    size: name.startsWith("reverse over") ? size2 : size1,
  }));
  return skipped === undefined ? { comparisons } : { comparisons, skipped };
}

interface Exact {
  readonly slope: number;
  readonly second: number;
  readonly size1: number;
  readonly size2: number;
}

/** Adds both comparisons with differences, or says why there is nothing to compare with. */
function byDifferences(
  graph: Graph,
  f: (leaves: readonly Tensor[]) => Tensor,
  gradient: (leaves: readonly Tensor[]) => readonly Tensor[],
  x: readonly Tensor[],
  v: readonly Tensor[],
  u: readonly Tensor[],
  { slope, second, size1, size2 }: Exact,
  errors: Map<ComparisonName, number>,
): "kink" | "rough" | undefined {
  const here = sidesAt(graph, x);
  const found: (readonly [number, number])[] = [];
  for (const h of steps) {
    const points = [-3, -2, -1, 1, 2, 3].map((k) => x.map((leaf, i) => add(leaf, mul(k * h, v[i]!))));
    if (points.some((point) => sidesAt(graph, point) !== here)) continue;
    const of = (value: (point: readonly Tensor[]) => number): number => {
      const [c, b, a, p, q, r] = points.map(value) as [number, number, number, number, number, number];
      return (stencil[0] * (p - a) + stencil[1] * (q - b) + stencil[2] * (r - c)) / (60 * h);
    };
    const now = [of((point) => f(point).item()), of((point) => inner(gradient(point), u).item())] as const;
    const [first, next] = [Math.abs(now[0] - slope) / size1, Math.abs(now[1] - second) / size2];
    const agrees =
      first <= allowances["reverse and differences"] &&
      next <= allowances["reverse over reverse and differences"];
    found.push(now);
    const before = found.at(-2);
    // Two sets of differences that agree with each other much better than with the engine settle the matter.
    const isSettled =
      before !== undefined &&
      Math.abs(now[0] - before[0]) / size1 <= Math.max(first / 10, 1e-10) &&
      Math.abs(now[1] - before[1]) / size2 <= Math.max(next / 10, 1e-10);
    if (agrees || isSettled) {
      errors.set("reverse and differences", first);
      errors.set("reverse over reverse and differences", next);
      return undefined;
    }
  }
  return found.length === 0 ? "kink" : "rough";
}

function sidesAt(graph: Graph, leaves: readonly Tensor[]): string {
  const sides: string[] = [];
  if (graph.steps.some(({ word }) => word.sides !== undefined))
    run(graph, leaves, (side) => sides.push(side));
  return sides.join(";");
}

function sizeOfTerms(a: readonly Tensor[], b: readonly Tensor[]): number {
  return a.reduce((sum, t, i) => {
    const other = b[i]!.toArray();
    return sum + t.toArray().reduce((s, value, j) => s + Math.abs(value * other[j]!), 0);
  }, 0);
}
