/**
 * Run by .ci/run in an empty folder in which the packed package is installed: `import` and `require` reach one
 * copy, and two steps of a network with BNP give finite losses and move every parameter. Only public names.
 */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as imported from "bnp";

const required = createRequire(import.meta.url)("bnp");
assert.ok(required.Tensor !== undefined, "require gives no Tensor");
assert.equal(imported.Tensor, required.Tensor, "import and require reach two copies");

const { Pass, Random, SGD, bnp, crossEntropy, mlp, tensor } = imported;
const model = mlp({
  sizes: [2, 8, 2],
  activation: "tanh",
  preconditioner: bnp(),
  random: Random.stream(0, "weights"),
});
const optimizer = new SGD(model.parameters(), { learningRate: 0.1 });
const x = tensor([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]);
const labels = Int32Array.from([0, 1, 1, 0]);

const before = model.parameters().map((parameter) => parameter.tensor.toArray());
for (let step = 0; step < 2; step++) {
  const pass = Pass.training();
  const loss = crossEntropy(model.forward(x, pass), labels);
  assert.ok(Number.isFinite(loss.item()), `the loss of step ${step} is ${loss.item()}`);
  optimizer.step(loss, pass);
}
model.parameters().forEach((parameter, i) => {
  assert.notDeepEqual(parameter.tensor.toArray(), before[i], `${parameter.name} did not move`);
});
