import { agree } from "../../bench/contest.ts";
import { mlpOf, smallCnn } from "../../bench/network.ts";
import { create } from "../../bench/ours/create.ts";
import { batchCount } from "../../bench/problem.ts";
import { links } from "../../bench/tasks.ts";

const network = mlpOf("sigmoid", [5, 4, 3]);

describe("our workloads", () => {
  it("train: the loss falls, by every method, and their first losses are those of one network", () => {
    const losses = (["plain", "bnp"] as const).map((method) =>
      create({ kind: "step", network, batch: 6, method, witnesses: 50 * batchCount }).witness(),
    );
    const total = (run: readonly number[]): number => run.reduce((a, b) => a + b);
    for (const run of losses) {
      expect(total(run.slice(-batchCount))).toBeLessThan(total(run.slice(0, batchCount)));
    }
    expect(losses[0]![0]).toBe(losses[1]![0]);
  });

  it("multiply: the operation and the triple loop show the same", () => {
    const size = { m: 4, k: 5, n: 6 };
    const [a, b] = (["product", "triple-loop"] as const).map((kind) => create({ kind, ...size }).witness());
    expect(a).toEqual(b);
  });

  it("differentiate: gradient and product show the same, whichever is timed", () => {
    const [a, b] = (["gradient", "hvp"] as const).map((kind) =>
      create({ kind, network, batch: 6 }).witness(),
    );
    expect(a).toEqual(b);
    expect(a!.every(Number.isFinite)).toBe(true);
    expect(a![0]).toBeGreaterThan(0);
  });

  it.each(links)("chain %s: as many as asked for, alike in both directions", (link) => {
    const [one, other] = (["forward", "backward"] as const).map((direction) => {
      const workload = create({ kind: "chain", link, direction, length: 20 });
      workload.run();
      return workload.witness();
    });
    expect(one).toEqual(other);
  });

  it("chain rows: a row is added as often as asked for", () => {
    const witness = create({ kind: "chain", link: "add-row", direction: "forward", length: 20 }).witness();
    expect(agree(witness, [3, 5, 7, 9, 1, 1, 1, 1])).toBe(true);
  });

  it("probe: the eigenvalues of the whole Hessian, counted by sign", () => {
    const witness = create({ kind: "whole-probe", network, batch: 6 }).witness();
    const [negative, zero, positive, largest] = witness as [number, number, number, number];
    expect(negative + zero + positive).toBe(5 * 4 + 4 + 4 * 3 + 3);
    expect(zero).toBeGreaterThan(0); // the same vector added to the weights of every class
    expect(largest).toBeGreaterThan(0);
  });

  it("endure: two readings of memory after every few steps", () => {
    const readings = create({
      kind: "endurance",
      network: smallCnn,
      batch: 2,
      method: "bnp",
      steps: 6,
      between: 2,
    }).witness();
    expect(readings).toHaveLength(6);
    for (const megabytes of readings) expect(megabytes).toBeGreaterThan(1);
  });
});
