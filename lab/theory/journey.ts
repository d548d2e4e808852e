/**
 * A run from far away: another network's weights as the start, the optimizer as it is used, statistics of BNP running.
 *
 * A picture beside the table. No assumption of the rate holds on the way, and which minimum is reached, if any, is not
 * told by the theory; what it says about the end can be compared by eye.
 */
import { Pass } from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import { localModel } from "./local.ts";
import { network, type NetworkOptions } from "./networks.ts";
import { moveTo, placeOf } from "./place.ts";
import { capital, count, named } from "./race.ts";
import type { Curve, Exhibit, TheoryMethod } from "./record.ts";

const steps = 4000;

export function journey(seed: number, methods: readonly TheoryMethod[], options: NetworkOptions): Exhibit {
  const runs = methods.map((method) => runOf(seed, method, options));
  return {
    name: "journey",
    title: "From far away: the weights of another teacher",
    y: "loss, relative to the start",
    curves: runs.map(({ curve }) => curve),
    findings: [
      "Nothing is held to this: it is not local, not convex, and BNP’s statistics run along with θ. α = 1/λmax of a minimum that it may never reach.",
      ...runs.map(
        ({ method, least }) =>
          `${capital(named(method))}: after ${count(steps)} steps the loss is ${least.toExponential(1)} of its start.`,
      ),
    ],
  };
}

function runOf(seed: number, method: TheoryMethod, options: NetworkOptions) {
  const { largest } = localModel(network(seed, method, options));
  const { parameters, loss } = network(seed, method, { ...options, learning: true });
  moveTo(parameters, placeOf(network(seed + 1, method, options).parameters));
  const optimizer = new SGD(parameters, { learningRate: 1 / largest.eigenvalue });
  const [x, y]: [number[], number[]] = [[], []];
  let first = 0;
  let last = 0;
  for (let step = 0; step <= steps; step++) {
    const pass = Pass.training();
    const value = loss(pass);
    last = value.item();
    if (step === 0) first = last;
    else if (step < 20 || step % Math.ceil(step / 20) === 0) {
      x.push(step);
      y.push(last / first);
    }
    optimizer.step(value, pass);
  }
  const curve: Curve = { label: method, group: method, x, y, predicted: false };
  return { method, curve, least: last / first };
}
