/**
 * mlp: where each method puts its normalisation, and that the weights do not depend on the method.
 */
import { Random, UserError } from "../../lib/index.ts";
import { Linear, mlp, type MlpOptions } from "../../layers/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { generate } from "../../tensor/index.ts";
import { everyMethod, inputsAndLabels, oneStep } from "./networks.ts";

const base = (seed = 0): MlpOptions => ({
  sizes: [4, 6, 5, 3],
  activation: "relu",
  random: Random.stream(seed, "weights"),
});
const lines = (options: Partial<MlpOptions>): string[] =>
  mlp({ ...base(), ...options }).layers.map((layer) => layer.describe());

describe("mlp", () => {
  it.each([
    [undefined, ["relu"], ["relu"]],
    ["bn", ["relu", "BatchNorm1d(6)"], ["relu", "BatchNorm1d(5)"]],
    ["bn-pre", ["BatchNorm1d(6)", "relu"], ["BatchNorm1d(5)", "relu"]],
    ["ln", ["relu", "LayerNorm(6)"], ["relu", "LayerNorm(5)"]],
    ["gn", ["relu", "GroupNorm(6, 1 group)"], ["relu", "GroupNorm(5, 1 group)"]],
    ["renorm", ["relu", "BatchRenorm(6)"], ["relu", "BatchRenorm(5)"]],
  ] as const)(
    "with normalisation %s has its layers in the documented places, none at the input",
    (normalization, first, second) => {
      const found = lines(normalization === undefined ? {} : { normalization });
      expect(found).toEqual(["Linear(4 → 6)", ...first, "Linear(6 → 5)", ...second, "Linear(5 → 3)"]);
    },
  );

  it("without hidden layers is one affine map", () => {
    expect(lines({ sizes: [4, 2], normalization: "bn" })).toEqual(["Linear(4 → 2)"]);
  });

  it.each(["xavier", "he"] as const)(
    "starts every method from the same %s weights, and leaves the stream at the same place",
    (initializer) => {
      const methods: Partial<MlpOptions>[] = [
        ...everyMethod.map(([, method]) => method),
        { activation: "sigmoid" },
      ];
      expect(methods.length).toBe(13);
      const starts = methods.map((method) => {
        const options = { ...base(), initializer, ...method };
        const linears = mlp(options).layers.filter((layer) => layer instanceof Linear);
        return [linears.map((l) => [...l.weight.elements, ...l.bias!.elements]), options.random.state()];
      });
      for (const start of starts) expect(start).toEqual(starts[0]);
    },
  );

  it("draws the weights layer by layer from the stream, and nothing else", () => {
    const options = base();
    const stream = base().random;
    const linears = mlp(options).layers.filter((layer) => layer instanceof Linear);
    for (const { inputs, outputs, weight } of linears) {
      expect(new Linear(inputs, outputs, { random: stream }).weight.elements).toEqual(weight.elements);
    }
    expect(options.random.state()).toEqual(stream.state());
  });

  it("starts others from another seed or another initialiser; xavier unless given", () => {
    const weights = (options: MlpOptions): number[] => [...mlp(options).parameters()[0]!.elements];
    expect(weights(base(1))).not.toEqual(weights(base(0)));
    expect(weights({ ...base(), initializer: "he" })).not.toEqual(weights(base()));
    expect(weights({ ...base(), initializer: "xavier" })).toEqual(weights(base()));
  });

  it("gives every Linear the preconditioner, and nothing else one", () => {
    const model = mlp({ ...base(), normalization: "bn", preconditioner: bnp() });
    expect(model.parameters().map((p) => `${p.name} ${p.preconditioner?.name ?? "-"}`)).toEqual([
      "0.weight bnp",
      "0.bias bnp",
      "2.weight -",
      "2.bias -",
      "3.weight bnp",
      "3.bias bnp",
      "5.weight -",
      "5.bias -",
      "6.weight bnp",
      "6.bias bnp",
    ]);
  });

  it.each(everyMethod)("with %s goes down in one step", (_, method) => {
    const batch = inputsAndLabels([6, 4], 3);
    const [before, after] = oneStep(mlp({ ...base(), activation: "tanh", ...method }), batch, 1e-3);
    expect(after).toBeLessThan(before);
  });

  it("maps [N, first] to [N, last]", () => {
    expect(mlp(base()).forward(generate([7, 4], () => 1)).shape).toEqual([7, 3]);
  });

  it.each([
    [{ sizes: [4] }, /sizes \[4\]: give at least the widths of input and output/],
    [{ sizes: [] }, /sizes \[\]/],
    [{ sizes: [4, 0, 2] }, /Linear: outputs is 0: a whole/],
    [{ activation: "swish" as "relu" }, /'swish' is not one of relu/],
    [{ normalization: "none" as "bn" }, /mlp: normalization 'none' is not one of bn, bn-pre, ln, gn, renorm/],
    [
      { normalization: "none" as "bn", sizes: [4, 2] },
      /mlp: normalization 'none' is not one of bn, bn-pre, ln, gn, renorm/,
    ],
    [{ initializer: "kaiming" as "he" }, /mlp: initializer 'kaiming' is not one of xavier, he/],
    [{ initializer: "toString" as "he" }, /mlp: initializer 'toString' is not one of xavier, he/],
  ])("refuses %j", (options, message) => {
    const make = () => mlp({ ...base(), ...options });
    expect(make).toThrow(UserError);
    expect(make).toThrow(message);
  });
});
