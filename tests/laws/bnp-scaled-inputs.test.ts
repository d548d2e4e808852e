/**
 * What BNP gives back at a minimum, and no more: the conditioning of the problem with well-scaled inputs.
 *
 * A tanh network is its own teacher, so its parameters are a minimum and the Hessian is certified there. Inputs are once
 * white, and once scaled over a decade and shifted by two deviations, with weights that undo it: the same function, the
 * same minimum, other coordinates.
 */
import { detached } from "../../autograd/index.ts";
import { mlp, mseLoss, Pass, type Linear, type Sequential, observationOf } from "../../layers/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import {
  conditionOf,
  dense,
  hessian,
  predictedNullity,
  preconditioned,
  spectrumOf,
  type CurvatureOperator,
} from "../../probes/index.ts";
import { generate, type Tensor } from "../../tensor/index.ts";

import { normal, stream } from "../probes/subjects.ts";

const inputs = 6;
const scales = Array.from({ length: inputs }, (_, k) => 10 ** (-k / (inputs - 1)));

function teacher(seed: number): { model: Sequential; x: Tensor } {
  const random = stream(seed);
  const model = mlp({ sizes: [inputs, 3, 1], activation: "tanh", random, preconditioner: bnp() });
  for (const p of model.parameters()) p.replace(p.elements.map((value) => value + 0.3 * random.normal()));
  return { model, x: normal(random, [300, inputs]) };
}

/** The same function of x·diag(scales) + 2·scales. */
function scaled(seed: number): { model: Sequential; x: Tensor } {
  const { model, x } = teacher(seed);
  const { weight, bias } = model.layers[0] as Linear;
  const shifts = bias!.elements.map((b, i) => b - 2 * weight.elements.slice(i * inputs, (i + 1) * inputs).reduce((sum, w) => sum + w, 0)); // prettier-ignore
  bias!.replace(shifts);
  weight.replace(weight.elements.map((w, at) => w / scales[at % inputs]!));
  const numbers = x.toArray();
  return { model, x: generate(x.shape, (at) => scales[at % inputs]! * (numbers[at]! + 2)) };
}

/** κ* of H and of PᵀHP at the teacher, with P of the statistics of all examples. */
function stars({ model, x }: { model: Sequential; x: Tensor }): readonly [plain: number, bnp: number] {
  const target = detached(model.forward(x, Pass.training()));
  const h = hessian((pass) => mseLoss(model.forward(x, pass), target), model.parameters(), Pass.training());
  for (const use of h.pass.uses) use.weight.preconditioner!.observe!(observationOf([use]));
  const { nullity } = predictedNullity(model, x);
  const star = (operator: CurvatureOperator): number => {
    const { status, kappaStar } = conditionOf(spectrumOf(dense(operator)), { nullity });
    expect(status).toBe("certified");
    return kappaStar!.value;
  };
  return [star(h), star(preconditioned(h))];
}

describe.each([0, 1, 3, 6, 9])("κ* of teacher %d", (seed) => {
  const [white, bad] = [stars(teacher(seed)), stars(scaled(seed))];

  it("is at least ten times smaller by BNP where inputs are badly scaled", () => {
    expect(bad[0] / bad[1]).toBeGreaterThan(10);
  });

  it("is within a factor 2 of plain on white inputs: there is nothing to gain", () => {
    expect(white[1] / white[0]).toBeLessThan(2);
    expect(white[0] / white[1]).toBeLessThan(2);
  });

  it("by BNP on bad inputs is that of white inputs, up to what damping costs", () => {
    expect(bad[1] / white[1]).toBeLessThan(2);
    expect(white[1] / bad[1]).toBeLessThan(2);
  });
});
