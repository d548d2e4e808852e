/**
 * A probe leaves parameters, running statistics, preconditioners and random streams as they were, to the last bit: in
 * every mode, for every operator, and when it throws half way. Told by a hash of all of them.
 */
import { Random } from "../../lib/index.ts";
import { BatchNorm1d, crossEntropy, Dropout, Linear, Module, Pass, Sequential } from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import {
  affineConditioning,
  changeOfVariables,
  conditionNumber,
  dense,
  diagonal,
  gaussNewton,
  hessian,
  layerBlock,
  layerCondition,
  neuronBlock,
  preconditioned,
  spectralMeasure,
  trace,
} from "../../probes/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { fingerprint, normal, stream } from "../probes/subjects.ts";

/** Lets a number of passes through, and then fails. */
class Fuse extends Module {
  left = Infinity;
  override forward(x: Tensor): Tensor {
    if (--this.left < 0) throw new Error("The fuse is blown.");
    return x;
  }
  override describe(): string {
    return "Fuse";
  }
}

class Subject {
  readonly random = Random.stream(0, "weights");
  readonly coins = Random.stream(0, "dropout");
  readonly fuse = new Fuse();
  readonly first = new Linear(3, 4, { random: this.random, preconditioner: bnp() });
  readonly model = new Sequential([
    this.first,
    new BatchNorm1d(4),
    new Dropout(0.25),
    this.fuse,
    new Linear(4, 2, { random: this.random, preconditioner: bnp() }),
  ]);
  readonly x = normal(stream(0), [10, 3]);
  readonly labels = Array.from({ length: 10 }, (_, i) => i % 2);

  constructor() {
    const optimizer = new SGD(this.model.parameters(), { learningRate: 0.1 });
    for (let step = 0; step < 3; step++) {
      const pass = this.training();
      optimizer.step(this.loss(pass), pass);
    }
  }

  readonly outputs = (pass: Pass): Tensor => this.model.forward(this.x, pass);
  readonly loss = (pass: Pass): Tensor => crossEntropy(this.outputs(pass), this.labels);
  readonly training = (): Pass => Pass.training({ random: this.coins });

  print(): string {
    return fingerprint(this.model, this.random, this.coins);
  }
}

describe("nothing is changed by", () => {
  const modes: Record<string, (s: Subject) => Pass> = {
    "train mode": (s) => s.training(),
    "eval mode": () => Pass.evaluation(),
  };
  const acts: Record<string, (s: Subject, pass: Pass) => unknown> = {
    "a dense Hessian": (s, pass) => dense(hessian(s.loss, s.model.parameters(), pass)),
    "its blocks": (s, pass) => {
      const h = hessian(s.loss, s.model.parameters(), pass);
      return [dense(layerBlock(h, s.first)), dense(neuronBlock(h, s.first, 1))];
    },
    "a Gauss-Newton matrix": (s, pass) =>
      dense(gaussNewton(s.outputs, (y) => crossEntropy(y, s.labels), s.model.parameters(), pass)),
    "a preconditioned Hessian": (s, pass) =>
      dense(preconditioned(hessian(s.loss, s.model.parameters(), pass))),
    "a condition number": (s, pass) => conditionNumber(hessian(s.loss, s.model.parameters(), pass)),
    "a bound on one": (s, pass) =>
      conditionNumber(hessian(s.loss, s.model.parameters(), pass), { denseUpTo: 1, steps: 4 }),
    "condition numbers of layers, and their inputs'": (s, pass) => {
      const h = hessian(s.loss, s.model.parameters(), pass);
      return [h.pass.uses.map((use) => layerCondition(h, use)), affineConditioning(h.pass)];
    },
    "estimates of trace, diagonal and spread": (s, pass) => {
      const h = hessian(s.loss, s.model.parameters(), pass);
      return [trace(h, { samples: 3 }), diagonal(h, { samples: 3 }), spectralMeasure(h, { steps: 3 })];
    },
    "the measure of stationarity": (s, pass) => hessian(s.loss, s.model.parameters(), pass).stationarity(),
  };
  const cells = Object.keys(acts).flatMap((act) => Object.keys(modes).map((mode) => [act, mode] as const));

  it.each(cells)("%s in %s", (act, mode) => {
    const subject = new Subject();
    const before = subject.print();
    acts[act]!(subject, modes[mode]!(subject));
    expect(subject.print()).toBe(before);
  });

  it.each(cells)("%s in %s, when the model throws", (act, mode) => {
    for (const left of [0, 1]) {
      const subject = new Subject();
      const before = subject.print();
      subject.fuse.left = left;
      expect(() => acts[act]!(subject, modes[mode]!(subject))).toThrow("The fuse is blown.");
      expect(subject.print()).toBe(before);
    }
  });

  it("which is not for lack of looking: a step changes the hash, and so does a coin", () => {
    const subject = new Subject();
    const prints = [subject.print()];
    subject.coins.uniform();
    prints.push(subject.print());
    const pass = subject.training();
    new SGD(subject.model.parameters(), { learningRate: 1e-12 }).step(subject.loss(pass), pass);
    prints.push(subject.print());
    changeOfVariables(subject.model.parameters());
    expect(new Set(prints).size).toBe(3);
  });
});
