/**
 * Dropout: coins from the pass's stream, a mean that stays, and nothing in evaluation.
 */
import { pullback, sum } from "../../autograd/index.ts";
import { Random, UserError } from "../../lib/index.ts";
import { Dropout, Linear, Parameter, Pass, Sequential } from "../../layers/index.ts";
import { full, ones } from "../../tensor/index.ts";
import { normals } from "../support/loops.ts";
import { numbersOf } from "../support/tensors.ts";

const training = (seed = 0): Pass => Pass.training({ random: Random.stream(seed, "dropout") });
const x = normals(Random.stream(0, "x"), [20, 30]);

describe("Dropout", () => {
  it("sets elements to 0 or makes them 1/(1 − p) times larger", () => {
    const y = numbersOf(new Dropout(0.3).forward(x, training()));
    const dropped = y.filter((value, i) => {
      if (value !== 0) expect(value).toBeCloseTo(numbersOf(x)[i]! / 0.7, 14);
      return value === 0;
    });
    expect(dropped.length).toBeGreaterThan(0);
    expect(dropped.length).toBeLessThan(y.length);
  });

  it.each([0.1, 0.5, 0.9])("with probability %d drops that share and keeps the mean, within five deviations", (p) => {
    const count = 40_000;
    const y = numbersOf(new Dropout(p).forward(ones([count]), training()));
    const deviation = Math.sqrt((p * (1 - p)) / count);
    expect(Math.abs(y.filter((v) => v === 0).length / count - p)).toBeLessThan(5 * deviation);
    const mean = y.reduce((s, v) => s + v, 0) / count;
    expect(Math.abs(mean - 1)).toBeLessThan((5 * deviation) / (1 - p));
    expect(mean).not.toBe(1);
  }); // prettier-ignore

  it("draws the same coins from the same stream, others from another, and others at the next pass", () => {
    const layer = new Dropout(0.5);
    const by = (pass: Pass): number[] => numbersOf(layer.forward(x, pass));
    expect(by(training())).toEqual(by(training()));
    expect(by(training(1))).not.toEqual(by(training()));
    const random = Random.stream(0, "dropout");
    const [first, second] = [0, 1].map(() => by(Pass.training({ random })));
    expect(first).toEqual(by(training()));
    expect(second).not.toEqual(first);
  });

  it("in evaluation is the identity, with and without a pass, and draws nothing", () => {
    const layer = new Dropout(0.5);
    expect(layer.forward(x)).toBe(x);
    expect(layer.forward(x, Pass.evaluation({ statistics: "batch" }))).toBe(x);
  });

  it("with probability 0 is the identity, and needs no stream", () => {
    expect(new Dropout(0).forward(x, Pass.training())).toBe(x);
  });

  it("passes cotangents back through the same coins", () => {
    const input = new Parameter("x", ones([200]));
    const y = new Dropout(0.4).forward(input.tensor, training());
    const [g] = pullback(sum(y), [input.tensor]);
    expect(numbersOf(g!)).toEqual(numbersOf(y));
  });

  it("keeps NaN visible, since 0·NaN is NaN", () => {
    const y = numbersOf(new Dropout(0.5).forward(full([50], NaN), training()));
    expect(y.every(Number.isNaN)).toBe(true);
  });

  it("says where the stream is missing, and how to give one", () => {
    const random = Random.stream(0, "weights");
    const model = new Sequential([new Linear(30, 2, { random }), new Dropout(0.5)]);
    const forward = () => model.forward(x, Pass.training());
    expect(forward).toThrow(UserError);
    expect(forward).toThrow(
      '1 Dropout(0.5): the pass has no random stream to draw from. Use Pass.training({ random: Random.stream(seed, "dropout") }).',
    );
  });

  it.each([1, 1.5, -0.1, NaN])("refuses the probability %d", (p) => {
    expect(() => new Dropout(p)).toThrow(
      new UserError(`Dropout: probability is ${p}: a finite number from 0 and below 1 is needed.`),
    );
  });
});
