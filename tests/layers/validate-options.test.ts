/**
 * What a caller without types gives in place of what was meant is told in a sentence, by the layer that was given it.
 */
import { Random, ShapeError, UserError } from "../../lib/index.ts";
import {
  BatchNorm1d,
  cnn,
  Conv1d,
  Conv2d,
  Flatten,
  GlobalAvgPool2d,
  GroupNorm,
  LayerNorm,
  Linear,
  MaxPool2d,
  mlp,
  Pass,
  Sequential,
  Unflatten,
  type Module,
} from "../../layers/index.ts";
import { inputError } from "../../layers/validate-options.ts";
import { bnp, identity } from "../../preconditioners/index.ts";
import { zeros } from "../../tensor/index.ts";

const random = Random.stream(0, "given");
const sizes = { sizes: [2, 3, 2], activation: "relu" } as const;
const untyped = (x: unknown): never => x as never;

describe("a layer is not made", () => {
  it.each([
    ["of a function that was not called", bnp, "the function bnp"],
    ["of a word", "bnp", '"bnp"'],
    ["of null", null, "null"],
  ])("%s for a preconditioner", (_, given, named) => {
    const preconditioner = untyped(given);
    const message = `${named} is no preconditioner. Give what a call returns: bnp() or identity().`;
    expect(() => new Linear(2, 3, { random, preconditioner })).toThrow(
      new UserError(`Linear(2 → 3): ${message}`),
    );
    expect(() => new Conv2d(2, 4, 3, { random, preconditioner })).toThrow(
      new UserError(`Conv2d(2 → 4): ${message}`),
    );
  });

  it("without a random stream", () => {
    const message =
      /^\w+\(2 → 3\): there is no random stream to draw the weights from\. Give \{ random: Random/;
    for (const options of [undefined, {}, { random: Math.random }, { random: 0 }]) {
      expect(() => new Linear(2, 3, untyped(options))).toThrow(message);
      expect(() => new Conv2d(2, 3, 1, untyped(options))).toThrow(message);
    }
    expect(() => mlp(untyped({ ...sizes }))).toThrow(message);
    expect(() => mlp(untyped({ ...sizes }))).toThrow(UserError);
    const images = { shape: [2, 4, 4], classes: 2, widths: [3, 3, 3, 3], activation: "relu" };
    expect(() => cnn(untyped(images))).toThrow(message);
  });

  it("and is of what it should be", () => {
    for (const preconditioner of [undefined, identity(), bnp()]) {
      expect(mlp({ ...sizes, random, ...(preconditioner && { preconditioner }) }).layers).toHaveLength(3);
    }
  });
});

describe("an input that is no tensor", () => {
  const layers: readonly Module[] = [
    new Linear(2, 3, { random }),
    new Conv2d(2, 3, 1, { random }),
    new Conv1d(2, 3, 1, { random }),
    new BatchNorm1d(2),
    new GroupNorm(1, 2),
    new LayerNorm(2),
    new MaxPool2d(2),
    new GlobalAvgPool2d(),
    new Flatten(),
    new Unflatten([2, 1, 1]),
  ];

  it.each(layers.map((layer) => [layer.describe(), layer] as const))("is told by %s", (name, layer) => {
    const rows = untyped([[1, 2]]);
    const message = `0 ${name} got an input that is no tensor. Make it one by tensor(…).`;
    for (const pass of [undefined, Pass.training()]) {
      expect(() => new Sequential([layer]).forward(rows, pass)).toThrow(new UserError(message));
    }
  });

  it("is told from a tensor of another shape", () => {
    const error = inputError("who", zeros([2, 3]), "expected [N, 2]");
    expect(error).toEqual(new ShapeError("who got an input of shape [2,3]: expected [N, 2]."));
    expect(error).toBeInstanceOf(ShapeError);
  });
});
