/**
 * Three ways to the Hessian block of a layer: products with the Hessian, ĤᵀSĤ multiplied out by hand, and the singular
 * values of S^(1/2)Ĥ. All three agree where S is diagonal and not negative; where it is not, there are two at most.
 */
import { hessian as hessianOfFunction } from "../../autograd/index.ts";
import { crossEntropy, type Linear, Pass } from "../../layers/index.ts";
import {
  closedFormBlock,
  conditionOf,
  dense,
  gaussNewton,
  hessian,
  neuronBlock,
  spectrumOf,
  spectrumOfFactor,
  type GraphCurvature,
} from "../../probes/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import { matrixOf, worst } from "../preconditioners/cases.ts";
import { gap, product, transposed } from "../preconditioners/dense.ts";
import { subject, type Subject } from "../probes/subjects.ts";

/** ĤᵀSĤ of one neuron, with S = diag ∂²loss/∂y² by the second derivative of the rest of the network, written out. */
function byHand({ model, x, labels }: Subject, place: number, neuron: number): Float64Array {
  const layer = model.layers[place] as Linear;
  const input = model.layers.slice(0, place).reduce((h: Tensor, one) => one.forward(h), x);
  const y = layer.forward(input);
  const rest = (outputs: Tensor): Tensor =>
    crossEntropy(
      model.layers.slice(place + 1).reduce((h: Tensor, one) => one.forward(h), outputs),
      labels,
    );
  const [rows, neurons] = y.shape as [number, number];
  const second = hessianOfFunction(rest)(tensor(y.toArray(), [rows, neurons])).toArray();
  const at = (j: number): number => j * neurons + neuron;
  const s = Array.from({ length: rows }, (_, j) => second[at(j) * rows * neurons + at(j)]!);
  const hat = matrixOf(input.values).map((row) => [1, ...row]);
  const weighted = hat.map((row, j) => row.map((value) => s[j]! * value));
  return Float64Array.from(product(transposed(hat), weighted).flat());
}

const eigenvaluesOf = (a: GraphCurvature, use: GraphCurvature["pass"]["uses"][number], neuron: number) =>
  spectrumOf(dense(neuronBlock(a, use, neuron))).eigenvalues;

describe("where S is diagonal and not negative", () => {
  it.each([
    ["the output layer of a tanh network", "tanh", 2, 1],
    ["a hidden layer of a relu network", "relu", 0, 0],
  ] as const)("the three agree to 1e-10: %s", (_, activation, place, nth) => {
    const error = worst(8, "routes", (random) => {
      const one = subject({ activation, sizes: [3, 4, 3] }, random.integer(1000));
      const a = hessian(one.loss, one.model.parameters(), Pass.training());
      const use = a.pass.uses[nth]!;
      const neuron = random.integer(3);
      const products = dense(neuronBlock(a, use, neuron)).entries;
      const hand = byHand(one, place, neuron);
      const { factor } = closedFormBlock(a, use, neuron);
      const through = spectrumOfFactor(factor!, "factor").eigenvalues;
      return Math.max(gap(products, hand), gap(eigenvaluesOf(a, use, neuron), through));
    });
    expect(error).toBeLessThanOrEqual(1e-10);
  });

  it("so they do for whole layers, and in a Gauss-Newton matrix for hidden smooth layers", () => {
    const error = worst(8, "layers", (random) => {
      const { model, x, labels } = subject({ sizes: [3, 4, 3] }, random.integer(1000));
      const a = gaussNewton(
        (pass) => model.forward(x, pass),
        (y) => crossEntropy(y, labels),
        model.parameters(),
        Pass.training(),
      );
      const gaps = a.pass.uses.map((use) => {
        const direct = spectrumOf(dense(a.restrictedTo([use.weight, use.bias!]))).eigenvalues;
        return gap(spectrumOfFactor(closedFormBlock(a, use).factor!, "factor").eigenvalues, direct);
      });
      return Math.max(...gaps);
    });
    expect(error).toBeLessThanOrEqual(1e-10);
  });

  it("and the factor alone still knows κ where the product has lost it", () => {
    const one = subject({ sizes: [3, 3] });
    // A feature that hardly varies: κ(Ĥ) of 1e7, and 1e14 of the block.
    const numbers = one.x.toArray();
    for (let j = 0; j < 12; j++) numbers[3 * j + 2] = 1 + 1e-7 * numbers[3 * j + 2]!;
    const x = tensor(numbers, [12, 3]);
    const a = hessian(
      (pass) => crossEntropy(one.model.forward(x, pass), one.labels),
      one.model.parameters(),
      Pass.training(),
    );
    const through = conditionOf(spectrumOfFactor(closedFormBlock(a, a.pass.uses[0]!, 0).factor!, "factor"));
    const direct = conditionOf(spectrumOf(dense(neuronBlock(a, a.pass.uses[0]!, 0))));
    expect(through.status).toBe("certified");
    expect(through.kappa!.high / through.kappa!.low - 1).toBeLessThan(1e-5);
    const width = direct.kappa === undefined ? Infinity : direct.kappa.high / direct.kappa.low - 1;
    expect(width).toBeGreaterThan(1);
  });
});

describe("where S is diagonal but negative in places", () => {
  it("two agree, and the third says that it is not there", () => {
    const error = worst(8, "two", (random) => {
      const one = subject({ sizes: [3, 6, 3] }, random.integer(1000));
      const a = hessian(one.loss, one.model.parameters(), Pass.training());
      const use = a.pass.uses[0]!;
      expect(closedFormBlock(a, use).factor).toBeUndefined();
      return gap(dense(neuronBlock(a, use, 1)).entries, byHand(one, 0, 1));
    });
    expect(error).toBeLessThanOrEqual(1e-10);
  });
});

describe("where batch statistics come after", () => {
  it("the diagonal formula is wrong by much, and refused", () => {
    const one = subject({ activation: "relu", normalization: "bn", sizes: [3, 4, 3] });
    const a = hessian(one.loss, one.model.parameters(), Pass.training());
    const use = a.pass.uses[0]!;
    expect(closedFormBlock(a, use, 0)).toMatchObject({ factor: undefined });
    const h = matrixOf(use.input.values).map((row) => [1, ...row]);
    const times = a.byTensors([use.output]);
    const [rows, neurons] = use.output.shape as [number, number];
    const s = Array.from({ length: rows }, (_, j) => {
      const unit = tensor(Float64Array.from({ length: rows * neurons }, (_u, at) => (at === j * neurons ? 1 : 0)), [rows, neurons]); // prettier-ignore
      return times([unit])[0]!.at(j, 0); // the true diagonal of S
    });
    const diagonal = product(transposed(h), h.map((row, j) => row.map((value) => s[j]! * value))); // prettier-ignore
    const block = dense(neuronBlock(a, use, 0)).entries;
    expect(gap(diagonal.flat(), block)).toBeGreaterThan(0.1);
  });
});
