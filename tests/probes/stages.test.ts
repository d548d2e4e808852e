/**
 * A network as a chain of stages: what is understood, and that nothing else is passed over in silence.
 */
import { Dropout, Flatten, LayerNorm, Linear, Pass, Sequential, type Module } from "../../layers/index.ts";
import { Random } from "../../lib/index.ts";
import { chainOf } from "../../probes/stages.ts";
import { chain } from "./chains.ts";
import { normal, stream } from "./subjects.ts";

function looked(model: Module, inputs: number) {
  const pass = Pass.training({ random: Random.stream(0, "dropout") });
  model.forward(normal(stream(0), [5, inputs]), pass);
  return chainOf(model, pass);
}

describe("a chain", () => {
  it("has a stage for each dense layer, with what comes after it", () => {
    const { stages, unknown } = looked(chain("4-bn-tanh-3-relu-2", stream(1), { inputs: 2 }), 2);
    expect(unknown).toEqual([]);
    expect(stages.map(({ between }) => between.map((layer) => layer.describe()))).toEqual([
      ["BatchNorm1d(4)", "tanh"],
      ["relu"],
      [],
    ]);
    expect(stages.map(({ use }) => use.input.shape)).toEqual([[5, 2], [5, 4], [5, 3]]); // prettier-ignore
  });

  it("reads through models inside models, and through layers that only change shapes", () => {
    const random = stream(2);
    const inner = new Sequential([new Flatten(), new Linear(2, 3, { random })]);
    const { stages, unknown } = looked(new Sequential([inner]), 2);
    expect([stages.length, unknown]).toEqual([1, []]);
  });

  it.each<[string, (random: Random) => Module, string]>([
    ["a layer it does not know", () => new LayerNorm(3), "1 LayerNorm(3)"],
    ["random layers", () => new Dropout(0.5), "1 Dropout(0.5)"],
  ])("names %s", (_, layer, found) => {
    const random = stream(3);
    const model = new Sequential([new Linear(2, 3, { random }), layer(random), new Linear(3, 1, { random })]);
    expect(looked(model, 2).unknown).toContain(found);
  });

  it("names what comes before the first dense layer, and dense layers with nothing between", () => {
    expect(looked(chain("bn-3", stream(4), { inputs: 2 }), 2).unknown).toEqual(["0 BatchNorm1d(2)"]);
    expect(looked(chain("3-2", stream(4), { inputs: 2 }), 2).unknown).toEqual([
      "0.weight feeds the next layer with nothing between",
    ]);
  });

  it("names a layer that is used twice", () => {
    const layer = new Linear(2, 2, { random: stream(5) });
    const unknown = looked(new Sequential([layer, new Flatten(), layer]), 2).unknown;
    expect(unknown).toContain("a layer that is used twice");
  });
});
