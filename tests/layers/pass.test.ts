/**
 * Pass: what it is for, what it keeps, and that it takes effect once.
 */
import { Random, UserError } from "../../lib/index.ts";
import { BatchNorm1d, Linear, Pass } from "../../layers/index.ts";
import { generate, tensor } from "../../tensor/index.ts";

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
    expect(pass.uses).toEqual([]);
    expect(pass.moments.has(norm)).toBe(true);
    pass.commit();
    expect([...norm.running.mean]).toEqual([0, 0]);
  });
});
