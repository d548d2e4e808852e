/**
 * Bounds on the mass of a measure below a point, from the first moments that a Lanczos process knows: the inequalities of
 * Chebyshev, Markov and Stieltjes.
 *
 * Of all measures with the same moments up to 2m − 2, a rule of m nodes of which one is x has the least mass below x and
 * the most mass up to x. So the weights of its nodes below x, without and with that of x, bracket what any of them has
 * there, and no narrower bracket follows from the moments (Golub and Meurant, Matrices, Moments and Quadrature, 2010,
 * chapter 6). The rule is Gauss–Radau: T with its last diagonal entry changed so that x is an eigenvalue.
 */
import { gaussRule, type Measure } from "./lanczos.ts";

/** The mass of the measure up to and including x lies between these. */
export function massBelow(measure: Measure, x: number): { readonly low: number; readonly high: number } {
  if (measure.exhausted) {
    const mass = sumOf(measure.weights, measure.nodes.filter((node) => node <= x).length);
    return { low: mass, high: mass };
  }
  const { diagonal, offDiagonal, below } = radauMatrix(measure, x);
  const { weights } = gaussRule(diagonal, offDiagonal);
  return { low: sumOf(weights, below), high: sumOf(weights, below + 1) };
}

/** The leading part of T, its last entry changed so that x is an eigenvalue, and how many of the others are below x. */
function radauMatrix(
  { diagonal, offDiagonal, nodes }: Measure,
  x: number,
): { readonly diagonal: Float64Array; readonly offDiagonal: Float64Array; readonly below: number } {
  const scale = Math.max(Math.abs(nodes[0]!), Math.abs(nodes.at(-1)!), Math.abs(x));
  // Pivots of T − x: those of the leading part are those of the changed matrix too, whose last pivot is 0. Their signs
  // count eigenvalues below x, and no comparison of a computed node with x is needed.
  const ends = [x];
  const counts = [0];
  for (let k = 0, before = 0; k < diagonal.length - 1; k++) {
    const pivot = diagonal[k]! - x - before || Number.MIN_VALUE;
    before = (offDiagonal[k]! / pivot) * offDiagonal[k]!;
    ends.push(x + before);
    counts.push(counts[k]! + (pivot < 0 ? 1 : 0));
  }
  // Next to an eigenvalue of the part before it the entry has a pole; then x is nearly a node of that part already.
  let last = ends.length - 1;
  while (!(Math.abs(ends[last]!) / 1e3 <= scale)) last--;
  const changed = diagonal.slice(0, last + 1);
  changed[last] = ends[last]!;
  return { diagonal: changed, offDiagonal: offDiagonal.slice(0, last), below: counts[last]! };
}

function sumOf(weights: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[i]!;
  return Math.min(1, sum);
}
