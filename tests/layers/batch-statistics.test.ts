/**
 * The statistics of a whole set: evaluation by them is what training would give, for the set and for its parts.
 */
import { BatchNorm1d, batchStatistics, Linear, Pass, Sequential } from "../../layers/index.ts";
import { Random } from "../../lib/index.ts";
import { generate } from "../../tensor/index.ts";

it("are the moments of every batch normalisation, constants of no graph, and change nothing", () => {
  const random = Random.stream(0, "set");
  const norms = [new BatchNorm1d(4), new BatchNorm1d(4)];
  const model = new Sequential([
    new Linear(3, 4, { random }),
    norms[0]!,
    new Linear(4, 4, { random }),
    norms[1]!,
  ]);
  const x = generate([12, 3], () => random.normal());
  const before = norms.map((norm) => norm.statistics());
  const statistics = batchStatistics(model, x);
  expect([...statistics.keys()]).toEqual(norms);
  for (const { mean, variance } of statistics.values()) expect(mean.tracked || variance.tracked).toBe(false);
  expect(norms.map((norm) => norm.statistics())).toEqual(before);
  const pass = Pass.training();
  model.forward(x, pass);
  for (const norm of norms) {
    const [own, seen] = [statistics.get(norm)!, pass.moments.get(norm)!];
    expect(own.mean.toArray()).toEqual(seen.mean.toArray());
    expect(own.variance.toArray()).toEqual(seen.variance.toArray());
  }
});
