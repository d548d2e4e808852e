import { mul } from "../../../autograd/index.ts";
import { localModel } from "../../../lab/theory/local.ts";
import { network, type NetworkOptions } from "../../../lab/theory/networks.ts";
import { placeOf } from "../../../lab/theory/place.ts";
import { misfit } from "../../../lab/theory/scan.ts";
import { Pass } from "../../../layers/index.ts";
import { mseLoss } from "../../../layers/index.ts";
import { dense, gaussNewton, hessian } from "../../../probes/index.ts";
import { smallNetwork, smallSeed } from "./small.ts";

const outputs = (options: NetworkOptions, seed = smallSeed): Float64Array => {
  const { model, inputs } = network(seed, "none", options);
  return model.forward(inputs).toArray();
};

it.each([
  ["2-bn-tanh-1", { bias: false }, 2],
  ["2-bn-tanh-1", {}, 4],
  ["2-bn-tanh-1", { bias: false, eps: 1e-3 }, 2],
  ["3-bn-tanh-1", { bias: false, affine: false }, 3],
  ["2-tanh-bn-1", {}, 4],
  ["2-tanh-1", {}, 0],
] as const)("%s with %j has %d zeros, predicted and counted", (layers, options, zeros) => {
  const minimum = network(1, "bn", { inputs: 3, layers, examples: 60, ...options });
  const local = localModel(minimum);
  expect([minimum.nullity.count, local.condition.zero]).toEqual([zeros, zeros]);
  expect(misfit(minimum, local)).toBeUndefined();
});

it("is its own teacher: loss and gradient are 0, and the Hessian is the Gauss-Newton matrix", () => {
  const { model, inputs, parameters, loss } = network(smallSeed, "none", smallNetwork);
  const h = hessian(loss, parameters, Pass.training());
  expect([h.loss.item(), ...h.gradient].every((x) => x === 0)).toBe(true);
  const target = model.forward(inputs, Pass.training());
  const g = gaussNewton(
    (pass) => model.forward(inputs, pass),
    (y) => mul(0.5, mseLoss(y, target)),
    parameters,
    Pass.training(),
  );
  const [a, b] = [dense(h).entries, dense(g).entries];
  a.forEach((value, i) => expect(value).toBeCloseTo(b[i]!, 13));
});

it("with noise is at a minimum that is not the teacher, with a loss above 0", () => {
  const minimum = network(smallSeed, "none", { ...smallNetwork, decades: 0, shift: 0, noise: 0.1 });
  const local = localModel(minimum);
  expect(local.gradient).toBeLessThan(1e-13);
  expect(local.condition.negative).toBe(0);
  expect(minimum.loss(Pass.training()).item()).toBeGreaterThan(1e-4);
  expect(placeOf(minimum.parameters)).not.toEqual(placeOf(network(smallSeed, "none", { ...smallNetwork, decades: 0, shift: 0 }).parameters)); // prettier-ignore
});

it("computes the same function in whatever units its inputs are", () => {
  const white = outputs({ ...smallNetwork, decades: 0, shift: 0 });
  const scaled = outputs({ ...smallNetwork, decades: 2, shift: 3 });
  white.forEach((y, i) => expect(scaled[i]!).toBeCloseTo(y, 12));
});

it("has one θ* for every method", () => {
  const [plain, bnp] = (["none", "bnp"] as const).map((method) => network(smallSeed, method, smallNetwork));
  expect(placeOf(plain!.parameters)).toEqual(placeOf(bnp!.parameters));
  expect(bnp!.parameters.map(({ preconditioner }) => preconditioner!.name)).toEqual(
    new Array(4).fill("frozen bnp"),
  );
});

it("sees with undamped BNP no units at all: κ* of PᵀHP is the same number", () => {
  const star = (units: Partial<NetworkOptions>): number =>
    localModel(
      network(smallSeed, "bnp", {
        ...smallNetwork,
        decades: 0,
        shift: 0,
        damping: { eps1: 0, eps2: 0 },
        ...units,
      }),
    ).kappaStar;
  const white = star({});
  expect(star({ decades: 1 }) / white).toBeCloseTo(1, 8);
  expect(star({ decades: 2, shift: 2 }) / white).toBeCloseTo(1, 6);
});
