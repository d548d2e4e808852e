/**
 * The predicted nullity: the span and not the sum, undefined where something is not understood, and nothing changed.
 */
import { LayerNorm, Linear, Sequential } from "../../layers/index.ts";
import { predictedNullity } from "../../probes/nullity.ts";
import { norm } from "../../probes/vectors.ts";
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
