/**
 * Running statistics of batch normalisation, against their formula, and what may be loaded.
 */
import { DataError, Random } from "../../lib/index.ts";
import { RunningStatistics } from "../../layers/running-statistics.ts";
import { gap } from "../preconditioners/dense.ts";

const random = Random.stream(0, "running statistics");
const normals = (): Float64Array => Float64Array.from({ length: 3 }, () => random.normal());

it("blend the mean, and the unbiased variance, from 0 and 1", () => {
  const running = new RunningStatistics(3);
  const [momentum, values] = [0.1, 5];
  let [mean, variance] = [[0, 0, 0], [1, 1, 1]]; // prettier-ignore
  for (let step = 1; step <= 4; step++) {
    const [m, v] = [normals(), normals().map((x) => x * x)];
    const [old, oldVariance] = [running.mean, [...running.variance]];
    const before = [...old];
    running.absorb(m, v, values, momentum);
    expect([...old]).toEqual(before);
    mean = mean.map((x, i) => (1 - momentum) * x + momentum * m[i]!);
    variance = oldVariance.map((x, i) => (1 - momentum) * x + (momentum * v[i]! * values) / (values - 1));
    expect(gap([...running.mean, ...running.variance], [...mean, ...variance])).toBeLessThanOrEqual(1e-15);
    expect(running.steps).toBe(step);
  }
});

it("count a variance that overflows as the largest number", () => {
  const running = new RunningStatistics(1);
  running.absorb(Float64Array.of(0), Float64Array.of(Number.MAX_VALUE), 2, 1);
  expect(running.variance[0]).toBe(Number.MAX_VALUE);
});

it("are loaded as they were saved, and nothing impossible is", () => {
  const [saved, loaded] = [new RunningStatistics(3), new RunningStatistics(3)];
  saved.absorb(normals(), Float64Array.of(1, 2, NaN), 4, 0.3);
  loaded.load(saved.state(), "norm");
  expect(loaded.state()).toEqual(saved.state());
  for (const wrong of [{ "running.variance": [1, -1, 1] }, { steps: 1.5 }, { steps: -1 }]) {
    const act = (): void => {
      loaded.load({ ...saved.state(), ...wrong }, "norm");
    };
    expect(act).toThrow(DataError);
    expect(act).toThrow(/^norm: a variance below 0, or -?[\d.]+ steps, cannot be\./);
    expect(loaded.state()).toEqual(saved.state());
  }
});
