import { type PartialConfig, resolveConfig } from "../../../lab/training/config.ts";
import { buildOptimizer, optimizerNames } from "../../../lab/training/optimizers.ts";
import { mlp } from "../../../layers/index.ts";
import { Random } from "../../../lib/index.ts";
import { optimizerClasses } from "../../optim/classes.ts";

const parameters = mlp({ sizes: [2, 3], activation: "relu", random: Random.stream(0, "w") }).parameters();
/** The class of the name in any case; momentum is SGD with a default. */
const classOf = (optimizer: string): unknown =>
  [...optimizerClasses].find(
    ([name]) => name.toLowerCase() === (optimizer === "momentum" ? "sgd" : optimizer),
  )![1];

it.each(optimizerNames)(
  "makes %s with the rate, the decay and the warm-up of the configuration",
  (optimizer) => {
    const config = resolveConfig({ optimizer, weightDecay: 0.25, warmup: 4 });
    const made = buildOptimizer(config, parameters, 0.5);
    expect(made.constructor).toBe(classOf(optimizer));
    expect(made.parameters).toEqual(parameters);
    expect(made.weightDecay).toBe(0.25);
    expect(made.decoupled).toBe(optimizer === "adamw");
    const rates = [0, 1, 2, 3, 4, 100].map((step) => made.schedule(step));
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
    expect(rates[0]).toBeLessThan(0.25);
    expect(rates.slice(-2)).toEqual([0.5, 0.5]);
  },
);

it("works in the space of the configuration", () => {
  const space = (layer: PartialConfig): string => buildOptimizer(resolveConfig(layer), parameters, 0.1).space;
  expect(space({})).toBe("parameters");
  for (const optimizer of ["rmsprop", "adam", "adamw"] as const) {
    expect(space({ optimizer })).toBe("preconditioned");
    expect(space({ optimizer, optimizerSpace: "parameters" })).toBe("parameters");
  }
  for (const optimizer of ["sgd", "momentum"] as const) {
    expect(space({ optimizer, optimizerSpace: "preconditioned" })).toBe("preconditioned");
  }
});

it("gives SGD its momentum, and none unless asked", () => {
  for (const [layer, momentum] of [
    [{}, 0],
    [{ momentum: 0.5 }, 0.5],
    [{ optimizer: "momentum" }, 0.9],
  ] as const) {
    expect(buildOptimizer(resolveConfig(layer), parameters, 0.1)).toHaveProperty("momentum", momentum);
  }
});
