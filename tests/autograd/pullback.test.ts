import {
  add,
  binary,
  flat,
  mul,
  primitive,
  sin,
  square,
  sum,
  untracked,
  variable,
} from "../../autograd/index.ts";
import { cotangentsOf, pullback } from "../../autograd/pullback.ts";
import { ContractError, ShapeError, UserError } from "../../lib/index.ts";
import { addLoop, tensor, type Tensor } from "../../tensor/index.ts";
import { numbersOf } from "../support/tensors.ts";

const leaf = (...numbers: number[]): Tensor => variable(tensor(numbers));
const cotangents = (...args: Parameters<typeof pullback>): number[][] => pullback(...args).map(numbersOf);

describe("targets", () => {
  it("may be leaves", () => {
    const [a, b] = [leaf(1, 2), leaf(3, 4)];
    expect(cotangents(sum(mul(square(a), b)), [a, b])).toEqual([
      [6, 16],
      [1, 4],
    ]);
  });

  it("may lie in the middle of a graph, before and after one another", () => {
    const x = leaf(0.5, 1);
    const y = square(x);
    const z = mul(3, y);
    // z̄ = 2z, ȳ = 3·z̄, x̄ = 2x·ȳ.
    expect(cotangents(sum(square(z)), [y, z, x])).toEqual([
      [4.5, 18],
      [1.5, 6],
      [4.5, 36],
    ]);
  });

  it("may be the output itself, which then has the seed", () => {
    const x = leaf(1, 2);
    const y = sin(x);
    expect(cotangents(y, [y], tensor([5, 7]))).toEqual([[5, 7]]);
    expect(cotangents(x, [x], tensor([5, 7]))).toEqual([[5, 7]]);
  });

  it("may be named twice", () => {
    const x = leaf(3);
    expect(cotangents(sum(square(x)), [x, x])).toEqual([[6], [6]]);
  });

  it("that no output depends on get zeros, or undefined from cotangentsOf", () => {
    const [x, other] = [leaf(1, 2), leaf(3)];
    const later = leaf(1, 2, 3);
    const y = sum(square(x));
    expect(cotangents(y, [other, x, later])).toEqual([[0], [2, 4], [0, 0, 0]]);
    expect(cotangentsOf([y], [other, later], [tensor(1)])).toEqual([undefined, undefined]);
    expect(cotangents(tensor(4), [x])).toEqual([[0, 0]]);
    expect(cotangents(y, [])).toEqual([]);
  });

  it("are cut off by flat rules and untracked scopes", () => {
    const x = leaf(2);
    const step = binary({ name: "step", loop: addLoop, rules: { a: flat, b: (g) => g } });
    expect(cotangents(sum(step(x, square(x))), [x])).toEqual([[4]]);
    expect(
      cotangents(
        sum(
          add(
            x,
            untracked(() => square(x)),
          ),
        ),
        [x],
      ),
    ).toEqual([[1]]);
  });

  it("must be tracked", () => {
    const message =
      "pullback: target 1, of shape [2], is not tracked, so nothing remembers how it was used. " +
      "Make it with variable(…) before it is used, or take grad of a function.";
    const x = leaf(1, 2);
    expect(() => pullback(sum(x), [x, tensor([1, 2])])).toThrow(new UserError(message));
  });
});

describe("paths", () => {
  it("that join are summed: x used many times, on its own, and by way of others", () => {
    const x = leaf(3);
    const y = add(mul(x, x), mul(x, square(x))); // x² + x³
    expect(cotangents(sum(add(y, x)), [x])).toEqual([[6 + 27 + 1]]);
  });

  it("are walked once each, however often they split and join", () => {
    // 60 doublings: 2⁶⁰ paths, 60 nodes.
    const x = leaf(1);
    let y: Tensor = x;
    let calls = 0;
    const plus = primitive({
      name: "plus",
      inputs: ["a", "b"],
      forward: ({ a, b }) => tensor(a.get() + b.get()).values,
      rules: { a: (g) => (calls++, g), b: (g) => (calls++, g) },
    });
    y = sum(x);
    for (let i = 0; i < 60; i++) y = plus(y, y);
    expect(cotangents(y, [x])).toEqual([[2 ** 60]]);
    expect(calls).toBe(120);
  });

  it("of 200,000 operations in a chain do not overflow the stack", () => {
    const x = leaf(1);
    let y: Tensor = x;
    for (let i = 0; i < 200_000; i++) y = add(y, 1);
    expect(y.at(0)).toBe(200_001);
    expect(cotangents(sum(y), [x])).toEqual([[1]]);
  });

  it("older than every target are not walked", () => {
    let asked = 0;
    const counted = primitive({
      name: "counted",
      inputs: ["x"],
      forward: ({ x }) => x,
      rules: { x: (g) => (asked++, g) },
    });
    const old = counted(leaf(1));
    const target = square(old);
    pullback(sum(mul(target, old)), [target]);
    expect(asked).toBe(0);
  });

  it("may be blocked, edge by edge", () => {
    const [a, b] = [leaf(2), leaf(5)];
    const product = mul(a, b);
    const y = add(product, a);
    const of = (blocked: ReadonlyMap<Tensor, readonly Tensor[]>): (number | undefined)[] =>
      cotangentsOf([y], [a, b], [tensor([1])], blocked).map((g) => g?.at(0));
    expect(of(new Map())).toEqual([6, 2]);
    expect(of(new Map([[product, [a]]]))).toEqual([1, 2]);
    expect(of(new Map([[y, [a]]]))).toEqual([5, 2]);
    expect(of(new Map([[y, [product]]]))).toEqual([1, undefined]);
    expect(
      of(
        new Map([
          [product, [a, b]],
          [y, [a]],
        ]),
      ),
    ).toEqual([undefined, undefined]);
  });
});

describe("seeds and outputs", () => {
  it("the seed of a single element is 1", () => {
    const x = leaf(3);
    expect(cotangents(square(x), [x])).toEqual([[6]]);
  });

  it("weigh the outputs", () => {
    const x = leaf(1, 2);
    expect(cotangents(square(x), [x], tensor([10, 100]))).toEqual([[20, 400]]);
  });

  it("of several outputs are added up", () => {
    const x = leaf(1, 2);
    const [y, z] = [square(x), sum(x)];
    expect(cotangents([y, z], [x], [tensor([1, 1]), tensor(10)])).toEqual([[12, 14]]);
    expect(cotangents([z, z], [x], [tensor(1), tensor(2)])).toEqual([[3, 3]]);
    expect(cotangents([z, sum(square(x))], [x])).toEqual([[3, 5]]);
  });

  it("give a graph that can be differentiated again", () => {
    const x = leaf(2);
    const [first] = pullback(sum(mul(x, square(x))), [x]);
    expect(cotangents(sum(first!), [x])).toEqual([[12]]);
    expect(untracked(() => pullback(sum(square(x)), [x]))[0]!.tracked).toBe(false);
  });

  it("do not change what they are given: a second pullback gives the same", () => {
    const x = leaf(1, 2);
    const y = sum(square(x));
    expect(cotangents(y, [x])).toEqual(cotangents(y, [x]));
  });

  it.each([
    [
      "an output that is no scalar, without seed",
      () => pullback(leaf(1, 2), []),
      "pullback: the output has shape [2]. Give a seed of that shape, sum the output, or use jacobian.",
    ],
    [
      "a seed of another shape",
      () => pullback(leaf(1, 2), [], tensor([1])),
      "pullback: output 0 has shape [2] and its seed [1].",
    ],
  ])("refuses %s", (_, call, message) => {
    expect(call).toThrow(new ShapeError(message));
  });

  it("refuses another number of seeds than outputs", () => {
    const x = leaf(1);
    expect(() => pullback([x, x], [x], [tensor([1])])).toThrow(
      new UserError("pullback: 2 outputs and 1 seeds: one seed an output is needed."),
    );
  });
});

describe("a rule that breaks its contract", () => {
  it("by the shape it returns is named with its operation and input", () => {
    const wrong = primitive({
      name: "wrongProduct",
      inputs: ["x", "weight"],
      forward: ({ x }) => x,
      rules: { x: (g) => g, weight: (g) => sum(g) },
    });
    const [x, weight] = [leaf(1, 2), leaf(3, 4)];
    expect(() => pullback(wrong(x, weight), [weight], tensor([1, 1]))).toThrow(
      new ContractError(
        "pullback: the rule of 'wrongProduct' for input 'weight' returned shape [], but the input has shape [2]. " +
          "This is a bug in the rule.",
      ),
    );
    // The rule is not asked for an input that leads to no target.
    expect(cotangents(wrong(x, weight), [x], tensor([1, 1]))).toEqual([[1, 1]]);
  });
});
