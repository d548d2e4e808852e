/**
 * A loss that does not depend on the length of some weights w, as behind batch normalisation with ε = 0, has w·∇ = 0 and
 * Hw = −∇ everywhere. So at any point that is not stationary its Hessian is indefinite, however near a minimum: it has a
 * direction w with wᵀHw = 0 and Hw ≠ 0, which no positive semidefinite matrix has. What is called κ* there is noise.
 */
import { detached } from "../../autograd/index.ts";
import { mseLoss, Pass, type Linear } from "../../layers/index.ts";
import {
  conditionOf,
  dense,
  hessian,
  predictedNullity,
  spectrumOf,
  type HessianOperator,
} from "../../probes/index.ts";
import { inner, norm } from "../../probes/vectors.ts";
import { chain } from "../probes/chains.ts";
import { normal, stream } from "../probes/subjects.ts";

/** A network behind BN beside a teacher that differs from it by so much in every parameter. */
function near(distance: number, eps = 0) {
  const model = chain("3-bn-tanh-2", stream(41), { inputs: 3, eps });
  const x = normal(stream(42), [60, 3]);
  const target = detached(model.forward(x, Pass.training()));
  const random = stream(43);
  for (const p of model.parameters())
    p.replace(p.elements.map((value) => value + distance * random.normal()));
  const h = hessian((pass) => mseLoss(model.forward(x, pass), target), model.parameters(), Pass.training());
  return { model, x, h };
}

/** The weights of one neuron of the first layer, zero elsewhere; and the gradient, restricted to them. */
function ofNeuron(h: HessianOperator, { weight }: Linear, neuron: number) {
  const [w, gradient] = [new Float64Array(h.size), new Float64Array(h.size)];
  for (let k = 0; k < 3; k++) {
    const place = h.layout.offsetOf(weight) + 3 * neuron + k;
    w[place] = weight.elements[3 * neuron + k]!;
    gradient[place] = h.gradient[place]!;
  }
  return { w, gradient };
}

describe("weights before BN", () => {
  it.each([0, 1, 2])("have w·∇ = 0 and Hw = −∇ at ε = 0: neuron %d", (neuron) => {
    const { model, h } = near(0.3);
    const { w, gradient } = ofNeuron(h, model.layers[0] as Linear, neuron);
    expect(Math.abs(inner(w, h.gradient))).toBeLessThanOrEqual(1e-13 * norm(w) * norm(gradient));
    const left = h.apply(w).map((value, i) => value + gradient[i]!);
    expect(norm(left)).toBeLessThanOrEqual(1e-13 * norm(gradient) + 1e-14 * norm(w));
    expect(norm(gradient)).toBeGreaterThan(1e-4);
  });

  it("have neither at ε > 0", () => {
    const { model, h } = near(0.3, 1e-2);
    const { w, gradient } = ofNeuron(h, model.layers[0] as Linear, 0);
    expect(Math.abs(inner(w, h.gradient))).toBeGreaterThan(1e-6 * norm(w) * norm(gradient));
    const left = h.apply(w).map((value, i) => value + gradient[i]!);
    expect(norm(left)).toBeGreaterThan(1e-4 * norm(gradient));
  });
});

describe("the condition number", () => {
  it.each([1e-1, 1e-2, 1e-3])(
    "is none at a distance of %d from a minimum: the Hessian is indefinite",
    (distance) => {
      const { model, x, h } = near(distance);
      const { nullity } = predictedNullity(model, x);
      const result = conditionOf(spectrumOf(dense(h)), { nullity });
      expect(result.status).toBe("indefinite");
      expect(result.kappaStar).toBeUndefined();
    },
  );

  it("is there at the minimum", () => {
    const { model, x, h } = near(0);
    const { nullity } = predictedNullity(model, x);
    expect(conditionOf(spectrumOf(dense(h)), { nullity })).toMatchObject({
      status: "singular",
      zero: nullity,
    });
  });
});
