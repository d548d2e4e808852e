import { freeze, frozen, FrozenPreconditioner } from "../../../lab/theory/frozen.ts";
import { placeOf } from "../../../lab/theory/place.ts";
import { Linear, mseLoss, Pass } from "../../../layers/index.ts";
import { Random } from "../../../lib/index.ts";
import { SGD } from "../../../optim/index.ts";
import { bnp } from "../../../preconditioners/index.ts";
import { elementsOf, generate, valuesOf } from "../../../tensor/index.ts";
import { observationOfRows } from "../../preconditioners/cases.ts";

const random = Random.stream(0, "frozen test");
const x = generate([20, 3], () => 2 + random.normal());
const y = generate([20, 1], () => random.normal());
const layerOf = (choice = frozen(bnp())): Linear =>
  new Linear(3, 1, { random: Random.stream(1, "frozen test"), preconditioner: choice });

const gradients = (layer: Linear): number[] => {
  const p = layer.weight.preconditioner!;
  const { weight, bias } = p.apply({
    weight: valuesOf(Float64Array.of(1, -2, 3), [1, 3]),
    bias: valuesOf(Float64Array.of(4), [1]),
  });
  return [...elementsOf(weight), ...elementsOf(bias!)];
};

it("is the identity until it is shown something, and what the choice makes of it from then on", () => {
  const layer = layerOf();
  expect(gradients(layer)).toEqual([1, -2, 3, 4]);
  freeze((pass) => layer.forward(x, pass));
  const live = layerOf(bnp());
  live.weight.preconditioner!.observe!(observationOfRows(x.values));
  expect(gradients(layer)).toEqual(gradients(live));
  expect(layer.weight.preconditioner!.name).toBe("frozen bnp");
});

it("learns nothing from steps, where the choice itself would", () => {
  const layers = [layerOf(), layerOf(bnp())] as const;
  freeze((pass) => layers[0].forward(x, pass));
  const after = layers.map((layer) => {
    const before = JSON.stringify(layer.weight.preconditioner!.state());
    const optimizer = new SGD(layer.parameters(), { learningRate: 0.1 });
    const pass = Pass.training();
    optimizer.step(mseLoss(layer.forward(x, pass), y), pass);
    return JSON.stringify(layer.weight.preconditioner!.state()) === before;
  });
  expect(after).toEqual([true, false]);
});

it("takes the same step as the choice itself on the batch that it was shown", () => {
  const [one, other] = [layerOf(), layerOf(bnp())];
  freeze((pass) => one.forward(x, pass));
  for (const layer of [one, other]) {
    const pass = Pass.training();
    new SGD(layer.parameters(), { learningRate: 0.1 }).step(mseLoss(layer.forward(x, pass), y), pass);
  }
  expect(placeOf(one.parameters())).toEqual(placeOf(other.parameters()));
});

it("hands on factor, gradients, state and load", () => {
  const layer = layerOf();
  freeze((pass) => layer.forward(x, pass));
  const p = layer.weight.preconditioner as FrozenPreconditioner;
  const copy = new FrozenPreconditioner(bnp().create({ inputs: 3, outputs: 1, bias: true, layer: "copy" }));
  copy.load(p.state());
  const g = { weight: valuesOf(Float64Array.of(1, 2, 3), [1, 3]), bias: valuesOf(Float64Array.of(4), [1]) };
  expect(copy.apply(g)).toEqual(p.apply(g));
  const through = copy.factor();
  const twice = through.times(through.transposeTimes(g));
  elementsOf(twice.weight).forEach((value, i) =>
    expect(value).toBeCloseTo(elementsOf(p.apply(g).weight)[i]!, 12),
  );
  const delta = valuesOf(Float64Array.from({ length: 20 }, (_, i) => Math.sin(i)), [20, 1]); // prettier-ignore
  expect(copy.gradients(x.values, delta)).toEqual(p.gradients(x.values, delta));
});
