import { reshape } from "../../../autograd/index.ts";
import { localModel } from "../../../lab/theory/local.ts";
import { minimise } from "../../../lab/theory/newton.ts";
import { length, placeOf } from "../../../lab/theory/place.ts";
import { quadratic } from "../../../lab/theory/quadratic.ts";
import { misfit } from "../../../lab/theory/scan.ts";
import { binaryCrossEntropyWithLogits, Linear, type Pass } from "../../../layers/index.ts";
import { Random } from "../../../lib/index.ts";
import { tensor } from "../../../tensor/index.ts";
import { smallQuadratic } from "./small.ts";

it("finds the floor of a valley, and moves along it not at all", () => {
  const minimum = quadratic(2, smallQuadratic);
  const [theta] = minimum.parameters;
  const local = localModel(minimum);
  const home = placeOf(minimum.parameters);
  const away = local.directions.reduce((place, { move }) => place.map((x, i) => x + move[i]!), home);
  theta!.replace(away.slice());
  minimise(minimum);
  expect(length(placeOf(minimum.parameters).map((x, i) => x - home[i]!))).toBeLessThan(1e-12);
});

/** Four points on a line, labelled by sides, which a line can separate; or not. */
function line(labels: readonly number[]) {
  const layer = new Linear(1, 1, { random: Random.stream(0, "newton test") });
  const x = tensor([[-2], [-1], [1], [2]]);
  return {
    parameters: layer.parameters(),
    loss: (pass: Pass) => binaryCrossEntropyWithLogits(reshape(layer.forward(x, pass), [4]), labels),
    nullity: { count: 0, why: [] },
  };
}

it("finds the minimiser of a logistic loss on data that overlap", () => {
  const minimum = line([0, 1, 0, 1]);
  minimise(minimum);
  const local = localModel(minimum);
  expect(local.gradient).toBeLessThan(1e-15);
  expect(misfit(minimum, local)).toBeUndefined();
});

it("runs away on data that can be separated, however small the gradient: there is no minimiser", () => {
  const minimum = line([0, 0, 1, 1]);
  minimise(minimum);
  expect(length(placeOf(minimum.parameters))).toBeGreaterThan(10);
});
