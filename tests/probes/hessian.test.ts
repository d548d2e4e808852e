/**
 * The Hessian operator against the engine's own rows, its point and its mode, and that it changes nothing.
 */
import { mean, mul, square, sum, tanh, untracked } from "../../autograd/index.ts";
import { Random } from "../../lib/index.ts";
import {
  BatchNorm1d,
  crossEntropy,
  Dropout,
  Linear,
  mseLoss,
  Parameter,
  Pass,
  Sequential,
} from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import { dense } from "../../probes/dense.ts";
import { hessian } from "../../probes/hessian.ts";
import { inner, norm, normals } from "../../probes/vectors.ts";
import { tensor } from "../../tensor/index.ts";
import { gap } from "../preconditioners/dense.ts";
import { concatenated, gradient, hessianRows } from "../support/network-derivatives.ts";
import { normal, stream, subject, teacherLoss } from "./subjects.ts";

describe("the Hessian of a network", () => {
  const kinds = [
    ["plain", {}],
    ["bn", { normalization: "bn" as const }],
    ["bn-pre", { normalization: "bn-pre" as const }],
  ] as const;

  it.each(kinds)("is the matrix of second derivatives: %s", (_, options) => {
    const { model, loss } = subject(options);
    const parameters = model.parameters();
    const h = hessian(loss, parameters, Pass.training());
    const problem = { parameters, loss: () => loss(Pass.training()) };
    expect(gap(dense(h).entries, concatenated(hessianRows(problem)))).toBeLessThanOrEqual(1e-13);
    expect(h.gradient).toEqual(gradient(problem));
    expect(h.loss.item()).toBe(loss(Pass.training()).item());
  });

  it.each(kinds)("is symmetric and linear: %s", (_, options) => {
    const { model, loss } = subject(options);
    const h = hessian(loss, model.parameters(), Pass.training());
    const [u, v] = [1, 2].map((seed) => normals(stream(seed), h.size));
    const [hu, hv] = [h.apply(u!), h.apply(v!)];
    expect(Math.abs(inner(u!, hv) - inner(v!, hu))).toBeLessThanOrEqual(1e-14 * norm(u!) * norm(hv));
    const both = h.apply(u!.map((x, i) => 2 * x - v![i]!));
    expect(gap(both, hu.map((x, i) => 2 * x - hv[i]!))).toBeLessThanOrEqual(1e-14); // prettier-ignore
  });

  it("is another one in train and in eval mode, and says which", () => {
    const { model, loss } = subject({ normalization: "bn" });
    const [train, evaluation] = [Pass.training(), Pass.evaluation()].map((pass) =>
      hessian(loss, model.parameters(), pass),
    );
    expect(gap(dense(train!).entries, dense(evaluation!).entries)).toBeGreaterThan(1e-2);
    expect([train!.mode, evaluation!.mode]).toEqual([
      "train mode (statistics of the batch)",
      "eval mode (running statistics)",
    ]);
    expect(train!.description).toBe(
      `Hessian by ${train!.layout.names()} (${train!.size} numbers), ${train!.mode}`,
    );
  });

  it("stays at its point when training goes on", () => {
    const { model, loss } = subject();
    const h = hessian(loss, model.parameters(), Pass.training());
    const v = normals(stream(0), h.size);
    const before = h.apply(v);
    const [weight] = model.parameters();
    const block = dense(h.restrictedTo([weight!])).entries;
    const pass = Pass.training();
    new SGD(model.parameters(), { learningRate: 0.5 }).step(loss(pass), pass);
    expect(h.apply(v)).toEqual(before);
    expect(dense(h.restrictedTo([weight!])).entries).toEqual(block);
    expect(gap(hessian(loss, model.parameters(), Pass.training()).apply(v), before)).toBeGreaterThan(1e-3);
  });

  it("restricted to some parameters is that part of the whole", () => {
    const { model, loss } = subject();
    const h = hessian(loss, model.parameters(), Pass.training());
    const [first] = model.parameters();
    const part = h.restrictedTo([first!]);
    const whole = dense(h).entries;
    const cut = Float64Array.from(
      { length: part.size ** 2 },
      (_, at) => whole[Math.floor(at / part.size) * h.size + (at % part.size)]!,
    );
    expect(gap(dense(part).entries, cut)).toBeLessThanOrEqual(1e-14);
    expect(part.gradient).toEqual(h.gradient.slice(0, part.size));
  });

  it("is of zeros for a parameter that the loss does not see", () => {
    const [w, lost] = [new Parameter("w", tensor([1, 2])), new Parameter("lost", tensor([3]))];
    const h = hessian(() => sum(mul(square(w.tensor), 0.5)), [w, lost], Pass.training());
    expect([...dense(h).entries]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it("is not made of nothing inside of untracked", () => {
    const { model, loss } = subject();
    const h = hessian(loss, model.parameters(), Pass.training());
    expect(() => untracked(() => h.restrictedTo(model.parameters()))).toThrow("inside of untracked");
    expect(() => untracked(() => h.byTensors([h.loss]))).toThrow("inside of untracked");
  });

  it("claims no mode where no layer was given the pass, and refuses where one should have been", () => {
    const w = new Parameter("w", tensor([1, 2]));
    const h = hessian(() => sum(square(w.tensor)), [w], Pass.training());
    expect(h.description).toBe("Hessian by w (2 numbers), no mode (no layer was given the pass)");
    expect(h.restrictedTo([w]).mode).toBe(h.mode);
    const { model, x, labels } = subject({ normalization: "bn" });
    const forgetful = () => crossEntropy(model.forward(x), labels);
    expect(() => hessian(forgetful, model.parameters(), Pass.training())).toThrow(
      /^hessian: no layer was given the pass, though '0\.weight' belongs to one/,
    );
  });

  it("needs a scalar", () => {
    const w = new Parameter("w", tensor([1, 2]));
    expect(() => hessian(() => tanh(w.tensor), [w], Pass.training())).toThrow(
      "hessian: the loss has shape [2], expected a scalar",
    );
  });

  it("of a network with dropout is that of the network with these coins", () => {
    const random = Random.stream(0, "weights");
    const model = new Sequential([
      new Linear(2, 4, { random }),
      new Dropout(0.5),
      new BatchNorm1d(4),
      new Linear(4, 1, { random }),
    ]);
    const x = normal(stream(3), [8, 2]);
    const loss = (pass: Pass) => mean(square(model.forward(x, pass)));
    const pattern = Pass.training({ random: Random.stream(0, "dropout") });
    const [one, two] = [0, 1].map(() => dense(hessian(loss, model.parameters(), pattern)).entries);
    expect(one).toEqual(two);
    expect(() => hessian(loss, model.parameters(), Pass.training())).toThrow("no random stream");
  });
});

describe("stationarity", () => {
  it("is 0 for a network that is its own teacher, and near 1 elsewhere", () => {
    const { model, x, loss } = subject();
    const at = hessian(teacherLoss(model, x), model.parameters(), Pass.training());
    expect(at.stationarity()).toBe(0);
    const away = hessian(loss, model.parameters(), Pass.training()).stationarity();
    expect(away).toBeGreaterThan(1e-3);
  });

  it("does not depend on the unit of the loss or of the parameters, and not on luck", () => {
    const { model, x } = subject();
    const target = normal(stream(4), [12, 2]);
    const scaled = (factor: number) => {
      const loss = (pass: Pass) => mul(factor, mseLoss(model.forward(x, pass), target));
      return hessian(loss, model.parameters(), Pass.training()).stationarity();
    };
    expect(scaled(1e-6) / scaled(1)).toBeCloseTo(1, 9);
    expect(scaled(1)).toBe(scaled(1));
    // ½(w − 1)ᵀ·diag(1, 4)·(w − 1) in w and in w/1000.
    const quadratic = (unit: number) => {
      const w = new Parameter("w", tensor([1.001 * unit, 1.002 * unit]));
      const loss = () => mul(0.5, sum(mul(square(mul(1 / unit, w.tensor)), tensor([1, 4]))));
      return hessian(loss, [w], Pass.training()).stationarity();
    };
    expect(quadratic(1000) / quadratic(1)).toBeCloseTo(1, 9);
  });

  it("of a classifier falls as its training goes on to a minimum", () => {
    const { model, x } = subject({ sizes: [3, 2] });
    const labels = [0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0];
    const loss = (pass: Pass) => crossEntropy(model.forward(x, pass), labels);
    const optimizer = new SGD(model.parameters(), { learningRate: 0.3 });
    const seen = [0, 0, 0].map(() => {
      for (let step = 0; step < 300; step++) {
        const pass = Pass.training();
        optimizer.step(loss(pass), pass);
      }
      return hessian(loss, model.parameters(), Pass.training()).stationarity();
    });
    expect(seen[2]).toBeLessThan(0.5 * seen[0]!);
  });
});
