/**
 * The block of a layer through its factor: where it is allowed it is the block, and elsewhere it is refused with the reason.
 */
import { add, mul, square, sum } from "../../autograd/index.ts";
import {
  Activation,
  Conv2d,
  crossEntropy,
  Flatten,
  Linear,
  mseLoss,
  Pass,
  Sequential,
} from "../../layers/index.ts";
import { closedFormBlock } from "../../probes/closed-form.ts";
import { neuronBlock, parametersOf, type GraphCurvature } from "../../probes/curvature.ts";
import { dense } from "../../probes/dense.ts";
import { gaussNewton } from "../../probes/gauss-newton.ts";
import { hessian } from "../../probes/hessian.ts";
import type { Rows } from "../../probes/spectrum.ts";
import { tensor } from "../../tensor/index.ts";
import { gap } from "../preconditioners/dense.ts";
import { normal, stream, subject } from "./subjects.ts";

function gram({ entries, rows, columns }: Rows): Float64Array {
  const out = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) {
    for (let k = 0; k < columns; k++) {
      let dot = 0;
      for (let j = 0; j < rows; j++) dot += entries[j * columns + i]! * entries[j * columns + k]!;
      out[i * columns + k] = dot;
    }
  }
  return out;
}

const kinds = {
  "the output layer of a tanh network": () => operatorOf({}),
  "the hidden layer of a relu network": () => operatorOf({ activation: "relu" }, 0),
  "the hidden layer of a tanh network, Gauss-Newton": () => {
    const { model, x, labels } = subject();
    const loss = (y: Parameters<typeof crossEntropy>[0]) => crossEntropy(y, labels);
    return [gaussNewton((p) => model.forward(x, p), loss, model.parameters(), Pass.training()), 0] as const;
  },
  "the output layer behind BN": () => operatorOf({ normalization: "bn" }),
};

function operatorOf(options: Parameters<typeof subject>[0], place = 1): readonly [GraphCurvature, number] {
  const { model, loss } = subject(options);
  return [hessian(loss, model.parameters(), Pass.training()), place];
}

describe.each(Object.entries(kinds))("%s", (_, make) => {
  const [a, place] = make();
  const use = a.pass.uses[place]!;

  it("is FᵀF", () => {
    const { factor, reason, products } = closedFormBlock(a, use);
    expect(reason).toBe("every S is positive semidefinite, and the rows are not coupled");
    expect(gap(gram(factor!), dense(a.restrictedTo(parametersOf(use))).entries)).toBeLessThanOrEqual(1e-13);
    expect(products).toBe(use.output.shape[1]! + 1);
  });

  it("has one of its neurons as FᵀF too, in the order [b, w]", () => {
    const { factor, products } = closedFormBlock(a, use, 1);
    expect(gap(gram(factor!), dense(neuronBlock(a, use, 1)).entries)).toBeLessThanOrEqual(1e-13);
    expect(products).toBe(2);
  });
});

describe("a layer of one neuron", () => {
  it("has the weight first as a layer, and the bias first as a neuron", () => {
    const layer = new Linear(2, 1, { random: stream(0) });
    const x = normal(stream(1), [6, 2]);
    const a = hessian((p) => mseLoss(layer.forward(x, p), normal(stream(2), [6, 1])), layer.parameters(), Pass.training()); // prettier-ignore
    const [asLayer, asNeuron] = [undefined, 0].map(
      (neuron) => closedFormBlock(a, a.pass.uses[0]!, neuron).factor!,
    );
    expect(gap(gram(asLayer!), dense(a).entries)).toBeLessThanOrEqual(1e-13);
    expect(gap(gram(asNeuron!), dense(neuronBlock(a, layer, 0)).entries)).toBeLessThanOrEqual(1e-13);
    expect(gap(gram(asLayer!), gram(asNeuron!))).toBeGreaterThan(0.01);
  });

  it("may have no bias", () => {
    const layer = new Linear(3, 2, { random: stream(0), bias: false });
    const x = normal(stream(1), [6, 3]);
    const a = hessian((p) => crossEntropy(layer.forward(x, p), [0, 1, 1, 0, 1, 0]), layer.parameters(), Pass.training()); // prettier-ignore
    const factors = [undefined, 1].map((neuron) => closedFormBlock(a, a.pass.uses[0]!, neuron).factor!);
    expect(gap(gram(factors[0]!), dense(a).entries)).toBeLessThanOrEqual(1e-13);
    expect(gap(gram(factors[1]!), dense(neuronBlock(a, layer, 1)).entries)).toBeLessThanOrEqual(1e-13);
  });

  it("with a softmax has no rows that rounding alone has made", () => {
    const { model, loss } = subject({ sizes: [2, 3] });
    const a = hessian(loss, model.parameters(), Pass.training());
    expect(closedFormBlock(a, a.pass.uses[0]!).factor!.rows).toBe(12 * 2); // of 12 · 3 eigenpairs, 12 are zero
  });
});

describe("there is no factor", () => {
  it("where S is negative: hidden layers with smooth activations", () => {
    const [a] = operatorOf({ sizes: [3, 6, 5, 2] });
    const { factor, negativePart, reason } = closedFormBlock(a, a.pass.uses[0]!);
    expect(factor).toBeUndefined();
    expect(negativePart).toBeGreaterThan(0);
    expect(reason).toMatch(/% of the eigenvalues of S are negative/);
  });

  it("where rows are coupled: before batch statistics", () => {
    const [a] = operatorOf({ activation: "relu", normalization: "bn" });
    expect(closedFormBlock(a, a.pass.uses[0]!)).toMatchObject({ factor: undefined, negativePart: 0 });
    expect(closedFormBlock(a, a.pass.uses[0]!).reason).toMatch(/^rows are coupled/);
    expect(closedFormBlock(a, a.pass.uses[0]!, 2).reason).toMatch(/^rows are coupled/);
  });

  it("where the weights enter the loss elsewhere too: a penalty", () => {
    const { model, loss } = subject();
    const { weight } = model.layers[2] as Linear;
    const penalised = (pass: Pass) => add(loss(pass), mul(0.01, sum(square(weight.tensor))));
    const a = hessian(penalised, model.parameters(), Pass.training());
    expect(closedFormBlock(a, a.pass.uses[1]!).reason).toMatch(/^rows are coupled/);
  });

  it("also where the penalty is 1e-18 of the block, which no product shows", () => {
    const layer = new Linear(1, 1, { random: stream(4) });
    const x = tensor([1e8, 1e8 + 1, 1e8 - 1], [3, 1]);
    const loss = (pass: Pass) => add(mseLoss(layer.forward(x, pass), tensor([0, 1, 2], [3, 1])), mul(0.01, sum(square(layer.weight.tensor)))); // prettier-ignore
    const a = hessian(loss, layer.parameters(), Pass.training());
    expect(closedFormBlock(a, layer)).toMatchObject({ factor: undefined, products: 0 });
  });

  it("for a convolution", () => {
    const random = stream(3);
    const model = new Sequential([new Conv2d(1, 2, 2, { random }), new Activation("relu"), new Flatten()]);
    const x = normal(random, [3, 1, 3, 3]);
    const a = hessian((p) => sum(square(model.forward(x, p))), model.parameters(), Pass.training());
    expect(closedFormBlock(a, a.pass.uses[0]!)).toMatchObject({ factor: undefined, products: 0 });
  });
});
