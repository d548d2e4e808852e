/**
 * The interface carries Kronecker factors: a preconditioner defined here, P·Pᵀ·G = Γ⁻¹·G·A⁻¹ with A = E[ĥĥᵀ] and Γ = E[δδᵀ]
 * (K-FAC: Martens and Grosse, ICML 2015), is the inverse of the exact Fisher block of one layer where inputs and residuals
 * are independent, since F = E[δδᵀ ⊗ ĥĥᵀ] is then Γ ⊗ A.
 */
import { mean, mul, pullback, square, sub, sum, unfold, untracked } from "../../autograd/index.ts";
import { Conv2d, Linear, Pass } from "../../layers/index.ts";
import { cholesky, Random } from "../../lib/index.ts";
import { SGD, type OptimizerSpace } from "../../optim/index.ts";
import {
  type AffineGradients,
  type Factor,
  type Observation,
  type Preconditioner,
  type PreconditionerChoice,
  type RowGradients,
  type Undo,
} from "../../preconditioners/index.ts";
import { closedFormBlock } from "../../probes/closed-form.ts";
import { conditionNumber, hessian, preconditioned } from "../../probes/index.ts";
import { elementsOf, FactoredMatrix, generate, Tensor, valuesOf, type Values } from "../../tensor/index.ts";
import { fromNeurons, matrixOf, neurons, normals, plainGradient, valuesOfMatrix } from "./cases.ts";
import { diagonal, gap, inverse, matrixGap, product, scaled, transposed, type Matrix } from "./dense.ts";

const withOnes = (input: Values): Matrix => matrixOf(input).map((h) => [1, ...h]);
const secondMoment = (rows: Matrix): Matrix => product(transposed(rows), rows);

/** R with R·Rᵀ = C⁻¹: the inverse of the transposed Cholesky factor. */
function inverseRoot(c: Matrix): Matrix {
  const n = c.length;
  const l = cholesky(Float64Array.from(c.flat()), n)!;
  const lower = Array.from({ length: n }, (_, i) => [...l.subarray(i * n, (i + 1) * n)]);
  return transposed(inverse(lower.map((row, i) => row.map((x, j) => (j > i ? 0 : x)))));
}

/** Of one batch, without damping, its roots recomputed at every second observation. */
class Kronecker implements Preconditioner {
  readonly name = "kronecker";
  readonly needsCotangents = true;
  /** Of A⁻¹ and Γ⁻¹. */
  #roots: readonly [Matrix, Matrix];
  #observations = 0;

  constructor(inputs: number, outputs: number) {
    this.#roots = [inputs + 1, outputs].map((n) => diagonal(new Array<number>(n).fill(1))) as [
      Matrix,
      Matrix,
    ];
  }

  observe({ input, cotangents, rows }: Observation): Undo {
    const before = { roots: this.#roots, observations: this.#observations };
    if (this.#observations++ % 2 === 0) {
      // The cotangents of a mean over N rows carry 1/N, so N·Σ δδᵀ is the second moment of N·δ.
      const [a, gamma] = [
        scaled(1 / rows, secondMoment(withOnes(input))),
        scaled(rows, secondMoment(matrixOf(cotangents!))),
      ];
      this.#roots = [inverseRoot(a), inverseRoot(gamma)];
    }
    return () => {
      [this.#roots, this.#observations] = [before.roots, before.observations];
    };
  }

  gradients(input: Values, cotangents: Values): RowGradients {
    const [ofInputs, ofOutputs] = this.#roots.map((r) => product(r, transposed(r))) as [Matrix, Matrix];
    const right = product(withOnes(input), ofInputs);
    const left = product(matrixOf(cotangents), ofOutputs);
    const ofBias = product(transposed(left), right.map((row) => row.slice(0, 1))); // prettier-ignore
    return {
      weight: new FactoredMatrix(valuesOfMatrix(left), valuesOfMatrix(right.map((row) => row.slice(1)))),
      bias: valuesOf(Float64Array.from(ofBias.flat()), [ofBias.length]),
    };
  }

  apply(gradients: AffineGradients): AffineGradients {
    const { times, transposeTimes } = this.factor();
    return times(transposeTimes(gradients));
  }

  factor(): Factor {
    const [ofInputs, ofOutputs] = this.#roots;
    return {
      mixesOutputs: true,
      times: (z) => fromNeurons(product(ofOutputs, neurons(z), transposed(ofInputs))),
      transposeTimes: (g) => fromNeurons(product(transposed(ofOutputs), neurons(g), ofInputs)),
    };
  }

  state(): Record<string, never> {
    return {};
  }

  load(): void {
    // It is made for one test.
  }
}

const kronecker = (): PreconditionerChoice => ({
  name: "kronecker",
  create: ({ inputs, outputs }) => new Kronecker(inputs, outputs),
});

const [m, n] = [3, 2];
const linear = (preconditioner = kronecker()): Linear =>
  new Linear(m, n, { random: Random.stream(1, "weights"), preconditioner });

/** Every pair of an input and a residual once: so they are independent. Targets are what leaves these residuals. */
function factorising(layer: Linear): {
  readonly x: Tensor;
  readonly targets: Tensor;
  readonly residuals: Matrix;
} {
  const random = Random.stream(0, "kronecker");
  const [h, d] = [normals(random, 5, m), normals(random, 4, n)];
  const pairs = h.flatMap((row) => d.map((residual) => [row, residual] as const));
  const x = new Tensor(valuesOfMatrix(pairs.map(([row]) => row)));
  const residuals = pairs.map(([, residual]) => residual);
  const targets = untracked(() => sub(layer.forward(x), new Tensor(valuesOfMatrix(residuals))));
  return { x, targets, residuals };
}

/** The mean over examples of half the squared distance. */
const lossOf = (layer: Linear, x: Tensor, targets: Tensor, pass?: Pass): Tensor =>
  mul(mean(square(sub(layer.forward(x, pass), targets))), n / 2);

/** [b, w] of both neurons in a row. */
const flat = ({ weight, bias }: Linear, of: (tensor: Tensor) => Tensor): number[] =>
  neurons({ weight: of(weight.tensor).values, bias: of(bias!.tensor).values }).flat();

const gradientOf = (layer: Linear, loss: Tensor): number[] => {
  const targets = [layer.weight.tensor, layer.bias!.tensor];
  const found = pullback(loss, targets);
  return flat(layer, (tensor) => found[targets.indexOf(tensor)]!);
};

/** E[g·gᵀ] over the gradients g of single examples, each by a pullback of its own. */
function fisherOf(layer: Linear, x: Tensor, targets: Tensor): Matrix {
  const row = (t: Tensor, i: number): Tensor => new Tensor(valuesOfMatrix([matrixOf(t.values)[i]!]));
  const gradients = Array.from({ length: x.shape[0]! }, (_, i) =>
    gradientOf(layer, lossOf(layer, row(x, i), row(targets, i))),
  );
  return scaled(1 / gradients.length, secondMoment(gradients));
}

/** What one step of plain descent at rate 1 adds to [b, w] of each neuron. */
function moveOf(layer: Linear, x: Tensor, targets: Tensor, space: OptimizerSpace): number[] {
  const before = flat(layer, (tensor) => tensor);
  const pass = Pass.training();
  new SGD(layer.parameters(), { learningRate: 1, space }).step(lossOf(layer, x, targets, pass), pass);
  return flat(layer, (tensor) => tensor).map((after, i) => after - before[i]!);
}

describe("Kronecker factors where inputs and residuals are independent", () => {
  it.each(["parameters", "preconditioned"] as const)("make a step −F⁻¹·∇, in the space %s", (space) => {
    const layer = linear();
    const { x, targets } = factorising(layer);
    const [fisher, gradient] = [fisherOf(layer, x, targets), gradientOf(layer, lossOf(layer, x, targets))];
    const move = moveOf(layer, x, targets, space);
    const expected = product(inverse(fisher), transposed([gradient])).map(([g]) => -g!);
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(0.1);
    expect(gap(move, expected)).toBeLessThanOrEqual(1e-11);
  });

  it("make PᵀFP the identity", () => {
    const layer = linear();
    const { x, targets } = factorising(layer);
    const fisher = fisherOf(layer, x, targets);
    moveOf(layer, x, targets, "parameters");
    const { times } = layer.weight.preconditioner!.factor();
    const units = diagonal(new Array<number>(n * (m + 1)).fill(1));
    const columns = units.map((unit) =>
      neurons(times(fromNeurons([unit.slice(0, m + 1), unit.slice(m + 1)]))).flat(),
    );
    expect(matrixGap(product(columns, fisher, transposed(columns)), units)).toBeLessThanOrEqual(1e-12);
  });

  it("agree by rows, by `apply` and by the factor", () => {
    const layer = linear();
    const { x, targets, residuals } = factorising(layer);
    moveOf(layer, x, targets, "parameters");
    const p = layer.weight.preconditioner!;
    const delta = valuesOfMatrix(residuals);
    const g = fromNeurons(plainGradient(x.values, delta));
    const { weight, bias } = p.gradients(x.values, delta);
    const byRows = neurons({ weight: weight.toDense(), bias: bias! });
    expect(matrixGap(byRows, neurons(p.apply(g)))).toBeLessThanOrEqual(1e-12);
  });

  it("are seen by probes as a P that mixes outputs: PᵀHP of least squares by products, not by rows", () => {
    const layer = linear();
    const { x, targets, residuals } = factorising(layer);
    moveOf(layer, x, targets, "parameters");
    const h = hessian((pass) => lossOf(layer, x, targets, pass), layer.parameters(), Pass.evaluation());
    const p = layer.weight.preconditioner!.factor();
    const closed = closedFormBlock(h, layer, undefined, p);
    expect([closed.factor, closed.reason]).toEqual([undefined, expect.stringContaining("mixes the outputs")]);
    // H = I ⊗ A, so what is left of it is Γ⁻¹ ⊗ I.
    const found = conditionNumber(preconditioned(h));
    if (found.status !== "certified") throw new Error(found.reason);
    expect(found.kappa.value / kappaOf(secondMoment(residuals))).toBeCloseTo(1, 8);
  });
});

/** λmax/λmin of a symmetric 2×2 matrix. */
function kappaOf(a: Matrix): number {
  const [[p, q], [, r]] = a as [[number, number], [number, number]];
  const [middle, radius] = [(p + r) / 2, Math.hypot((p - r) / 2, q)];
  return (middle + radius) / (middle - radius);
}

it("a step of a convolution is Γ⁻¹·G·A⁻¹ of its patches and the cotangents of its positions", () => {
  const random = Random.stream(2, "kronecker");
  const layer = new Conv2d(2, 2, 2, { random, padding: 1, preconditioner: kronecker() });
  const x = generate([3, 2, 4, 3], () => random.normal());
  const targets = generate([3, 2, 5, 4], () => random.normal());
  const loss = (pass?: Pass): Tensor => sum(square(sub(layer.forward(x, pass), targets)));
  const before = loss();
  const parameters = [layer.weight.tensor, layer.bias!.tensor];
  const [w, b] = pullback(before, parameters).map((t) => elementsOf(t.values));
  const g: Matrix = [0, 1].map((o) => [b![o]!, ...w!.subarray(8 * o, 8 * o + 8)]);
  const patches = withOnes(untracked(() => unfold(x, layer.windows)).values);
  const y = layer.forward(x);
  const difference = elementsOf(sub(y, targets).values);
  const positions = 5 * 4;
  const delta = patches.map((_, row) => {
    const [image, position] = [Math.floor(row / positions), row % positions];
    return [0, 1].map((o) => 2 * difference[(image * 2 + o) * positions + position]!);
  });
  const rows = patches.length;
  const expected = product(
    inverse(scaled(rows, secondMoment(delta))),
    g,
    inverse(scaled(1 / rows, secondMoment(patches))),
  );
  const old = [layer.weight, layer.bias!].map(({ elements }) => elements);
  const pass = Pass.training();
  new SGD(layer.parameters(), { learningRate: 1 }).step(loss(pass), pass);
  const [dw, db] = [layer.weight, layer.bias!].map(({ elements }, i) =>
    elements.map((e, j) => old[i]![j]! - e),
  );
  const move: Matrix = [0, 1].map((o) => [db![o]!, ...dw!.subarray(8 * o, 8 * o + 8)]);
  expect(matrixGap(move, expected)).toBeLessThanOrEqual(1e-10);
});
