/**
 * Intervals of layer blocks against exact condition numbers (decimal.js, 110 digits): the truth is inside every time, and
 * none is wider than a hundred times the error that is made. The long run is in certified-intervals.deep.ts.
 */
import { mseLoss, Linear, Pass } from "../../layers/index.ts";
import { Random } from "../../lib/index.ts";
import { type BatchNormalizationPreconditioner, bnp } from "../../preconditioners/index.ts";
import { affineConditioning, conditionNumber, gaussNewton, layerCondition, preconditioned } from "../../probes/index.ts"; // prettier-ignore
import { tensor } from "../../tensor/index.ts";
import { figuresOf, judgeLayers, kinds } from "../probes/certified-layers.ts";
import { exactRows, ownRows, randomInputs } from "../probes/exact-blocks.ts";
import { conditionNumber as exactCondition, exact, gram } from "../probes/exact-matrices.ts";
import { observationOfRows } from "../preconditioners/cases.ts";

/** A layer of m inputs that all have this mean and deviation, which has seen its own rows. */
function layerOf(m: number, mean: number, sd: number, eps: { eps1: number; eps2: number }) {
  const random = Random.stream(m, "certified");
  const h = Array.from({ length: 64 }, () => Array.from({ length: m }, () => mean + sd * random.normal()));
  const layer = new Linear(m, 1, { random, preconditioner: bnp(eps) });
  const p = layer.weight.preconditioner as BatchNormalizationPreconditioner;
  const x = tensor(h.flat(), [64, m]);
  p.observe(observationOfRows(x.values));
  const a = gaussNewton(
    (pass) => layer.forward(x, pass),
    (y) => mseLoss(y, tensor(new Float64Array(64), [64, 1])),
    layer.parameters(),
    Pass.training(),
  );
  const rows = exactRows(h, { p, ...eps });
  return { layer, a, exactSquare: exactCondition(gram(rows, m + 1)) };
}

const holds = ({ low, high }: { low: number; high: number }, square: ReturnType<typeof exact>): boolean =>
  exact(low).pow(2).lte(square) && exact(high).pow(2).gte(square);

const damped = { eps1: 1e-2, eps2: 1e-4 };
const cases = [
  [1, 1e8, 1, damped],
  [2, 101325, 3, damped],
  [3, 2024, 0.5, damped],
  [1, 1, 1e-8, { eps1: 0, eps2: 0 }],
] as const;

describe.each(cases)("%d inputs of mean %d and deviation %d", (m, mean, sd, eps) => {
  const { layer, a, exactSquare } = layerOf(m, mean, sd, eps);

  it("PᵀHP has a certified κ, to 14 digits and with the exact one in its interval", () => {
    const found = layerCondition(a, layer, { preconditioned: true });
    if (found.status !== "certified") throw new Error(found.reason);
    expect(exact(found.kappa.low).lte(exactSquare) && exact(found.kappa.high).gte(exactSquare)).toBe(true);
    expect(found.kappa.high / found.kappa.low - 1).toBeLessThan(1e-14);
    expect(found.certifies).toBe("layer block");
  });

  it("κ(ĤP) is its root, in an interval of its own", () => {
    const { interval } = affineConditioning(a.pass)[0]!.running!;
    expect(holds(interval, exactSquare)).toBe(true);
    expect(interval.high / interval.low - 1).toBeLessThan(1e-14);
  });

  it("written out as a matrix, it is certified with the exact κ in its interval, or not at all", () => {
    const found = conditionNumber(preconditioned(a));
    if (found.kind !== "spectrum" || found.status !== "certified") {
      expect(found.status).toBe("ambiguous");
      return;
    }
    expect(exact(found.kappa.low).lte(exactSquare) && exact(found.kappa.high).gte(exactSquare)).toBe(true);
    expect(found.certifies).toBe("computed matrix");
  });
});

it.each([0, 1, 2, 3])("κ of Ĥ, ĤU and ĤUD is in its interval, whatever the means and scales: %d", (seed) => {
  const random = Random.stream(seed, "inputs");
  const m = 1 + random.integer(5);
  const h = randomInputs(random, m, { largestMean: 1e12, decades: 6 }).batch(m + 2 + random.integer(20));
  const layer = new Linear(m, 1, { random });
  const pass = Pass.training();
  layer.forward(tensor(h.flat(), [h.length, m]), pass);
  const damping = seed % 2 === 0 ? damped : { eps1: 0, eps2: 0 };
  const { hat, centred, scaled } = affineConditioning(pass, damping)[0]!;
  const exactly = { hat: exactRows(h), centred: ownRows(h), scaled: ownRows(h, damping) };
  for (const [name, { interval }] of Object.entries({ hat, centred: centred!, scaled: scaled! })) {
    const square = exactCondition(gram(exactly[name as keyof typeof exactly], m + 1));
    expect([name, holds(interval, square)]).toEqual([name, true]);
    expect([name, interval.high / interval.low - 1 < 1e-13]).toEqual([name, true]);
  }
});

it.each([
  ["softmax", 200],
  ["softmax", 600], // products of two probabilities underflow
  ["softmax", 720], // and a probability is below the least normal number
  ["logistic", 600],
  ["logistic", 720],
] as const)("a %s that is certain of every row, by logits of %d", (loss, certainty) => {
  const { outside, refused } = figuresOf(judgeLayers({ loss, largestMean: 10, decades: 1, certainty }, 1));
  expect([outside, refused]).toEqual([0, 0]);
});

it.each(kinds.map((kind, i) => [kind.loss, kind, [6, 3, 2][i]!] as const))(
  "random layers with means up to 10¹² deviations: %s",
  (_, kind, layers) => {
    const { outside, refused, worst, widest } = figuresOf(judgeLayers(kind, layers));
    expect([outside, refused]).toEqual([0, 0]);
    expect(worst).toBeLessThanOrEqual(1);
    expect(widest).toBeLessThanOrEqual(100);
  },
);
