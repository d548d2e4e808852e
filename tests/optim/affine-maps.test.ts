/**
 * The affine maps of a pass: which there are, which the loss reaches, and what their preconditioner is given. Their gradients
 * are compared with the long way in tests/optim/gradients.test.ts.
 */
import { Conv2d, Linear, Pass } from "../../layers/index.ts";
import { Random } from "../../lib/index.ts";
import { affineMaps, isReached, observe, parametersOf, type Cotangents } from "../../optim/affine-maps.ts";
import { identity, type Observation, type PreconditionerChoice } from "../../preconditioners/index.ts";
import { generate, ones } from "../../tensor/index.ts";

const random = Random.stream(0, "maps");
const x = generate([4, 3], () => random.normal());

/** The identity, noting what it observes. */
const noting = (seen: Observation[], needsCotangents: boolean): PreconditionerChoice => ({
  name: "noting",
  create: (geometry) =>
    Object.assign(identity().create(geometry), {
      ...(needsCotangents && { needsCotangents: true as const }),
      observe: (one: Observation) => (seen.push(one), () => seen.pop()),
    }),
});

it("are one for a weight, however often it is used, and only those with a parameter that is trained", () => {
  const [a, b] = [3, 2].map((outputs) => new Linear(3, outputs, { random }));
  const pass = Pass.training();
  for (const layer of [a!, b!, a!]) layer.forward(x, pass);
  const all = new Set([...a!.parameters(), ...b!.parameters()]);
  expect(affineMaps(pass.uses, all).map(({ weight, uses }) => [weight, uses.length])).toEqual([
    [a!.weight, 2],
    [b!.weight, 1],
  ]);
  const [only] = affineMaps(pass.uses, new Set([b!.bias!]));
  expect(parametersOf(only!)).toEqual([b!.weight, b!.bias]);
});

it("are reached through an output whose gradient is factored, or through weight or bias", () => {
  const pass = Pass.training();
  const [dense, conv] = [new Linear(3, 2, { random }), new Conv2d(1, 2, 1, { random })];
  dense.forward(x, pass);
  conv.forward(ones([1, 1, 2, 2]), pass);
  const maps = affineMaps(pass.uses, new Set([...dense.parameters(), ...conv.parameters()]));
  const reached = (found: Cotangents): boolean[] => maps.map((map) => isReached(map, found));
  const outputs = pass.uses.map(({ output }) => [output, output] as const);
  expect(reached(new Map())).toEqual([false, false]);
  expect(reached(new Map(outputs))).toEqual([true, false]);
  expect(reached(new Map([dense, conv].map((one) => [one.bias!.tensor, ones([2])])))).toEqual([true, true]);
});

it.each([true, false])("are observed with cotangents if the preconditioner needs them: %s", (needs) => {
  const seen: Observation[] = [];
  const layer = new Linear(3, 2, { random, preconditioner: noting(seen, needs) });
  const pass = Pass.training();
  const y = layer.forward(x, pass);
  const [map] = affineMaps(pass.uses, new Set(layer.parameters()));
  const undo = observe(map!, new Map([[y, ones(y.shape)]]));
  expect(seen.map(({ rows, cotangents }) => [rows, cotangents?.shape])).toEqual([
    [4, needs ? [4, 2] : undefined],
  ]);
  undo!();
  expect(seen).toEqual([]);
});
