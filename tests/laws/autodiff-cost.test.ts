/**
 * What a derivative costs, counted in applications of primitives and not by a clock, and what it is made of.
 */
import type * as Primitives from "../../autograd/primitive.ts";

let applied = 0;
// Every application of a primitive prepares its parameters once, or is made by `apply` itself; both are counted here.
jest.mock("../../autograd/primitive.ts", () => {
  const actual = jest.requireActual<typeof Primitives>("../../autograd/primitive.ts");
  const apply: typeof actual.apply = (...args) => {
    applied++;
    return actual.apply(...args);
  };
  const primitive: typeof actual.primitive = (declaration) => {
    const { prepare } = declaration;
    return actual.primitive({
      ...declaration,
      prepare: (x, given) => {
        applied++;
        return prepare === undefined ? (given as never) : prepare(x, given);
      },
    });
  };
  return { ...actual, apply, primitive };
});

import {
  add,
  affine,
  exp,
  grad,
  hvp,
  jvp,
  matmul,
  mul,
  pullback,
  sin,
  square,
  standardize,
  sub,
  sum,
  tanh,
  valueAndGrad,
  variable,
} from "../../autograd/index.ts";
import { crossEntropy } from "../../layers/index.ts";
import { kernels } from "../../lib/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { applications, graphText } from "../support/graph.ts";
import { normal } from "../support/tensors.ts";

function cost(f: () => unknown): number {
  applied = 0;
  f();
  return applied;
}

/** A network of the given depth, normalised in between, and a loss: a function of its list of weights. */
function network(depth: number): {
  loss: (weights: readonly Tensor[]) => Tensor;
  weights: readonly Tensor[];
} {
  const x = normal([6, 4], 0);
  const bias = normal([4], 1);
  return {
    weights: Array.from({ length: depth }, (_, i) => normal([4, 4], 2 + i)),
    loss: (weights) => {
      const last = weights.reduce(
        (y, weight) => tanh(standardize(affine(y, weight, bias), { axes: [0] })),
        x,
      );
      return crossEntropy(last, [0, 1, 2, 3, 0, 1]);
    },
  };
}

describe("the cost of derivatives, in applications of primitives", () => {
  const { loss, weights } = network(6);
  const forward = cost(() => loss(weights));
  const v = weights.map((w, i) => normal(w.shape, 50 + i));

  it("is counted", () => {
    expect(forward).toBeGreaterThan(50);
    expect(cost(() => sin(1))).toBe(1);
  });

  it("a gradient costs at most 5 forward passes, itself included", () => {
    expect(cost(() => grad(loss)(weights)) / forward).toBeLessThan(5);
  });

  it("a Hessian-vector product costs at most 4 gradients, and a jvp 3", () => {
    const gradient = cost(() => grad(loss)(weights));
    expect(cost(() => hvp(loss, weights, v)) / gradient).toBeLessThan(4);
    expect(cost(() => jvp(loss, weights, v)) / gradient).toBeLessThan(3);
  });

  it("a Hessian-vector product leaves the gradient that it goes through uncomputed, and a jvp its pullback", () => {
    const [x, target] = [normal([6, 4], 0), normal([6, 3], 1)];
    const [weights, v] = [
      [normal([3, 4], 2), normal([3], 3)],
      [normal([3, 4], 4), normal([3], 5)],
    ] as const;
    const products = jest.spyOn(kernels, "product");
    const squares = ([w, b]: readonly Tensor[]): Tensor => sum(square(sub(affine(x, w!, b!), target)));
    hvp(squares, weights, v);
    // x·Wᵀ forward, x·Vᵀ for the tangent of the output, and the answer's own product; not the gradient's.
    expect(products).toHaveBeenCalledTimes(3);
    products.mockClear();
    // x·Wᵀ and x·Vᵀ; the pullback in between, which is linear in a cotangent of zeros, multiplies nothing.
    jvp(([w, b]: readonly Tensor[]) => affine(x, w!, b!), weights, v);
    expect(products).toHaveBeenCalledTimes(2);
    products.mockRestore();
  });

  it("all grow in proportion to depth", () => {
    const ofDepth = (depth: number): readonly number[] => {
      const deep = network(depth);
      const vectors = deep.weights.map((w, i) => normal(w.shape, 90 + i));
      return [
        cost(() => deep.loss(deep.weights)),
        cost(() => grad(deep.loss)(deep.weights)),
        cost(() => hvp(deep.loss, deep.weights, vectors)),
        cost(() => jvp(deep.loss, deep.weights, vectors)),
      ];
    };
    const [four, eight, twelve] = [ofDepth(4), ofDepth(8), ofDepth(12)] as const;
    four.forEach((c, i) => expect(twelve[i]! - eight[i]!).toBe(eight[i]! - c));
  });

  it("does not depend on how many targets are asked for", () => {
    const gradient = cost(() => valueAndGrad(loss)(weights));
    const ofFirst = cost(() => grad((first: Tensor) => loss([first, ...weights.slice(1)]))(weights[0]!));
    expect(ofFirst).toBeLessThanOrEqual(gradient);
    // The first layer needs the whole way back; what is saved is only the other layers' own products.
    expect(ofFirst).toBeGreaterThan(gradient / 2);
  });

  it("of the last layer alone leaves out the way to the others", () => {
    const leaves = weights.map(variable);
    const value = loss(leaves);
    const ofLast = cost(() => pullback(value, [leaves[5]!]));
    expect(ofLast).toBeLessThan(cost(() => pullback(value, leaves)) / 3);
  });
});

describe("derivative programs", () => {
  const [a, b, g] = [normal([2, 3], 0), normal([3, 4], 1), normal([2, 4], 2)].map(variable) as [
    Tensor,
    Tensor,
    Tensor,
  ];
  const names = new Map([
    [a, "a"],
    [b, "b"],
    [g, "g"],
  ]);

  it("the gradient of a product is two products", () => {
    const text = graphText(pullback(matmul(a, b), [a, b], g), names);
    expect(text.match(/matmul/g)).toHaveLength(2);
    expect(text).toBe(
      [
        "%1 = permute(b) [4,3]",
        "%2 = matmul(g, %1) [2,3]",
        "%3 = permute(a) [3,2]",
        "%4 = matmul(%3, g) [3,4]",
        "returns %2, %4",
      ].join("\n"),
    );
  });

  it("only what leads to a target is computed", () => {
    const text = graphText(pullback(matmul(a, b), [b], g), names);
    expect(text.match(/matmul/g)).toHaveLength(1);
    expect(text).not.toContain("permute(b)");
  });

  it("an affine layer's is two products and a sum of rows", () => {
    const [x, weight, bias] = [normal([5, 3], 3), normal([2, 3], 4), normal([2], 5)].map(variable) as [
      Tensor,
      Tensor,
      Tensor,
    ];
    const seed = variable(normal([5, 2], 6));
    const called = new Map([
      [x, "x"],
      [weight, "W"],
      [bias, "b"],
      [seed, "g"],
    ]);
    expect(graphText(pullback(affine(x, weight, bias), [x, weight, bias], seed), called)).toBe(
      [
        "%1 = matmul(g, W) [5,3]",
        "%2 = permute(g) [2,5]",
        "%3 = matmul(%2, x) [2,3]",
        "%4 = sumTo(g) [2]",
        "returns %1, %3, %4",
      ].join("\n"),
    );
  });

  it("an element-wise rule is what the table says: exp gives ȳ·y and uses the output it has", () => {
    const y = exp(a);
    const text = graphText(pullback(y, [a], variable(normal([2, 3], 7))), new Map([...names, [y, "y"]]));
    expect(text.match(/exp/g)).toBeNull();
    expect(text).toMatch(/^%1 = mul\(·, y\) \[2,3\]\n/);
  });

  it("grows by a constant with every order: no derivative repeats what a lower one has computed", () => {
    const x = variable(normal([3], 8));
    const counts: number[] = [];
    let y: Tensor = sum(mul(sin(x), exp(x)));
    for (let order = 1; order <= 3; order++) {
      const gradient = sum(pullback(y, [x])[0]!);
      counts.push(applications([gradient], [y]));
      y = gradient;
    }
    expect(counts[0]).toBeLessThan(12);
    expect(counts[1]).toBeLessThan(4 * counts[0]!);
    expect(counts[2]).toBeLessThan(4 * counts[1]!);
    expect(add(x, 1).tracked).toBe(true);
  });
});
