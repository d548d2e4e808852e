/**
 * The zeros of a Hessian at a minimum are as many as the layers predict, one network after another.
 *
 * Each network is its own teacher: the targets are its outputs, so the gradient is exactly 0, the Hessian is the
 * Gauss-Newton matrix and positive semidefinite, and 200 examples are many more than there are parameters. For softmax
 * the targets are the probabilities that the network itself gives.
 */
import { detached, logSoftmax, mean, mul, softmax } from "../../autograd/index.ts";
import { mseLoss, Pass, type Sequential } from "../../layers/index.ts";
import {
  conditionOf,
  dense,
  hessian,
  predictedNullity,
  spectrumOf,
  type ConditionNumber,
} from "../../probes/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import { chain, type ChainOptions } from "../probes/chains.ts";
import { normal, stream } from "../probes/subjects.ts";

/** The network's Hessian where it is its own teacher. */
function atMinimum(model: Sequential, x: Tensor, isSoftmax: boolean): ConditionNumber {
  const target = detached(model.forward(x, Pass.training()));
  const probabilities = isSoftmax ? softmax(target) : target;
  const loss = (pass: Pass): Tensor => {
    const outputs = model.forward(x, pass);
    if (!isSoftmax) return mseLoss(outputs, target);
    const classes = outputs.shape[1]!;
    return mul(-classes, mean(mul(probabilities, logSoftmax(outputs))));
  };
  const h = hessian(loss, model.parameters(), Pass.training());
  const { nullity } = predictedNullity(model, x, { softmax: isSoftmax });
  return conditionOf(spectrumOf(dense(h)), { nullity });
}

// Two to four hidden units h; the count beside each is the table of the theory: h for a Linear-BN, h more for its bias, …
const cases: readonly (readonly [string, ChainOptions, boolean, number])[] = [
  ["4-tanh-2", { inputs: 3 }, false, 0],
  ["3-relu-2", { inputs: 3 }, false, 3], // h
  ["3-bn-tanh-2", { inputs: 3, bias: false }, false, 3], // h
  ["3-bn-tanh-2", { inputs: 3, bias: false, eps: 1e-3 }, false, 3], // h, by γ
  ["3-bn-tanh-2", { inputs: 3 }, false, 6], // h + h
  ["3-bn-tanh-2", { inputs: 3, affine: false, bias: false }, false, 3], // h
  ["3-bn-relu-2", { inputs: 3 }, false, 9], // h + h + h
  ["3-tanh-bn-2", { inputs: 3 }, false, 6], // 2h
  ["3-relu-bn-2", { inputs: 3 }, false, 9], // 3h
  ["3-tanh-3", { inputs: 2 }, true, 4], // m + 1
  ["3", { inputs: 4 }, true, 5], // m + 1
  ["3-relu-3", { inputs: 2 }, true, 7], // h + m + 1
];

it.each(cases)("%s with %j, softmax %s: %d zeros", (line, options, isSoftmax, count) => {
  const model = chain(line, stream(31), options);
  const x = normal(stream(32), [200, options.inputs]);
  const result = atMinimum(model, x, isSoftmax);
  expect(result.nullity).toBe(count);
  expect(result.negative).toBe(0);
  expect(result.zero).toBe(count);
  expect(result.stationarity!).toBeLessThanOrEqual(1e-12);
  expect(result.status).toBe(count === 0 ? "certified" : "singular");
});

it("and one more a unit for each constant or redundant input", () => {
  const model = chain("4-tanh-2", stream(33), { inputs: 4 });
  const x = normal(stream(34), [200, 4]).toArray();
  for (let j = 0; j < 200; j++) {
    x[4 * j + 1] = 0.3; // constant
    x[4 * j + 3] = x[4 * j]! - 2 * x[4 * j + 2]!; // redundant
  }
  expect(atMinimum(model, tensor(x, [200, 4]), false)).toMatchObject({
    nullity: 8,
    zero: 8,
    status: "singular",
  });
});

it("which would be others with a wrong prediction: then nothing is certain", () => {
  const model = chain("3-bn-tanh-2", stream(31), { inputs: 3 });
  const x = normal(stream(32), [200, 3]);
  const target = detached(model.forward(x, Pass.training()));
  const h = hessian((pass) => mseLoss(model.forward(x, pass), target), model.parameters(), Pass.training());
  expect(conditionOf(spectrumOf(dense(h)), { nullity: 3 }).status).toBe("ambiguous");
});
