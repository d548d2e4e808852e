/**
 * The Hessian block of an affine layer in closed form, through a factor.
 *
 * With yⱼ = W·hⱼ + b the block by (W, b) is Σⱼ Sⱼ ⊗ ĥⱼĥⱼᵀ, where Sⱼ is the second derivative of the loss by the outputs
 * of row j: for one neuron, ĤᵀSĤ with a diagonal S. Where every Sⱼ is positive semidefinite the block is FᵀF, with the
 * rows √λ·(q ⊗ ĥⱼ) for the eigenpairs of Sⱼ; and the singular values of F give its eigenvalues to twice the digits that
 * the block itself would.
 *
 * That holds at output layers, for Gauss-Newton matrices, and in piecewise-linear networks. It does not where some Sⱼ has
 * negative eigenvalues, as in hidden layers with smooth activations. And the block is another matrix where rows are
 * coupled: by batch statistics further on, by positions of one image, by a layer used twice, or by a penalty on the
 * weights. Negative eigenvalues are looked for; coupling is told by a product of the block itself, which the closed form
 * must reproduce.
 */
import { printable, Random, symmetricEigen } from "../lib/index.ts";
import type { AffineUse } from "../layers/index.ts";
import { elementsOf, generate } from "../tensor/index.ts";
import { neuronBlock, parametersOf, useOf, type GraphCurvature, type Layer } from "./curvature.ts";
import type { Rows } from "./spectrum.ts";
import { closedFormText } from "./texts.ts";
import { norm, normals } from "./vectors.ts";

export interface ClosedForm {
  /**
   * F, in the columns of `layerBlock` (the weight row by row, then the bias) or of `neuronBlock` ([b, w]). Undefined where
   * it is not allowed.
   */
  readonly factor: Rows | undefined;
  /** Why, or why not. */
  readonly reason: string;
  /** Part of the eigenvalues of the Sⱼ that are negative. */
  readonly negativePart: number;
  /** Products that were spent on it: one by the outputs for each neuron, and one by the parameters. */
  readonly products: number;
}

/** How exactly the closed form must reproduce a product of the block. */
const tolerance = 1e-9;

/**
 * The factor of the block of a layer, or of one of its neurons.
 * @throws UserError if the operator's own pass did not go through the layer
 */
export function closedFormBlock(a: GraphCurvature, layer: Layer, neuron?: number): ClosedForm {
  return printable(closedForm(a, layer, neuron), closedFormText);
}

function closedForm(a: GraphCurvature, layer: Layer, neuron: number | undefined): ClosedForm {
  const use = useOf("closedFormBlock", a, layer);
  if (use.output.rank !== 2) {
    const reason = "the rows of a convolution are coupled: positions of one image meet again in later layers";
    return { factor: undefined, reason, negativePart: 0, products: 0 };
  }
  const neurons = use.output.shape[1]!;
  const isLayer = neuron === undefined;
  const units = isLayer ? Array.from({ length: neurons }, (_, i) => i) : [neuron];
  const block = isLayer ? a.restrictedTo(parametersOf(use)) : neuronBlock(a, use, neuron);
  const sample = sampleCurvature(a, use, units, isLayer);
  const products = units.length + 1;
  const v = normals(Random.stream(0, "closed form"), block.size);
  const [direct, closed] = [block.apply(v), timesBlock(sample, v)];
  const apart = norm(direct.map((value, i) => value - closed[i]!));
  if (apart > tolerance * norm(direct)) {
    const reason =
      "rows are coupled, by batch statistics, positions or another use of the weights: the block is not Σ S ⊗ ĥĥᵀ";
    return { factor: undefined, reason, negativePart: 0, products };
  }
  const { rows, negativePart } = rootsOf(sample);
  if (negativePart > 0) {
    const reason = `${(100 * negativePart).toPrecision(2)} % of the eigenvalues of S are negative: there is no real factor`;
    return { factor: undefined, reason, negativePart, products };
  }
  const reason = "every S is positive semidefinite, and the rows are not coupled";
  return { factor: stacked(rows, block.size), reason, negativePart, products };
}

/** What the block is made of: the rows ĥⱼ by their inputs, the matrices Sⱼ, and where a unit's numbers stand. */
interface SampleCurvature {
  readonly units: number;
  readonly h: readonly Float64Array[];
  /** Row-major units × units matrices, one a row of the layer's input. */
  readonly s: readonly Float64Array[];
  /** The place of the first weight of each unit, and of its bias, if any. */
  readonly weightAt: (unit: number) => number;
  readonly biasAt: ((unit: number) => number) | undefined;
}

/** Column i of every Sⱼ at once: the product with a vector that is 1 at neuron i of each row. */
function sampleCurvature(
  a: GraphCurvature,
  use: AffineUse,
  units: readonly number[],
  isLayer: boolean,
): SampleCurvature {
  const { output, input, bias } = use;
  const [rows, neurons] = output.shape as [number, number];
  const inputs = input.shape[1]!;
  const product = a.byTensors([output]);
  const n = units.length;
  const s = Array.from({ length: rows }, () => new Float64Array(n * n));
  units.forEach((unit, i) => {
    const ones = generate(output.shape, (at) => (at % neurons === unit ? 1 : 0));
    const column = elementsOf(product([ones])[0]!.values);
    s.forEach((matrix, j) => units.forEach((other, k) => (matrix[k * n + i] = column[j * neurons + other]!)));
  });
  const numbers = elementsOf(input.values);
  const h = Array.from({ length: rows }, (_, j) => numbers.subarray(j * inputs, (j + 1) * inputs));
  return {
    units: n,
    h,
    s,
    weightAt: (unit) => (isLayer ? unit * inputs : bias === undefined ? 0 : 1),
    biasAt: bias && ((unit) => (isLayer ? n * inputs + unit : 0)),
  };
}

/** Σⱼ (Sⱼ ⊗ ĥⱼĥⱼᵀ)·v */
function timesBlock({ units, h, s, weightAt, biasAt }: SampleCurvature, v: Float64Array): Float64Array {
  const out = new Float64Array(v.length);
  h.forEach((row, j) => {
    const along = Float64Array.from({ length: units }, (_, i) =>
      row.reduce((sum, x, k) => sum + x * v[weightAt(i) + k]!, biasAt ? v[biasAt(i)]! : 0),
    );
    for (let i = 0; i < units; i++) {
      const weight = along.reduce((sum, value, k) => sum + s[j]![i * units + k]! * value, 0);
      row.forEach((x, k) => (out[weightAt(i) + k]! += weight * x));
      if (biasAt) out[biasAt(i)]! += weight;
    }
  });
  return out;
}

/**
 * √λ·(q ⊗ ĥⱼ) for every eigenpair of Sⱼ with λ > 0. What is 0 but for the rounding of its own Sⱼ is left out, as the one
 * of a softmax: its root would be far above the rounding of F.
 */
function rootsOf({ units, h, s, weightAt, biasAt }: SampleCurvature): {
  readonly rows: readonly Float64Array[];
  readonly negativePart: number;
} {
  const pairs = s.map((matrix) => symmetricEigen(matrix, units, { vectors: true }));
  const largest = Math.max(...pairs.flatMap(({ values }) => [...values].map(Math.abs)));
  const columns = units * (h[0]!.length + (biasAt ? 1 : 0));
  let negative = 0;
  const rows: Float64Array[] = [];
  pairs.forEach(({ values, vectors }, j) => {
    const rounding = 4 * (units - 1) * Number.EPSILON * Math.abs(values[units - 1]!);
    values.forEach((value, e) => {
      if (value < -1e-12 * largest) negative++;
      if (value <= rounding) return;
      const row = new Float64Array(columns);
      for (let i = 0; i < units; i++) {
        const weight = Math.sqrt(value) * vectors![i * units + e]!;
        h[j]!.forEach((x, k) => (row[weightAt(i) + k] = weight * x));
        if (biasAt) row[biasAt(i)] = weight;
      }
      rows.push(row);
    });
  });
  return { rows, negativePart: negative / (s.length * units) };
}

function stacked(rows: readonly Float64Array[], columns: number): Rows {
  const entries = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => entries.set(row, i * columns));
  return { entries, rows: rows.length, columns };
}
