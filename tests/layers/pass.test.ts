/**
 * Pass: what it is for, what it keeps, and that it takes effect once.
 */
import { Random, UserError } from "../../lib/index.ts";
import {
  Activation,
  BatchNorm1d,
  Conv2d,
  Dropout,
  LayerNorm,
  Linear,
  Pass,
  Sequential,
  type Module,
} from "../../layers/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";

const random = (): Random => Random.stream(0, "pass");

describe("a training pass", () => {
  it("normalises by the batch, carries the stream it was given, and keeps uses and moments in order", () => {
    const stream = random();
    const pass = Pass.training({ random: stream });
    expect([pass.training, pass.statistics, pass.random]).toEqual([true, "batch", stream]);
    const [a, norm, b] = [
      new Linear(2, 3, { random: stream }),
      new BatchNorm1d(3),
      new Linear(3, 1, { random: stream }),
    ];
    const x = generate([4, 2], (i) => i * i);
    b.forward(norm.forward(a.forward(x, pass), pass), pass);
    expect(pass.uses.map((use) => use.weight)).toEqual([a.weight, b.weight]);
    expect([...pass.moments.keys()]).toEqual([norm]);
  });

  it("runs what is to be done at a step when it is committed, in order, and once", () => {
    const pass = Pass.training();
    const done: number[] = [];
    pass.onStep(() => done.push(1));
    pass.onStep(() => done.push(2));
    expect(done).toEqual([]);
    pass.checkFresh();
    pass.commit();
    expect(done).toEqual([1, 2]);
    for (const act of [() => pass.commit(), () => pass.checkFresh()]) {
      expect(act).toThrow(UserError);
      expect(act).toThrow(/already taken on this pass. Make a new one for every forward pass/);
    }
    expect(done).toEqual([1, 2]);
  });

  it("that is never committed leaves everything as it was", () => {
    const norm = new BatchNorm1d(2);
    norm.forward(tensor([[1, 2], [3, 5]]), Pass.training()); // prettier-ignore
    expect([...norm.running.mean, ...norm.running.variance]).toEqual([0, 0, 1, 1]);
  });
});

describe("a pass of evaluation", () => {
  it("normalises by running statistics unless told otherwise, and draws nothing", () => {
    expect(Pass.evaluation().statistics).toBe("running");
    expect(Pass.evaluation({ statistics: "batch" }).statistics).toBe("batch");
    const given = new Map();
    expect(Pass.evaluation({ statistics: given }).statistics).toBe(given);
    expect([Pass.evaluation().training, Pass.evaluation().random]).toEqual([false, undefined]);
  });

  it("keeps no uses and no effects, so that there is nothing to commit", () => {
    const pass = Pass.evaluation({ statistics: "batch" });
    const norm = new BatchNorm1d(2);
    new Linear(2, 2, { random: random() }).forward(norm.forward(tensor([[1, 2], [3, 5]]), pass), pass); // prettier-ignore
    expect([pass.collects, pass.uses]).toEqual([false, []]);
    expect(pass.moments.has(norm)).toBe(true);
    pass.commit();
    expect([...norm.running.mean]).toEqual([0, 0]);
  });

  it("keeps uses where it is told to, and still has no effects", () => {
    const pass = Pass.evaluation({ uses: true });
    const [layer, norm] = [new Linear(2, 2, { random: random() }), new BatchNorm1d(2)];
    const convolution = new Conv2d(1, 2, 1, { random: random() });
    norm.forward(layer.forward(tensor([[1, 2], [3, 5]]), pass), pass); // prettier-ignore
    convolution.forward(generate([1, 1, 2, 2], (i) => i), pass); // prettier-ignore
    expect([pass.collects, pass.training, pass.statistics]).toEqual([true, false, "running"]);
    expect(pass.uses.map(({ weight }) => weight)).toEqual([layer.weight, convolution.weight]);
    pass.commit();
    expect([...norm.running.mean]).toEqual([0, 0]);
  });
});

describe("whether a pass was consulted", () => {
  const x = generate([4, 2], (i) => i * i);
  const layers: readonly (readonly [string, Module, Tensor])[] = [
    ["Linear", new Linear(2, 2, { random: random() }), x],
    [
      "a convolution in groups",
      new Conv2d(2, 2, 1, { random: random(), groups: 2 }),
      generate([1, 2, 2, 2], (i) => i),
    ],
    ["BatchNorm1d", new BatchNorm1d(2), x],
    ["Dropout", new Dropout(0.5), x],
  ];

  it.each(layers)("is known of %s", (_, layer, input) => {
    const pass = Pass.evaluation();
    layer.forward(input);
    expect(pass.consulted).toBe(false);
    layer.forward(input, pass);
    expect(pass.consulted).toBe(true);
  });

  it("is not changed by asking, nor by a layer that knows no mode", () => {
    const pass = Pass.training();
    new Sequential([new Activation("tanh"), new LayerNorm(2)]).forward(x, pass);
    expect([pass.consulted, pass.consulted]).toEqual([false, false]);
  });
});
