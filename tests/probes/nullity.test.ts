/**
 * The predicted nullity: the span and not the sum, undefined where something is not understood, and nothing changed.
 */
import { LayerNorm, Linear, Pass, Sequential } from "../../layers/index.ts";
import { predictedNullity, softmaxLayerNullity } from "../../probes/nullity.ts";
import { norm } from "../../probes/vectors.ts";
import { tensor } from "../../tensor/index.ts";
import { chain } from "./chains.ts";
import { fingerprint, normal, stream } from "./subjects.ts";

const x = normal(stream(1), [30, 3]);

describe("a predicted nullity", () => {
  it("is the number of independent directions, of length 1", () => {
    const predicted = predictedNullity(chain("4-bn-relu-2", stream(2), { inputs: 3 }), x, { softmax: true });
    expect(predicted.nullity).toBe(4 + 4 + 4 + 5);
    expect(predicted.parts.reduce((sum, { directions }) => sum + directions, 0)).toBe(17);
    for (const v of predicted.directions) expect(norm(v)).toBeCloseTo(1, 14);
  });

  it("counts a direction once that several symmetries give", () => {
    const model = chain("4-relu-2", stream(3), { inputs: 3 });
    const [, bias] = model.parameters();
    bias!.replace(Float64Array.of(-50, -50, 1, 1));
    const predicted = predictedNullity(model, x);
    const sum = predicted.parts.reduce((total, { directions }) => total + directions, 0);
    // The scale of a dead unit is among its own weights and the next layer's, which are all null.
    expect(predicted.nullity).toBe(sum - 2);
  });

  it("is 0 where there is none", () => {
    expect(predictedNullity(chain("4-tanh-1", stream(4), { inputs: 3 }), x)).toMatchObject({
      nullity: 0,
      parts: [],
      directions: [],
    });
  });

  it("is undefined, with the reason, where a layer is not understood", () => {
    const random = stream(5);
    const model = new Sequential([new Linear(3, 2, { random }), new LayerNorm(2)]);
    expect(predictedNullity(model, x)).toMatchObject({ nullity: undefined, unknown: ["1 LayerNorm(2)"] });
  });

  it("changes nothing", () => {
    const model = chain("4-bn-relu-2", stream(6), { inputs: 3 });
    const before = fingerprint(model);
    predictedNullity(model, x);
    expect(fingerprint(model)).toBe(before);
  });
});

describe("the zeros of a last layer behind a softmax", () => {
  const nullityOf = (bias: boolean, columns: (row: number[]) => number[]): number => {
    const rows = Array.from({ length: 30 }, (_, j) => columns([...x.toArray().slice(3 * j, 3 * j + 3)]));
    const layer = new Linear(rows[0]!.length, 4, { random: stream(8), bias });
    const pass = Pass.training();
    layer.forward(tensor(rows.flat(), [30, rows[0]!.length]), pass);
    return softmaxLayerNullity(pass.uses[0]!);
  };

  it.each([
    ["m + 1", true, (row: number[]) => row, 4],
    ["m without a bias", false, (row: number[]) => row, 3],
    [
      "as many whatever the scales and means",
      true,
      ([a, b, c]: number[]) => [a! * 1e-12, b! * 1e9, c! + 1e9],
      4,
    ],
    ["more with a constant input: one for each class", true, ([a, b]: number[]) => [a!, b!, 5], 4 + 3],
  ])("are %s", (_, bias, columns, expected) => {
    expect(nullityOf(bias, columns)).toBe(expected);
  });
});
