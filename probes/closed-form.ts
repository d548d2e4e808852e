/**
 * The Hessian block of an affine layer in closed form, through a factor.
 *
 * With yⱼ = W·hⱼ + b the block by (W, b) is Σⱼ Sⱼ ⊗ ĥⱼĥⱼᵀ, where Sⱼ is the second derivative of the loss by the outputs
 * of row j: for one neuron, ĤᵀSĤ with a diagonal S. Where every Sⱼ is positive semidefinite the block is FᵀF, with the
 * rows √λ·(q ⊗ ĥⱼ) for the eigenpairs of Sⱼ; and the singular values of F give its eigenvalues to twice the digits that
 * the block itself would. PᵀHP has the rows √λ·(q ⊗ Pᵀĥⱼ): the inputs are shifted and scaled first, where that is exact.
 *
 * That holds at output layers, for Gauss-Newton matrices, and in piecewise-linear networks. It does not where some Sⱼ has
 * negative eigenvalues, as in hidden layers with smooth activations. And the block is another matrix where rows are
 * coupled: by batch statistics further on, by positions of one image, by a layer used twice, or by a penalty on the
 * weights. Negative eigenvalues are looked for; coupling is detected by a product of the block itself, which the closed form
 * must reproduce.
 */
import { cotangentsOf, untracked } from "../autograd/index.ts";
import { dd, printable, Random } from "../lib/index.ts";
import type { AffineUse } from "../layers/index.ts";
import type { Factor } from "../preconditioners/index.ts";
import { elementsOf, generate, ones } from "../tensor/index.ts";
import { rootsOf, type CurvatureRoots, type Roots } from "./curvature-roots.ts";
import { neuronBlock, parametersOf, useOf, type GraphCurvature, type Layer } from "./curvature.ts";
import type { LongRows } from "./certain-singular-values.ts";
import type { BlockFactor } from "./factor-spectrum.ts";
import type { HessianOperator } from "./hessian.ts";
import { rowsThrough, type SeenRows } from "./standardized-rows.ts";
import { closedFormText } from "./texts.ts";
import { norm, normals } from "./vectors.ts";

/** The block of an affine layer as FᵀF, where it has that form. */
export interface ClosedForm {
  /**
   * F, in the columns of `layerBlock` (the weight row by row, then the bias) or of `neuronBlock` ([b, w]). Undefined where
   * it is not allowed.
   */
  readonly factor: BlockFactor | undefined;
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
 * @param p the factor P of the layer's preconditioner, for PᵀHP; H unless given
 * @throws UserError if the operator's own pass did not go through the layer
 * @see Lange, Helfrich and Ye (2022): the Hessian block ĤᵀSĤ of a neuron
 * @example
 * const x = tensor([[0, 1], [1, 0], [2, 1]]);
 * const model = new Linear(2, 1, { random: Random.stream(0, "weights"), preconditioner: bnp() });
 * const loss = (pass: Pass) => mseLoss(model.forward(x, pass), zeros([3, 1]));
 * const h = probes.hessian(loss, model.parameters(), Pass.training());
 * probes.closedFormBlock(h, model).factor?.columns; // → 3
 */
export function closedFormBlock(a: GraphCurvature, layer: Layer, neuron?: number, p?: Factor): ClosedForm {
  return printable(closedForm(a, layer, neuron, p), closedFormText);
}

function closedForm(
  a: GraphCurvature,
  layer: Layer,
  neuron: number | undefined,
  p: Factor | undefined,
): ClosedForm {
  const use = useOf("closedFormBlock", a, layer);
  if (use.output.rank !== 2) {
    const reason = "the rows of a convolution are coupled: positions of one image meet again in later layers";
    return { factor: undefined, reason, negativePart: 0, products: 0 };
  }
  if (p?.mixesOutputs) {
    const reason = "the preconditioner mixes the outputs: PᵀHP has no rows Pᵀĥ";
    return { factor: undefined, reason, negativePart: 0, products: 0 };
  }
  const neurons = use.output.shape[1]!;
  const isLayer = neuron === undefined;
  const units = isLayer ? Array.from({ length: neurons }, (_, i) => i) : [neuron];
  const block = isLayer ? a.restrictedTo(parametersOf(use)) : neuronBlock(a, use, neuron);
  if (hasOtherPath(a, use)) {
    const reason = "rows are coupled: the weights enter the loss by another path than the layer's output";
    return { factor: undefined, reason, negativePart: 0, products: 0 };
  }
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
  const roots = rootsOf(sample.s, sample.units, sample.outputs);
  const { negativePart } = roots;
  if (negativePart > 0) {
    const reason = `${(100 * negativePart).toPrecision(2)} % of the eigenvalues of S are negative: there is no real factor`;
    return { factor: undefined, reason, negativePart, products };
  }
  const reason = "every S is positive semidefinite, and the rows are not coupled";
  const factor = factorOf(sample, roots, rowsThrough(use.input, use.bias !== undefined, p));
  return { factor, reason, negativePart, products };
}

/**
 * Whether a penalty, or anything else, reaches the loss from the weights directly. It may be far smaller than the block,
 * where inputs have large means, and still be all there is of PᵀHP along them; so the graph is asked and not a product.
 */
function hasOtherPath(a: GraphCurvature, { output, gradient, weight, bias }: AffineUse): boolean {
  const { loss } = a as Partial<HessianOperator>;
  if (loss === undefined || gradient === "dense") return false;
  const targets = bias ? [weight.tensor, bias.tensor] : [weight.tensor];
  const blocked = new Map([[output, targets]]);
  const found = untracked(() => cotangentsOf([loss], targets, [ones(loss.shape)], blocked));
  return found.some((cotangent) => cotangent !== undefined);
}

/** What the block is made of: the rows ĥⱼ by their inputs, the matrices Sⱼ, and where a unit's numbers stand. */
interface SampleCurvature {
  readonly units: number;
  readonly h: readonly Float64Array[];
  /** Row-major units × units matrices, one a row of the layer's input. */
  readonly s: readonly Float64Array[];
  /** The outputs of these units, row by row. */
  readonly outputs: readonly Float64Array[];
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
  const y = elementsOf(output.values);
  return {
    units: n,
    h,
    s,
    outputs: s.map((_, j) => Float64Array.from(units, (unit) => y[j * neurons + unit]!)),
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

/** The rows r ⊗ zⱼ, with the number of unit i and column c of z at place(i, c). */
function productRows(
  roots: Roots,
  seen: SeenRows,
  units: number,
  place: (unit: number, column: number) => number,
): LongRows {
  const columns = units * seen.columns;
  const rows = roots.reduce((sum, one) => sum + one.length, 0);
  const entries = new Float64Array(rows * columns);
  const low = new Float64Array(rows * columns);
  let at = 0;
  roots.forEach((ofRow, j) => {
    for (const root of ofRow) {
      for (let unit = 0; unit < units; unit++) {
        if (root[unit]!.high === 0) continue;
        for (let c = 0; c < seen.columns; c++) {
          const z = { high: seen.entries[j * seen.columns + c]!, low: seen.low[j * seen.columns + c]! };
          const x = dd.times(root[unit]!, z);
          entries[at + place(unit, c)] = x.high;
          low[at + place(unit, c)] = x.low;
        }
      }
      at += columns;
    }
  });
  return { entries, low, rows, columns };
}

/** The rows r ⊗ zⱼ for the roots r of each Sⱼ and the seen rows zⱼ = Pᵀĥⱼ, and the error that the Sⱼ bring in. */
function factorOf(
  { units, weightAt, biasAt }: SampleCurvature,
  { roots, inComplement, relative, absolute }: CurvatureRoots,
  seen: SeenRows,
): BlockFactor {
  const columns = units * seen.columns;
  const first = biasAt ? 1 : 0; // the rows begin with the ones of the bias
  const place = (unit: number, column: number): number =>
    column < first ? biasAt!(unit) : weightAt(unit) + column - first;
  const certifies = seen.isExact ? "layer block" : "given factor";
  const factor: BlockFactor = {
    ...productRows(roots, seen, units, place),
    relative,
    certifies,
    ...(inComplement && {
      inComplement: () => productRows(inComplement, seen, units - 1, (unit, c) => unit * seen.columns + c),
    }),
  };
  return absolute.every((x) => x === 0) ? factor : { ...factor, besides: spread() };

  /** Of each row what an error of Sⱼ in norm can do: √absoluteⱼ·(eᵢ ⊗ zⱼ) for every unit i. */
  function spread(): { entries: Float64Array; rows: number; columns: number } {
    const all = new Float64Array(absolute.length * units * columns);
    absolute.forEach((error, j) => {
      for (let unit = 0; unit < units; unit++) {
        for (let c = 0; c < seen.columns; c++) {
          all[(j * units + unit) * columns + place(unit, c)] =
            Math.sqrt(error) * seen.entries[j * seen.columns + c]!;
        }
      }
    });
    return { entries: all, rows: absolute.length * units, columns };
  }
}
