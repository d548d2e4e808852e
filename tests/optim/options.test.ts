/**
 * Options of an optimizer: defaults, and a sentence for each that is refused. Ranges of numbers are in
 * tests/laws/option-ranges.test.ts.
 */
import { Parameter } from "../../layers/index.ts";
import { UserError } from "../../lib/index.ts";
import { validateOptions, type OptimizerOptions } from "../../optim/options.ts";
import { tensor } from "../../tensor/index.ts";

const [a, b] = ["a", "b"].map((name) => new Parameter(name, tensor([1])));

it("have defaults, and a rate becomes a schedule", () => {
  const { schedule, ...rest } = validateOptions([a!], { learningRate: 0.5 });
  expect([schedule(0), schedule(9)]).toEqual([0.5, 0.5]);
  expect(rest).toEqual({
    ...{ weightDecay: 0, decoupled: false, clip: undefined, space: "parameters", frozen: [] },
  });
  const falling = (step: number): number => 1 / (step + 1);
  expect(validateOptions([a!], { learningRate: falling }).schedule).toBe(falling);
});

it.each<[string, unknown, object | undefined, RegExp]>([
  ["a model", { parameters: [] }, { learningRate: 1 }, /no list of parameters\. Give model\.parameters\(\)/],
  ["no parameters", [], { learningRate: 1 }, /there are no parameters to train/],
  ["one twice", [a, a], { learningRate: 1 }, /a parameter is given twice/],
  [
    "one that is frozen",
    [a, b],
    { learningRate: 1, frozen: [b] },
    /'b' is given to be trained and to be frozen/,
  ],
  ["no rate", [a], undefined, /there is no learningRate/],
  ["a word for a rate", [a], { learningRate: "fast" }, /learningRate is "fast"\. Give a number/],
  [
    "another space",
    [a],
    { learningRate: 1, space: "z" },
    /space is "z": it must be parameters or preconditioned/,
  ],
])("refuse %s", (_, parameters, options, message) => {
  const act = (): unknown => validateOptions(parameters as Parameter[], options as OptimizerOptions);
  expect(act).toThrow(UserError);
  expect(act).toThrow(message);
});
