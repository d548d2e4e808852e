/**
 * Losses against their definitions, their gradients in closed form, and their tails. (Differences of every order are
 * swept with all other operations.)
 */
import { grad, hessian, mul, sub } from "../../autograd/index.ts";
import { DataError, type Random, ShapeError } from "../../lib/index.ts";
import { binaryCrossEntropyWithLogits, crossEntropy, mseLoss } from "../../layers/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";
import { matrixOf, worst } from "../preconditioners/cases.ts";
import { gap } from "../preconditioners/dense.ts";

const drawn = (random: Random, shape: readonly number[]): Tensor =>
  generate(shape, () => 2 * random.normal());

describe("crossEntropy", () => {
  it("is the mean of −log of the share that the label's class has, with gradient (softmax − one-hot)/N", () => {
    const error = worst(50, "crossEntropy", (random) => {
      const [n, classes] = [1 + random.integer(5), 1 + random.integer(5)];
      const logits = drawn(random, [n, classes]);
      const labels = Array.from({ length: n }, () => random.integer(classes));
      const shares = matrixOf(logits.values).map((row) => {
        const powers = row.map(Math.exp);
        const total = powers.reduce((a, b) => a + b, 0);
        return powers.map((p) => p / total);
      });
      const value = shares.reduce((sum, row, j) => sum - Math.log(row[labels[j]!]!) / n, 0);
      const slope = shares.flatMap((row, j) => row.map((p, c) => (p - (c === labels[j] ? 1 : 0)) / n));
      const g = grad((x: Tensor) => crossEntropy(x, labels))(logits).toArray();
      const largest = Math.max(...g.map((x, i) => Math.abs(x - slope[i]!)));
      return Math.max(Math.abs(crossEntropy(logits, labels).item() - value), largest);
    });
    expect(error).toBeLessThanOrEqual(1e-14);
  });

  it("does not see a shift of all logits of an example, however large", () => {
    const [logits, labels] = [tensor([[1, 2, -1], [0, 3, 1]]), [2, 0]]; // prettier-ignore
    const [near, far] = [logits, mul(1, sub(logits, -4096))].map((x) => crossEntropy(x, labels).item());
    expect(far).toBeCloseTo(near!, 12);
  });

  it("keeps its digits where the share is next to 1, and stays finite where it is 0", () => {
    expect(crossEntropy(tensor([[40, 0]]), [0]).item()).toBeCloseTo(Math.exp(-40), 30);
    expect(crossEntropy(tensor([[0, 1000]]), [0]).item()).toBe(1000);
  });

  it("does not look at the logits of other classes but in the sum: one may be −∞, for a class that is ruled out", () => {
    const [logits, without] = [tensor([[1, -Infinity, 2]]), tensor([[1, 2]])]; // prettier-ignore
    const value = (x: Tensor, label: number): number => crossEntropy(x, [label]).item();
    expect([value(logits, 2), value(logits, 0)]).toEqual([value(without, 1), value(without, 0)]);
    const g = grad((x: Tensor) => crossEntropy(x, [2]))(logits).toArray();
    const [first, last] = grad((x: Tensor) => crossEntropy(x, [1]))(without).toArray();
    expect([...g]).toEqual([first, 0, last]);
    expect(value(logits, 1)).toBe(Infinity);
  });

  it("has (diag(s) − s·sᵀ)/N as its second derivative in each example, next to certainty too", () => {
    const t = Math.exp(-40);
    const h = hessian((x: Tensor) => crossEntropy(x, [1, 0]))(tensor([[0, 0], [0, -40]])); // prettier-ignore
    expect([...h.toArray()].map((value, i) => (i < 8 ? value : value / t))).toEqual(
      [0.125, -0.125, 0, 0, -0.125, 0.125, 0, 0, 0, 0, 0.5, -0.5, 0, 0, -0.5, 0.5].map(
        (v) => expect.closeTo(v, 14) as number,
      ),
    );
  });

  it("of two classes is softplus of their difference, to the third derivative and far into the tail", () => {
    const [along, labels] = [tensor([[0, 1]]), [0]]; // prettier-ignore
    const third = grad(grad(grad((s: Tensor) => crossEntropy(mul(s, along), labels))));
    for (const s of [-40, -3, 0.5, 3, 40]) {
      const t = Math.exp(-Math.abs(s));
      const expected = (-Math.sign(s) * t * (1 - t)) / (1 + t) ** 3; // σ″(s)
      expect(third(tensor(s)).item() / expected).toBeCloseTo(1, 13);
    }
  });

  it("of equal logits is log of the number of classes", () => {
    for (const classes of [1, 2, 10]) {
      expect(
        crossEntropy(
          generate([3, classes], () => 5),
          [0, 0, 0],
        ).item(),
      ).toBeCloseTo(Math.log(classes), 14);
    }
  });

  it("takes labels of any array kind", () => {
    const logits = tensor([[1, 2], [3, 4]]); // prettier-ignore
    expect(crossEntropy(logits, Uint8Array.of(0, 1)).item()).toBe(crossEntropy(logits, [0, 1]).item());
  });

  it.each([
    [[2, 3], [0], ShapeError, /logits \[2,3\] and 1 labels/],
    [[3], [0, 1, 2], ShapeError, /logits \[3\]/],
    [[0, 3], [], ShapeError, /N ≥ 1/],
    [[2, 3], [0, 3], DataError, /label 3 of example 1 is not a class from 0 to 2/],
    [[1, 3], [-1], DataError, /label -1 of example 0/],
    [[1, 3], [0.5], DataError, /label 0.5/],
    [[1, 3], [NaN], DataError, /label NaN/],
  ])("refuses logits of shape %j with labels %j", (shape, labels, kind, message) => {
    const call = () =>
      crossEntropy(
        generate(shape, () => 0),
        labels,
      );
    expect(call).toThrow(kind);
    expect(call).toThrow(message);
  });
});

describe("binaryCrossEntropyWithLogits", () => {
  it("is the mean of −t·log σ(x) − (1 − t)·log(1 − σ(x)), with gradient (σ − t)/n", () => {
    const error = worst(50, "bce", (random) => {
      const logits = drawn(random, [3, 2]);
      const targets = Array.from({ length: 6 }, (_, i) => (i < 3 ? random.integer(2) : random.uniform()));
      const sigma = Array.from(logits.toArray(), (x) => 1 / (1 + Math.exp(-x)));
      const value = sigma.reduce((sum, s, i) => sum - (targets[i]! * Math.log(s) + (1 - targets[i]!) * Math.log1p(-s)) / 6, 0); // prettier-ignore
      const slope = sigma.map((s, i) => (s - targets[i]!) / 6);
      const g = grad((x: Tensor) => binaryCrossEntropyWithLogits(x, targets))(logits).toArray();
      const difference = Math.abs(binaryCrossEntropyWithLogits(logits, targets).item() - value);
      return Math.max(difference, ...g.map((x, i) => Math.abs(x - slope[i]!)));
    });
    expect(error).toBeLessThanOrEqual(1e-14);
  });

  it("of a logit is the cross-entropy of the two classes with logits 0 and x", () => {
    const error = worst(20, "two classes", (random) => {
      const x = 5 * random.normal();
      const pair = crossEntropy(tensor([[0, x]]), [1]).item();
      return gap([binaryCrossEntropyWithLogits(tensor([x]), [1]).item()], [pair]);
    });
    expect(error).toBeLessThanOrEqual(1e-14);
  });

  it("keeps its digits in both tails, and stays finite", () => {
    for (const [x, t] of [
      [40, 1],
      [-40, 0],
    ] as const) {
      const loss = binaryCrossEntropyWithLogits(tensor([x]), [t]).item();
      expect(loss / Math.exp(-40)).toBeCloseTo(1, 12);
    }
    expect(binaryCrossEntropyWithLogits(tensor([-1000]), [1]).item()).toBe(1000);
  });

  it.each([
    [[2, 2], [0, 1], ShapeError, /logits \[2,2\] and 2 targets/],
    [[0], [], ShapeError, /one target a logit/],
    [[2], [0, 1.5], DataError, /target 1.5 of logit 1 is not in \[0, 1\]/],
    [[2], [NaN, 1], DataError, /target NaN of logit 0/],
  ])("refuses logits of shape %j with targets %j", (shape, targets, kind, message) => {
    const call = () =>
      binaryCrossEntropyWithLogits(
        generate(shape, () => 0),
        targets,
      );
    expect(call).toThrow(kind);
    expect(call).toThrow(message);
  });
});

describe("mseLoss", () => {
  it("is the mean square of the difference over all elements, with gradient 2(a − b)/n for a", () => {
    const error = worst(50, "mse", (random) => {
      const [a, b] = [drawn(random, [3, 4]), drawn(random, [3, 4])];
      const gaps = a.toArray().map((x, i) => x - b.toArray()[i]!);
      const value = gaps.reduce((sum, d) => sum + d * d, 0) / 12;
      const g = grad((x: Tensor) => mseLoss(x, b))(a).toArray();
      const slope = gaps.map((d) => (2 * d) / 12);
      return Math.max(gap([mseLoss(a, b).item()], [value]), gap(g, slope));
    });
    expect(error).toBeLessThanOrEqual(1e-14);
  });

  it("broadcasts nothing: [N, 1] against [N] is the classic silent mistake", () => {
    const call = () => mseLoss(tensor([[1], [2]]), tensor([1, 2]));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow("mseLoss: shapes [2,1] and [2] differ; nothing is broadcast here.");
  });
});
