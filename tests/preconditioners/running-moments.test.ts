/**
 * The three policies of running statistics, each against what it claims to be the statistics of.
 */
import { DataError, type Random } from "../../lib/index.ts";
import { bnp, statisticsPolicies, type StatisticsPolicy } from "../../preconditioners/index.ts";
import { RunningMoments } from "../../preconditioners/running-moments.ts";
import { batch, momentsOf, neurons, fromNeurons, valuesOfMatrix, worst, observationOfRows } from "./cases.ts";
import { gap, type Matrix } from "./dense.ts";

interface Run {
  readonly moments: RunningMoments;
  readonly batches: readonly Matrix[];
}

function run(random: Random, policy: StatisticsPolicy, rho: number, steps: number, rows: number): Run {
  const columns = 1 + random.integer(4);
  const moments = new RunningMoments(columns, policy, rho);
  const all = batch(random, rows * steps, columns);
  const batches = Array.from({ length: steps }, (_, t) => all.slice(t * rows, (t + 1) * rows));
  for (const one of batches) moments.observe(Float64Array.from(one.flat()), rows);
  return { moments, batches };
}

/** Mean and variance of a mixture of distributions with these weights, by the definition. */
function mixture(parts: readonly { weight: number; mean: number; variance: number }[]) {
  const mean = parts.reduce((sum, p) => sum + p.weight * p.mean, 0);
  const variance = parts.reduce((sum, p) => sum + p.weight * (p.variance + (p.mean - mean) ** 2), 0);
  return { mean, variance };
}

const column = (rows: Matrix, c: number): Matrix => rows.map((row) => [row[c]!]);

/** Gap between the running statistics and a mixture of N(0, 1) with weight ρᵗ and the batches with ρᵗ⁻ᵏ(1 − ρ). */
function gapToMixture({ moments, batches }: Run): number {
  const { rho } = moments;
  const exact = Array.from(moments.mean, (_, c) => {
    const seen = batches.map((rows, k) => {
      const { mean, variance } = momentsOf(column(rows, c));
      return { weight: (1 - rho) * rho ** (batches.length - 1 - k), mean: mean[0]!, variance: variance[0]! };
    });
    return mixture([{ weight: rho ** batches.length, mean: 0, variance: 1 }, ...seen]);
  });
  return Math.max(
    gap(
      moments.mean,
      exact.map((e) => e.mean),
    ),
    gap(
      moments.variance,
      exact.map((e) => e.variance),
    ),
  );
}

describe("total", () => {
  it("is the exact mean and variance of the mixture, the start N(0, 1) in it with weight ρᵗ", () => {
    const error = worst(100, "total", (random) => {
      const rho = random.between(0, 0.99);
      return gapToMixture(run(random, "total", rho, 1 + random.integer(30), 1 + random.integer(5)));
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("has weights that sum to 1, which `paper` has too, but `paper` misses the spread of the means", () => {
    const error = worst(20, "paper", (random) => gapToMixture(run(random, "paper", 0.9, 10, 3)));
    expect(error).toBeGreaterThan(0.1);
  });
});

describe("ramp", () => {
  it.each([0.9, 0.99])("is the exact cumulative mean and variance while 1 − 1/t < ρ = %d", (rho) => {
    const error = worst(50, "ramp", (random) => {
      const steps = 1 + random.integer(Math.floor(1 / (1 - rho)));
      expect(1 - 1 / steps).toBeLessThanOrEqual(rho);
      const { moments, batches } = run(random, "ramp", rho, steps, 1 + random.integer(5));
      const exact = momentsOf(batches.flat());
      return Math.max(gap(moments.mean, exact.mean), gap(moments.variance, exact.variance));
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("is `total` from its own statistics once 1 − 1/t ≥ ρ", () => {
    const error = worst(20, "after the ramp", (random) => {
      const { moments, batches } = run(random, "ramp", 0.5, 7, 3);
      const total = new RunningMoments(moments.mean.length, "total", 0.5);
      // At t = 2 the two memories are both ½: from the first batch's statistics on they are one.
      total.load({ ...total.state(), ...momentsList(batches[0]!) });
      for (const one of batches.slice(1)) total.observe(Float64Array.from(one.flat()), 3);
      return Math.max(gap(moments.mean, total.mean), gap(moments.variance, total.variance));
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("forgets the made-up start at its first batch", () => {
    const error = worst(20, "first", (random) => {
      const { moments, batches } = run(random, "ramp", 0.99, 1, 4);
      const exact = momentsOf(batches[0]!);
      return Math.max(gap(moments.mean, exact.mean), gap(moments.variance, exact.variance));
    });
    expect(error).toBeLessThanOrEqual(1e-15);
  });
});

const momentsList = (rows: Matrix) => {
  const { mean, variance } = momentsOf(rows);
  return { mean: [...mean], variance: [...variance] };
};

describe("paper", () => {
  it("is the weighted mean of batch means and of batch variances", () => {
    const error = worst(50, "paper", (random) => {
      const [rho, steps] = [random.between(0, 0.99), 1 + random.integer(20)];
      const { moments, batches } = run(random, "paper", rho, steps, 3);
      const each = batches.map((rows) => momentsOf(rows));
      const average = (start: number, values: readonly number[]): number =>
        values.reduce((sum, v, k) => sum + (1 - rho) * rho ** (steps - 1 - k) * v, start * rho ** steps);
      const means = Array.from(moments.mean, (_, c) =>
        average(
          0,
          each.map((e) => e.mean[c]!),
        ),
      );
      const variances = Array.from(moments.mean, (_, c) =>
        average(
          1,
          each.map((e) => e.variance[c]!),
        ),
      );
      return Math.max(gap(moments.mean, means), gap(moments.variance, variances));
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("at batch size 1 dies out as σ² = ρᵗ, so that what is left of σ̃² is ε₂", () => {
    const [rho, eps2, steps] = [0.9, 1e-4, 400];
    const error = worst(5, "paper at 1", (random) => {
      const inputs = 3;
      const rows = batch(random, steps, inputs);
      const preconditioner = bnp({ statistics: "paper", rho, eps2 }).create({
        inputs,
        outputs: 1,
        bias: true,
        layer: "l",
      });
      rows.forEach((row, t) => {
        preconditioner.observe?.(observationOfRows(valuesOfMatrix([row])));
        if (t === 9) {
          const { variance } = preconditioner.state();
          for (const v of variance as number[]) expect(Math.abs(v / rho ** 10 - 1)).toBeLessThan(1e-14);
        }
      });
      // Without a bias gradient apply divides by q²·σ̃², and q² = 3.
      const [, ...w] = neurons(preconditioner.apply(fromNeurons([[0, 1, 1, 1]])))[0]!;
      return Math.max(...w.map((x) => Math.abs(1 / (inputs * x) / eps2 - 1)));
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("at batch size 1 dies out where `ramp` keeps the variance of the data", () => {
    const error = worst(3, "kept", (random) => {
      const { moments, batches } = run(random, "ramp", 0.999, 4000, 1);
      return gap(moments.variance, momentsOf(batches.flat()).variance);
    });
    expect(error).toBeLessThan(0.25); // sampling: a memory of 1,000 rows
  });
});

describe("running statistics", () => {
  it.each(statisticsPolicies)(
    "of policy %s continue from their state through JSON, bit for bit",
    (policy) => {
      const error = worst(20, "state", (random) => {
        const { moments, batches } = run(random, policy, 0.9, 5, 2);
        const resumed = new RunningMoments(moments.mean.length, policy, 0.9);
        resumed.load(JSON.parse(JSON.stringify(moments.state())) as ReturnType<RunningMoments["state"]>);
        for (const each of [moments, resumed]) each.observe(Float64Array.from(batches[0]!.flat()), 2);
        expect(resumed.state()).toEqual(moments.state());
        return gap(resumed.mean, moments.mean);
      });
      expect(error).toBe(0);
    },
  );

  it("leave arrays handed out before as they were", () => {
    const moments = new RunningMoments(2, "ramp", 0.99);
    const { mean, variance } = moments;
    moments.observe(Float64Array.of(1, 2, 3, 4), 2);
    expect([...mean, ...variance]).toEqual([0, 0, 1, 1]);
    const state = moments.state();
    moments.observe(Float64Array.of(9, 9, 9, 9), 2);
    expect(state["mean"]).toEqual([2, 3]);
  });

  it.each(statisticsPolicies)("forget under %s what they are told to forget, the last first", (policy) => {
    const moments = new RunningMoments(2, policy, 0.9);
    const states = [moments.state()];
    const undo = [[1, 2, 3, 4], [5, 6, -7, 8], [0, 0, 9, 9]].map((batch) => {
      const back = moments.observe(Float64Array.from(batch), 2, 3);
      states.push(moments.state());
      return back;
    }); // prettier-ignore
    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(4);
    for (const i of [2, 1, 0]) {
      undo[i]!();
      expect(moments.state()).toEqual(states[i]);
    }
  });

  const good = { mean: [1, 2], variance: [1, 0], steps: 3, batch: 2 };

  it("load a state that is in order", () => {
    const moments = new RunningMoments(2, "ramp", 0.99);
    moments.load(good);
    expect(moments.state()).toEqual(good);
    moments.load({ mean: [0, 0], variance: [1, 1], steps: 0, batch: 0 });
    expect(moments.steps).toBe(0);
  });

  it.each([
    ["nothing", {}],
    ["a list that is too short", { ...good, mean: [1] }],
    ["a number for a list", { ...good, variance: 1 }],
    ["null for a list", { ...good, mean: null }],
    ["null in a list, as JSON writes NaN", { ...good, mean: [1, null] }],
    ["text in a list", { ...good, mean: ["1", "2"] }],
    ["text for a list", { ...good, mean: "ab" }],
    ["a variance below 0", { ...good, variance: [1, -1] }],
    ["an infinite mean", { ...good, mean: [Infinity, 0] }],
    ["no steps", { mean: good.mean, variance: good.variance, batch: 2 }],
    ["a part of a step", { ...good, steps: 1.5 }],
    ["steps below 0", { ...good, steps: -1 }],
    ["steps without rows", { ...good, batch: 0 }],
    ["NaN rows", { ...good, batch: NaN }],
  ])("refuse a state with %s, and stay as they were", (_, state) => {
    const moments = new RunningMoments(2, "ramp", 0.99);
    moments.observe(Float64Array.of(1, 2, 3, 4), 2);
    const before = moments.state();
    const load = () => moments.load(state as unknown as ReturnType<RunningMoments["state"]>);
    expect(load).toThrow(DataError);
    expect(load).toThrow(/BNP: expected a state with mean and variance of length 2/);
    expect(moments.state()).toEqual(before);
  });
});
