/**
 * Real roots of the matrices Sⱼ of closed-form.ts: rows r with Sⱼ = Σ r·rᵀ, and how far that can be from the exact Sⱼ.
 *
 * Sⱼ is the second derivative of the loss by the outputs of one row, at these outputs as they are stored. The engine
 * computes it in Float64, and nothing that is certified about the block can be more exact than that. What is allowed for
 * depends on its form, since an error that is small beside ‖Sⱼ‖ may be large beside its least eigenvalue:
 *
 *     constant    c·I with one c for all rows, as of a squared error: c is right to 2·ε. The error is a fraction of Sⱼ,
 *                 and so the same fraction of each eigenvalue of the block.
 *     Laplacian   Σ over pairs of sᵢₖ·(eᵢ − eₖ)(eᵢ − eₖ)ᵀ with sᵢₖ ≥ 0, as that of a softmax, sᵢₖ = pᵢ·pₖ/N. The diagonal
 *                 is not used: 1 − pᵢ has lost digits where pᵢ is nearly 1, and the pairs have not. Each pair is right to
 *                 (4 + |log pᵢpₖ|/2)·ε, the logarithm for the rounding of the exponents, ε/2 each. What it can be is seen in the outputs
 *                 y as −log pᵢ ≤ max y − yᵢ + log n, and in sᵢₖ beside the largest element of all. Elimination by sums of positive
 *                 numbers alone (Grassmann, Taksar and Heyman 1985) gives n − 1 rows orthogonal to (1, …, 1). They are
 *                 given in an orthonormal basis of that complement as well, again without a subtraction: there they have
 *                 no zero eigenvalue to be told from small ones.
 *     general     By eigenpairs. ‖Sⱼ‖ is right to 4·n·ε of the largest element of all Sⱼ, besides its asymmetry, and
 *                 eigenvalues below that are left out.
 *
 * A number below 2⁻¹⁰²² is right to 2⁻¹⁰⁷⁴ alone, which is allowed for as well. These allowances are the engine's accuracy
 * and no proof: where the second derivative of a loss cancels, or a softmax takes its outputs times a hundred and is
 * certain of every row, S is less exact. The roots themselves are in double-double.
 */
import { dd, symmetricEigen, type DoubleDouble } from "../lib/index.ts";

/** Of each Sⱼ, its rows. */
export type Roots = readonly (readonly (readonly DoubleDouble[])[])[];

export interface CurvatureRoots {
  readonly form: "constant" | "Laplacian" | "general";
  /** Those of each Sⱼ: rows with one number a unit. */
  readonly roots: Roots;
  /** The same rows, if they are a Laplacian's, in an orthonormal basis of the complement of (1, …, 1): n − 1 numbers. */
  readonly inComplement?: Roots;
  /** Part of the eigenvalues of the Sⱼ that are negative. */
  readonly negativePart: number;
  /** The error of each Sⱼ is at most this fraction of Sⱼ, in the order of symmetric matrices, … */
  readonly relative: number;
  /** … and so much in norm besides. */
  readonly absolute: Float64Array;
}

const epsilon = Number.EPSILON;
const leastNumber = Number.MIN_VALUE;

/** Part of the largest element below which an eigenvalue of Sⱼ counts as negative. */
const negativeBelow = 1e-12;

/**
 * @param s row-major units × units matrices, symmetric up to rounding
 * @param outputs y of each row, one number a unit
 */
export function rootsOf(
  s: readonly Float64Array[],
  units: number,
  outputs: readonly Float64Array[],
): CurvatureRoots {
  const largest = s.reduce((most, matrix) => matrix.reduce((m, x) => Math.max(m, Math.abs(x)), most), 0);
  return (
    constantRoots(s, units) ?? laplacianRoots(s, units, largest, outputs) ?? eigenRoots(s, units, largest)
  );
}

function constantRoots(s: readonly Float64Array[], units: number): CurvatureRoots | undefined {
  const c = s[0]![0]!;
  const isConstant = s.every((matrix) => matrix.every((x, at) => x === (at % (units + 1) === 0 ? c : 0)));
  if (!(c > 0 && isConstant)) return undefined;
  const root = dd.root(dd.doubleDouble(c));
  const rows = Array.from({ length: units }, (_, unit) => unitRow(units, unit, root));
  return {
    form: "constant",
    roots: s.map(() => rows),
    negativePart: 0,
    relative: 2 * epsilon + leastNumber / c,
    absolute: new Float64Array(s.length),
  };
}

function unitRow(units: number, unit: number, x: DoubleDouble): readonly DoubleDouble[] {
  return Array.from({ length: units }, (_, i) => (i === unit ? x : dd.zero));
}

function laplacianRoots(
  s: readonly Float64Array[],
  units: number,
  largest: number,
  outputs: readonly Float64Array[],
): CurvatureRoots | undefined {
  const rounding = 4 * units * (epsilon * largest + leastNumber);
  const isLaplacian = (matrix: Float64Array): boolean =>
    Array.from({ length: units }, (_, i) => matrix.subarray(i * units, (i + 1) * units)).every(
      (row, i) =>
        row.every((x, k) => k === i || x <= 0) && Math.abs(row.reduce((sum, x) => sum + x, 0)) <= rounding,
    );
  if (units < 2 || !s.every(isLaplacian)) return undefined;
  let relative = 0;
  const roots = s.map((matrix, j) => {
    const y = outputs[j]!;
    const top = Math.max(...y);
    const pairs = new Map<number, DoubleDouble>();
    for (let i = 0; i < units; i++) {
      for (let k = i + 1; k < units; k++) {
        const [above, below] = [matrix[i * units + k]!, matrix[k * units + i]!];
        const sum = dd.exactSum(-above, -below);
        pairs.set(i * units + k, { high: sum.high / 2, low: sum.low / 2 });
        if (sum.high === 0) continue;
        const apart = Math.abs(above - below) / sum.high;
        const exponents = Math.max(-Math.log(sum.high / 2 / largest), 2 * top - y[i]! - y[k]!);
        relative = Math.max(relative, apart + (4 + exponents / 2) * epsilon + (4 * leastNumber) / sum.high);
      }
    }
    return eliminated(pairs, units);
  });
  const basis = complementDifferences(units);
  return {
    form: "Laplacian",
    roots: roots.map((edges) => edges.map((edge) => rowOf(edge, units))),
    inComplement: roots.map((edges) => edges.map((edge) => rowInComplement(edge, units, basis))),
    negativePart: 0,
    relative,
    absolute: new Float64Array(s.length),
  };
}

/** The row Σ wᵢ·(e_k − eᵢ) over the units i after k, with wᵢ ≥ 0; and Σ wᵢ. */
interface Star {
  readonly k: number;
  readonly sum: DoubleDouble;
  readonly weights: readonly DoubleDouble[];
}

function rowOf({ k, sum, weights }: Star, units: number): readonly DoubleDouble[] {
  return Array.from({ length: units }, (_, i) =>
    i < k ? dd.zero : i === k ? sum : dd.negative(weights[i - k - 1]!),
  );
}

/** Every term of one component has the same sign: nothing cancels, and each number is right to double-double. */
function rowInComplement(
  { k, weights }: Star,
  units: number,
  difference: (k: number, i: number, component: number) => DoubleDouble,
): readonly DoubleDouble[] {
  return Array.from({ length: units - 1 }, (_, component) =>
    weights.reduce((sum, w, at) => dd.plus(sum, dd.times(w, difference(k, k + 1 + at, component))), dd.zero),
  );
}

/**
 * The components of e_k − eᵢ, k < i, in Helmert's basis of the complement: its vector j has j + 1 equal numbers and then
 * their negative sum, divided by √((j + 1)·(j + 2)).
 */
function complementDifferences(units: number): (k: number, i: number, component: number) => DoubleDouble {
  const lengths = Array.from({ length: units - 1 }, (_, j) => dd.root(dd.doubleDouble((j + 1) * (j + 2))));
  const entry = (unit: number, j: number): number => (unit <= j ? 1 : unit === j + 1 ? -(j + 1) : 0);
  const table = Array.from({ length: units ** 2 * (units - 1) }, (_, at) => {
    const [k, i, j] = [Math.floor(at / (units - 1) / units), Math.floor(at / (units - 1)) % units, at % (units - 1)]; // prettier-ignore
    return dd.over(dd.doubleDouble(entry(k, j) - entry(i, j)), lengths[j]!);
  });
  return (k, i, component) => table[(k * units + i) * (units - 1) + component]!;
}

/** The rows √d·(e_k − Σ sₖᵢ/d·eᵢ) with d = Σ sₖᵢ over the units after k; what is left is a Laplacian of those. */
function eliminated(pairs: Map<number, DoubleDouble>, units: number): readonly Star[] {
  const rows: Star[] = [];
  for (let k = 0; k < units - 1; k++) {
    const to = (i: number): DoubleDouble => pairs.get(k * units + i)!;
    let d = dd.zero;
    for (let i = k + 1; i < units; i++) d = dd.plus(d, to(i));
    if (d.high === 0) continue;
    const root = dd.root(d);
    const weights = Array.from({ length: units - k - 1 }, (_, at) => dd.over(to(k + 1 + at), root));
    rows.push({ k, sum: root, weights });
    for (let i = k + 1; i < units; i++) {
      for (let j = i + 1; j < units; j++) {
        const at = i * units + j;
        pairs.set(at, dd.plus(pairs.get(at)!, dd.times(dd.over(to(i), d), to(j))));
      }
    }
  }
  return rows;
}

/** √λ·q for every eigenpair with λ > 0 beyond rounding. */
function eigenRoots(s: readonly Float64Array[], units: number, largest: number): CurvatureRoots {
  const rounding = 4 * units * (epsilon * largest + leastNumber);
  const absolute = Float64Array.from(s, (matrix) => rounding + asymmetryOf(matrix, units));
  let negative = 0;
  const roots = s.map((matrix, j) => {
    const { values, vectors } = symmetricEigen(symmetrized(matrix, units), units, { vectors: true });
    let leftOut = 0;
    const rows = [...values].flatMap((value, e) => {
      if (value < -negativeBelow * largest) negative++;
      if (value <= rounding) {
        leftOut = Math.max(leftOut, Math.abs(value));
        return [];
      }
      const root = dd.root(dd.doubleDouble(value));
      return [
        Array.from({ length: units }, (_, i) => dd.times(root, dd.doubleDouble(vectors![i * units + e]!))),
      ];
    });
    absolute[j]! += leftOut;
    return rows;
  });
  return { form: "general", roots, negativePart: negative / (s.length * units), relative: 0, absolute };
}

function symmetrized(matrix: Float64Array, units: number): Float64Array {
  return matrix.map((x, at) => x / 2 + matrix[(at % units) * units + Math.floor(at / units)]! / 2);
}

function asymmetryOf(matrix: Float64Array, units: number): number {
  const half = symmetrized(matrix, units);
  return Math.sqrt(matrix.reduce((sum, x, at) => sum + (x - half[at]!) ** 2, 0));
}
