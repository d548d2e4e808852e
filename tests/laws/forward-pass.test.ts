/**
 * A forward pass changes nothing: not in training mode, not under derivatives of any order, not when it throws half way.
 * Everything that is remembered of it takes effect in `optimizer.step`, or never.
 */
import { grad, hvp, mean, pullback, square, sub, sum } from "../../autograd/index.ts";
import { Random, type RandomState } from "../../lib/index.ts";
import {
  Activation,
  BatchNorm1d,
  batchStatistics,
  LayerNorm,
  Linear,
  Module,
  Pass,
  Sequential,
} from "../../layers/index.ts";
import { Adam } from "../../optim/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { generate, type Tensor } from "../../tensor/index.ts";

/** Fails, and so leaves a forward pass half done, unless told not to. */
class Fuse extends Module {
  blown = false;
  override forward(x: Tensor): Tensor {
    if (this.blown) throw new Error("The fuse is blown.");
    return x;
  }
  override describe(): string {
    return "Fuse";
  }
}

/** A model with a layer of every kind, some training behind it, and the streams it was made from. */
class Subject {
  readonly random = Random.stream(0, "model");
  readonly passRandom = Random.stream(0, "pass");
  readonly norm = new BatchNorm1d(5);
  readonly fuse = new Fuse();
  readonly model: Sequential;
  readonly x: Tensor;

  constructor() {
    const options = { random: this.random, preconditioner: bnp() };
    this.model = new Sequential([
      new Linear(4, 5, options),
      this.norm,
      new Activation("gelu"),
      new Linear(5, 5, { random: this.random }),
      this.fuse,
      new LayerNorm(5),
      new Activation("relu"),
      new Linear(5, 2, options),
    ]);
    const data = Random.stream(0, "data");
    this.x = generate([6, 4], () => data.normal());
    const optimizer = new Adam(this.model.parameters(), { learningRate: 0.01 });
    for (let i = 0; i < 3; i++) {
      const pass = this.pass();
      optimizer.step(this.loss(pass), pass);
    }
  }

  pass(): Pass {
    return Pass.training({ random: this.passRandom });
  }

  loss(pass?: Pass): Tensor {
    return mean(square(sub(this.model.forward(this.x, pass), 1)));
  }

  /** The bytes of everything that a probe must leave alone. */
  bytes(): string {
    const { mean: runningMean, variance } = this.norm.running;
    const arrays = [
      ...this.model.parameters().map((p) => p.elements),
      runningMean,
      variance,
      this.x.toArray(),
    ];
    const states = this.model.parameters().map((p) => p.preconditioner?.state());
    const streams: RandomState[] = [this.random.state(), this.passRandom.state()];
    const hex = arrays.map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength).toString("hex"));
    return JSON.stringify([hex, states, streams]);
  }
}

describe("nothing is changed by", () => {
  const acts: Record<string, (s: Subject) => void> = {
    "a forward pass in evaluation": (s) => s.model.forward(s.x),
    "a forward pass in training": (s) => s.model.forward(s.x, s.pass()),
    "many of them on one pass": (s) => {
      const pass = s.pass();
      for (let i = 0; i < 3; i++) s.model.forward(s.x, pass);
    },
    "full-batch statistics, and evaluation with them": (s) => {
      const statistics = batchStatistics(s.model, s.x);
      s.model.forward(s.x, Pass.evaluation({ statistics }));
    },
    "a pullback to every parameter, in training": (s) =>
      pullback(s.loss(s.pass()), s.model.parameters().map((p) => p.tensor)), // prettier-ignore
    "a second pullback through the first": (s) => {
      const tensors = s.model.parameters().map((p) => p.tensor);
      const gradients = pullback(s.loss(s.pass()), tensors);
      pullback(gradients, tensors, gradients);
    },
    "a gradient and a Hessian product in the input": (s) => {
      const f = (x: Tensor): Tensor => sum(square(s.model.forward(x, s.pass())));
      grad(f)(s.x);
      hvp(f, s.x, s.x);
    },
    "a forward pass that throws half way": (s) => {
      s.fuse.blown = true;
      expect(() => s.loss(s.pass())).toThrow("The fuse is blown.");
    },
    "a gradient whose forward pass throws half way": (s) => {
      s.fuse.blown = true;
      expect(() => grad((x: Tensor) => sum(s.model.forward(x, s.pass())))(s.x)).toThrow("The fuse is blown.");
    },
  };

  it.each(Object.entries(acts))("%s", (_, act) => {
    const subject = new Subject();
    const before = subject.bytes();
    act(subject);
    expect(subject.bytes()).toBe(before);
  });

  it("which is not for lack of looking: a step changes parameters, both kinds of statistics, and no stream", () => {
    const subject = new Subject();
    const [before, running, state] = [
      subject.model.parameters().map((p) => [...p.elements]),
      subject.norm.running,
      subject.model.parameters()[0]!.preconditioner!.state(),
    ];
    const bytes = subject.bytes();
    const pass = subject.pass();
    new Adam(subject.model.parameters(), { learningRate: 0.01 }).step(subject.loss(pass), pass);
    expect(subject.bytes()).not.toBe(bytes);
    subject.model.parameters().forEach((p, i) => expect([...p.elements]).not.toEqual(before[i]));
    expect(subject.norm.running.mean).not.toEqual(running.mean);
    expect(subject.norm.running.variance).not.toEqual(running.variance);
    expect(subject.model.parameters()[0]!.preconditioner!.state()).not.toEqual(state);
    expect(subject.random.state()).toEqual(new Subject().random.state());
  });
});

describe("the outcome of training", () => {
  /** Parameters and statistics after some steps, with something done between them. */
  function trained(between: (s: Subject) => void): string {
    const subject = new Subject();
    const optimizer = new Adam(subject.model.parameters(), { learningRate: 0.01 });
    for (let i = 0; i < 5; i++) {
      between(subject);
      const pass = subject.pass();
      const loss = subject.loss(pass);
      between(subject);
      optimizer.step(loss, pass);
    }
    return subject.bytes();
  }

  it("is the same to the last bit with probes between the steps, and inside them", () => {
    const quiet = trained(() => undefined);
    const probed = trained((s) => {
      const tensors = s.model.parameters().map((p) => p.tensor);
      const gradients = pullback(s.loss(s.pass()), tensors);
      pullback(gradients, tensors, gradients);
      batchStatistics(s.model, s.x);
    });
    expect(probed).toBe(quiet);
  });

  it("is the same to the last bit in a second run", () => {
    expect(trained(() => undefined)).toBe(trained(() => undefined));
  });
});
