/**
 * κ of what each affine layer sees, before and after centring and scaling, against matrices written out.
 */
import { Conv2d, Flatten, Linear, Pass, Sequential, observationOf } from "../../layers/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { affineConditioning, conditionOfRows } from "../../probes/affine-conditioning.ts";
import { hessian } from "../../probes/hessian.ts";
import { columnMoments, UserError } from "../../lib/index.ts";
import { Tensor, tensor } from "../../tensor/index.ts";
import { batch, matrixOf, valuesOfMatrix } from "../preconditioners/cases.ts";
import { conditionNumber as kappaOf, type Matrix } from "../preconditioners/dense.ts";
import { normal, stream, subject } from "./subjects.ts";

/** What one training pass of a model on x looks like. */
const looked = (model: { forward(x: Tensor, pass: Pass): Tensor }, x: Tensor): Pass => {
  const pass = Pass.training();
  model.forward(x, pass);
  return pass;
};

const single = (rows: Matrix, preconditioner = bnp()): Pass => {
  const layer = new Linear(rows[0]!.length, 2, { random: stream(0), preconditioner });
  return looked(layer, new Tensor(valuesOfMatrix(rows)));
};

const hat = (rows: Matrix): Matrix => rows.map((row) => [1, ...row]);

describe("an affine layer", () => {
  const rows = batch(stream(1), 25, 3);
  const { mean, variance } = columnMoments(Float64Array.from(rows.flat()), 25, 3);
  const shifted = rows.map((row) => row.map((x, c) => x - mean[c]!));
  const damping = 1e-2 * Math.max(...variance) + 1e-4;
  const scaled = shifted.map((row) => row.map((x, c) => x / Math.sqrt(variance[c]! + damping)));
  const [seen] = affineConditioning(single(rows));

  it("has κ of Ĥ, ĤU and ĤUD, with the statistics of its own rows", () => {
    expect(seen).toMatchObject({ layer: "weight", rows: 25, columns: 4 });
    expect(seen!.hat.kappa / kappaOf(hat(rows))).toBeCloseTo(1, 6);
    expect(seen!.centred!.kappa / kappaOf(hat(shifted))).toBeCloseTo(1, 6);
    expect(seen!.scaled!.kappa / kappaOf(hat(scaled))).toBeCloseTo(1, 6);
    expect(seen!.hat).toMatchObject({ rank: 4, gap: Infinity, kappaStar: seen!.hat.kappa });
  });

  it("takes the damping that it is told", () => {
    const [undamped] = affineConditioning(single(rows), { eps1: 0, eps2: 0 });
    expect(undamped!.hat.kappa).toBe(seen!.hat.kappa);
    expect(undamped!.scaled!.kappa).not.toBeCloseTo(seen!.scaled!.kappa, 3);
    const lengths = scaled.map((row) =>
      row.map((x, c) => x * Math.sqrt((variance[c]! + damping) / variance[c]!)),
    );
    expect(undamped!.scaled!.kappa / kappaOf(hat(lengths))).toBeCloseTo(1, 6);
  });

  it("has κ of ĤP with what its own BNP has learned, and none without one", () => {
    const pass = single(rows);
    const [use] = pass.uses;
    expect(affineConditioning(pass)[0]!.running!.kappa).toBeCloseTo(seen!.hat.kappa, 9); // P = I at first
    use!.weight.preconditioner!.observe!(observationOf([use!]));
    expect(affineConditioning(pass)[0]!.running!.kappa).toBeCloseTo(seen!.scaled!.kappa, 9);
    const plain = looked(new Linear(3, 1, { random: stream(2) }), new Tensor(valuesOfMatrix(rows)));
    expect(affineConditioning(plain)[0]!.running).toBeUndefined();
  });
});

describe("rank", () => {
  it("shows a constant feature, which makes κ infinite and leaves κ*", () => {
    const rows = batch(stream(3), 20, 2).map(([a, b]) => [a!, 5, b!]);
    const [seen] = affineConditioning(single(rows));
    expect(seen!.hat).toMatchObject({ rank: 3, kappa: Infinity });
    const without = kappaOf(rows.map(([a, , b]) => [Math.sqrt(26), a!, b!])); // [1, 5] spans one direction
    expect(seen!.hat.kappaStar / without).toBeCloseTo(1, 6);
    expect(seen!.hat.gap).toBeGreaterThan(1e6);
  });

  it("shows too few rows", () => {
    const [seen] = affineConditioning(single(batch(stream(4), 3, 6)));
    expect(seen).toMatchObject({ rows: 3, columns: 7, hat: { rank: 3, kappa: Infinity } });
    expect(Number.isFinite(seen!.hat.kappaStar)).toBe(true);
    expect(seen!.hat.singularValues).toHaveLength(3);
  });

  it("of zeros is 0, and κ* is 1: there are no other singular values to compare", () => {
    const zero = conditionOfRows({ entries: new Float64Array(6), rows: 3, columns: 2 });
    expect(zero).toMatchObject({ rank: 0, kappa: Infinity, kappaStar: 1 });
    expect([zero.interval.low <= 1, zero.interval.high]).toEqual([true, expect.closeTo(1, 14)]);
  });
});

describe("a network", () => {
  it("has one result a layer, in order", () => {
    const { model, x } = subject({ normalization: "bn", sizes: [3, 5, 4, 2] });
    expect(affineConditioning(looked(model, x)).map(({ layer, columns }) => [layer, columns])).toEqual([
      ["0.weight", 4],
      ["3.weight", 6],
      ["6.weight", 5],
    ]);
  });

  it("is seen in evaluation too, by a probe's own pass or one that keeps uses, and by no other", () => {
    const { model, x, loss } = subject({ normalization: "bn", sizes: [3, 5, 2] });
    const own = affineConditioning(hessian(loss, model.parameters(), Pass.evaluation()).pass);
    const keeping = Pass.evaluation({ uses: true });
    model.forward(x, keeping);
    expect(affineConditioning(keeping)).toEqual(own);
    expect(own.map(({ layer }) => layer)).toEqual(["0.weight", "3.weight"]);
    // The input of the first layer knows no mode; that of the second is what BN makes of it.
    const training = affineConditioning(looked(model, x));
    expect(own[0]).toEqual(training[0]);
    expect(own[1]!.hat.kappa).not.toBe(training[1]!.hat.kappa);
    const forgetting = Pass.evaluation();
    model.forward(x, forgetting);
    expect(() => affineConditioning(forgetting)).toThrow(
      new UserError(
        "affineConditioning: this pass for evaluation keeps nothing of what layers see. " +
          "Use Pass.evaluation({ uses: true }), or the pass of a probe.",
      ),
    );
  });

  it("without a bias cannot be centred, and is not", () => {
    const layer = new Linear(3, 2, { random: stream(5), bias: false });
    const x = normal(stream(6), [9, 3]);
    const [seen] = affineConditioning(looked(layer, x));
    expect(seen).toMatchObject({ columns: 3, centred: undefined, scaled: undefined });
    expect(seen!.hat.kappa / kappaOf(matrixOf(x.values))).toBeCloseTo(1, 6);
  });

  it("of convolutions takes a mean and variance a channel", () => {
    const random = stream(7);
    const model = new Sequential([new Conv2d(2, 3, 2, { random }), new Flatten()]);
    const images = normal(random, [6, 2, 3, 3]).toArray();
    // Channel 1 is shifted by 10: what one mean a channel takes out.
    const x = tensor(images.map((value, at) => (Math.floor(at / 9) % 2 === 1 ? value + 10 : value)), [6, 2, 3, 3]); // prettier-ignore
    const [seen] = affineConditioning(looked(model, x));
    expect(seen).toMatchObject({ rows: 24, columns: 9 });
    expect(seen!.hat.kappa / seen!.centred!.kappa).toBeGreaterThan(3);
    const meanOf = (channel: number): number => {
      const own = x.toArray().filter((_, at) => Math.floor(at / 9) % 2 === channel);
      return columnMoments(own, own.length, 1).mean[0]!;
    };
    const means = [meanOf(0), meanOf(1)];
    const windows = matrixOf(looked(model, x).uses[0]!.input.values);
    const moved = windows.map((row) => row.map((value, c) => value - means[c < 4 ? 0 : 1]!));
    expect(seen!.centred!.kappa / kappaOf(hat(moved))).toBeCloseTo(1, 6);
  });
});
