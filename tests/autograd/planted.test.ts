/**
 * A test of the tests: wrong rules of the kinds that are really written, planted one by one. The sweep must find each,
 * and say where. Beside each stands the right rule, which must pass, so that no plant is caught for another reason.
 */
import {
  add,
  binary,
  checkGradients,
  cos,
  detached,
  exp,
  flat,
  maximum,
  mean,
  mul,
  neg,
  ones,
  precedence,
  primitive,
  reciprocalSqrt,
  reshape,
  sechSquared,
  sliceAxis,
  square,
  sub,
  sum,
  sumTo,
  tanh,
  Tensor,
  tensor,
  unary,
  type Operation,
  type Rule,
} from "../../index.ts";
import { addLoop } from "../../tensor/index.ts";
import { entryOf } from "../support/catalogue.ts";
import type { Sample } from "../support/samples/index.ts";
import { sweep } from "../support/sweep.ts";

/** What the sweep says of an operation: nothing, or where it first goes wrong for each sample and layout. */
const verdict = (operation: Operation, order = 2, samples?: readonly Sample[]): readonly string[] =>
  sweep(order, [entryOf(operation, samples)]).failures;

describe("a wrong sign", () => {
  const sine = (name: string, rule: Rule<"x", undefined>): Operation =>
    unary({ name, f: Math.sin, rule }).operation;

  it("is found at order 1", () => {
    expect(verdict(sine("sine", (g, { x }) => mul(g, cos(x))))).toEqual([]);
    const found = verdict(sine("wrongSine", (g, { x }) => neg(mul(g, cos(x)))));
    expect(found[0]).toMatch(/^wrongSine: derivative of order 1 with respect to x: relative error 2\.0e\+0 /);
    expect(found).toHaveLength(30); // every sample but the two empty ones, in three layouts
  });

  it("in one of two inputs is found in that input", () => {
    const wrong = binary({
      name: "wrongDifference",
      loop: addLoop,
      rules: { a: (g) => g, b: (g) => neg(g) },
    });
    const found = verdict(wrong.operation);
    expect(found.length).toBeGreaterThan(30);
    for (const sentence of found) expect(sentence).toMatch(/^wrongDifference: .* order 1 with respect to b:/);
  });
});

/** A fused standardisation over axis 0, with the rule as one writes it by hand from its mean and 1/√(variance + ε). */
type Statistics = (x: Tensor, eps: number) => { readonly y: Tensor; readonly scale: Tensor };
const axes = [0];
const over = { axes, keepDims: true };

const honest: Statistics = (x, eps) => {
  const centred = sub(x, mean(x, over));
  const scale = reciprocalSqrt(add(mean(square(centred), over), eps));
  return { y: mul(centred, scale), scale };
};

function fused(name: string, statistics: Statistics, divisor = (n: number): number => n): Operation {
  return primitive({
    name,
    inputs: ["x"],
    forward: ({ x }) => honest(new Tensor(x), 0.1).y.values,
    rules: {
      x: (g, { x }) => {
        const { y, scale } = statistics(x, 0.1);
        const average = (z: Tensor): Tensor => mul(sum(z, over), 1 / divisor(x.shape[0]!));
        return mul(scale, sub(sub(g, average(g)), mul(y, average(mul(g, y)))));
      },
    },
  }).operation;
}
const batches = [[3], [4, 2], [2, 1, 3]].map((shape) => ({ shapes: [shape] }));

describe("a fused standardisation", () => {
  it("with the right rule passes, at orders 1 to 3", () => {
    expect(verdict(fused("fused", honest), 3, batches)).toEqual([]);
  });

  it("with N − 1 for N is found", () => {
    const found = verdict(
      fused("besselFused", honest, (n) => n - 1),
      2,
      batches,
    );
    expect(found).toHaveLength(9);
    expect(found[0]).toMatch(/^besselFused: derivative of order 1 with respect to x:/);
  });

  it("with a forgotten ε is found", () => {
    const forgotten: Statistics = (x) => ({ y: honest(x, 0.1).y, scale: honest(x, 0).scale });
    const found = verdict(fused("epsFused", forgotten), 2, batches);
    expect(found).toHaveLength(9);
    expect(found[0]).toMatch(/^epsFused: derivative of order 1 with respect to x:/);
  });

  it("with its statistics as constants is right at order 1 and found at order 2", () => {
    const saved: Statistics = (x, eps) => {
      const { scale } = honest(x, eps);
      return { y: mul(sub(x, detached(mean(x, over))), detached(scale)), scale: detached(scale) };
    };
    expect(verdict(fused("savedFused", saved), 1, batches)).toEqual([]);
    const found = verdict(fused("savedFused", saved), 2, batches);
    expect(found).toHaveLength(9);
    for (const sentence of found)
      expect(sentence).toMatch(/^savedFused: derivative of order 2 with respect to x:/);
  });
});

describe("a reduction over a broadcast axis that is dropped", () => {
  const operation = (rule: (g: Tensor, b: Tensor) => Tensor): Operation =>
    primitive({
      name: "plus",
      inputs: ["a", "b"],
      forward: ({ a, b }) => add(new Tensor(a), new Tensor(b)).values,
      rules: { a: (g) => g, b: (g, { b }) => rule(g, b) },
    }).operation;
  const samples = [{ shapes: [[2, 3], [3]] }, { shapes: [[3, 3], [3]] }];

  it("is a broken contract when the shape tells", () => {
    expect(
      verdict(
        operation((g, b) => sumTo(g, b.shape)),
        2,
        samples,
      ),
    ).toEqual([]);
    const found = verdict(
      operation((g) => g),
      2,
      samples,
    );
    expect(found[0]).toContain(
      "pullback: the rule of 'plus' for input 'b' returned shape [2,3], but the input has shape [3]. This is a bug in the rule.",
    );
    expect(found).toHaveLength(6);
  });

  it("is found when the shape fits, as a first row in place of the sum of rows", () => {
    const found = verdict(
      operation((g, b) => reshape(sliceAxis(g, 0, 0, 1), b.shape)),
      2,
      samples,
    );
    expect(found).toHaveLength(6);
    for (const sentence of found) expect(sentence).toMatch(/^plus: derivative of order 1 with respect to b:/);
  });

  it("is found when the sum runs over the wrong axis of a square", () => {
    const square33 = operation((g, b) => sum(g, { axes: [g.shape[0] === b.shape[0] ? 1 : 0] }));
    const found = verdict(square33, 2, samples);
    expect(found).toHaveLength(3); // the three layouts of [3,3]
    expect(found[0]).toContain('"shapes":[[3,3],[3]]');
  });
});

describe("a stale value", () => {
  /** tanh that remembers, for its rule, what it saw when it was last applied. */
  let last = tensor(0);
  const stale = primitive({
    name: "staleTanh",
    inputs: ["x"],
    forward: ({ x }) => {
      last = new Tensor(x);
      return tanh(last).values;
    },
    rules: { x: (g) => mul(g, sechSquared(last)) },
  });
  const twice =
    (f: (x: Tensor) => Tensor) =>
    (inputs: readonly Tensor[]): Tensor =>
      f(mul(2, f(inputs[0]!)));
  const options = { name: "staleTanh twice", names: ["x"] };
  const at = [tensor([0.3, -0.8])];

  it("is found as soon as the operation is applied twice", () => {
    expect(checkGradients(twice(tanh), at, options)).toHaveLength(2);
    expect(() => checkGradients(twice(stale), at, options)).toThrow(
      /^staleTanh twice: derivative of order 1 with respect to x:/,
    );
  });

  it("is found at order 2 when it is applied once: what is remembered carries no graph", () => {
    const verdictTo = (order: number): readonly string[] =>
      verdict(stale.operation, order, [{ shapes: [[3]] }]);
    expect(verdictTo(1)).toEqual([]);
    for (const sentence of verdictTo(2))
      expect(sentence).toMatch(/^staleTanh: derivative of order 2 with respect to x:/);
    expect(verdictTo(2)).toHaveLength(3);
  });
});

describe("a wrong share at a tie", () => {
  // Central differences across a kink give the mean of both slopes: what an even share gives, and no other.
  const tie = [tensor([1, 2]), tensor([1, 2])];
  const options = { order: 1, names: ["a", "b"] };

  it("is found by differences across the tie, where the even share passes", () => {
    expect(checkGradients(([a, b]) => maximum(a!, b!), tie, options)).toHaveLength(2);
    const ahead = binary({ name: "ahead", f: (a, b) => (a > b ? 1 : 0), rules: { a: flat, b: flat } });
    const allToNone = binary({
      name: "selfishMax",
      f: Math.max,
      rules: { a: (g, { a, b }) => mul(g, ahead(a, b)), b: (g, { a, b }) => mul(g, ahead(b, a)) },
    });
    const allToLeft = binary({
      name: "leftMax",
      f: Math.max,
      rules: { a: (g, { a, b }) => mul(g, sub(1, ahead(b, a))), b: (g, { a, b }) => mul(g, ahead(b, a)) },
    });
    const toBoth = binary({
      name: "doubleMax",
      f: Math.max,
      rules: {
        a: (g, { a, b }) => mul(g, sub(1, ahead(b, a))),
        b: (g, { a, b }) => mul(g, sub(1, ahead(a, b))),
      },
    });
    for (const wrong of [allToNone, allToLeft, toBoth]) {
      const { name } = wrong.operation;
      expect(verdict(wrong.operation)).toEqual([]); // away from ties there is nothing wrong with it
      expect(() => checkGradients(([a, b]) => wrong(a!, b!), tie, { ...options, name })).toThrow(
        new RegExp(`^${name}: derivative of order 1 with respect to a`),
      );
    }
  });

  it("to the loser is found anywhere", () => {
    const swapped = binary({
      name: "swappedMax",
      f: Math.max,
      rules: { a: (g, { a, b }) => mul(g, precedence(b, a)), b: (g, { a, b }) => mul(g, precedence(a, b)) },
    });
    expect(verdict(swapped.operation)[0]).toMatch(/^swappedMax: derivative of order 1 with respect to a:/);
  });
});

describe("a derivative that is almost right", () => {
  it("is found from a relative error of a few 1e-9 on", () => {
    const off = (by: number): Operation =>
      unary({ name: "almostExp", f: Math.exp, rule: (g, { x }) => mul(g, mul(1 + by, exp(x))) }).operation;
    expect(verdict(off(0))).toEqual([]);
    expect(verdict(off(2e-9))).toHaveLength(30);
  });

  it("is found in one element among many", () => {
    const flawed = (inputs: readonly Tensor[]): Tensor => {
      const mask = tensor(Array.from({ length: 50 }, (_, i) => (i === 31 ? 1e-6 : 0)));
      const x = inputs[0]!;
      return add(exp(x), mul(mask, sub(x, detached(x))));
    };
    expect(() => checkGradients(flawed, [ones([50])], { name: "flawed" })).toThrow(
      /^flawed: derivative of order 1/,
    );
  });
});
