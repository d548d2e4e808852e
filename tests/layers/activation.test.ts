/**
 * Activation: the operation of its name on every element, and a refusal of every other name.
 */
import * as autograd from "../../autograd/index.ts";
import { UserError } from "../../lib/index.ts";
import { Activation, activations, Pass, type Module, type ActivationName } from "../../layers/index.ts";
import { tensor } from "../../tensor/index.ts";

const names = Object.keys(activations) as ActivationName[];

describe("Activation", () => {
  it.each(names)("%s is the operation of that name, in training and in evaluation", (name) => {
    const x = tensor([[-2, -0.5, 0], [0.5, 2, 40]]); // prettier-ignore
    const layer: Module = new Activation(name);
    const expected = autograd[name](x);
    for (const y of [layer.forward(x), layer.forward(x, Pass.training())]) {
      expect(y.shape).toEqual([2, 3]);
      expect(y.toArray()).toEqual(expected.toArray());
    }
    expect(layer.describe()).toBe(name);
    expect(layer.parameters()).toEqual([]);
  });

  it.each(["Relu", "", "linear", "toString", "constructor", "__proto__"])(
    "refuses '%s' and names those there are",
    (name) => {
      const make = () => new Activation(name as ActivationName);
      expect(make).toThrow(UserError);
      expect(make).toThrow(`Activation: '${name}' is not one of ${names.join(", ")}.`);
    },
  );
});
