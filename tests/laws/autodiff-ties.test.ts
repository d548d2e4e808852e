/**
 * Ties, kinks and zeros: one convention, whatever the operation. Elements that tie share the cotangent evenly, so the
 * gradients of tied elements sum to 1; zeros are safe in products; NaN passes through.
 */
import fc from "fast-check";
import {
  abs,
  add,
  checkGradients,
  grad,
  hessian,
  jacobian,
  max,
  maximum,
  min,
  minimum,
  mul,
  neg,
  prod,
  pullback,
  relu,
  sub,
  sum,
  variable,
} from "../../autograd/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import { firstDifference, normal, numbersOf } from "../support/tensors.ts";

/** Few different numbers, so that ties are the rule. */
const tied = fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 1, maxLength: 9 });

describe("ties", () => {
  it.each([
    ["max", max, Math.max],
    ["min", min, Math.min],
  ] as const)("of %s share evenly: each of n extreme elements has 1/n", (_, reduce, extreme) => {
    fc.assert(
      fc.property(tied, (numbers) => {
        const gradient = numbersOf(grad(reduce)(tensor(numbers)));
        const ties = numbers.filter((x) => x === extreme(...numbers)).length;
        expect(gradient).toEqual(numbers.map((x) => (x === extreme(...numbers) ? 1 / ties : 0)));
        expect(gradient.reduce((s, g) => s + g, 0)).toBeCloseTo(1, 15);
      }),
    );
  });

  it.each([
    ["maximum", maximum],
    ["minimum", minimum],
  ] as const)("of %s give each of two ½, and the two gradients always sum to 1", (_, either) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -1, max: 1 }), fc.integer({ min: -1, max: 1 }))),
        (pairs) => {
          const [a, b] = [variable(tensor(pairs.map(([p]) => p))), variable(tensor(pairs.map(([, q]) => q)))];
          const [ofA, ofB] = pullback(sum(either(a, b)), [a, b]);
          expect(numbersOf(add(ofA!, ofB!))).toEqual(pairs.map(() => 1));
          pairs.forEach(([p, q], i) => p === q && expect([ofA!.at(i), ofB!.at(i)]).toEqual([0.5, 0.5]));
        },
      ),
    );
  });

  it("of zeros with different signs are ties", () => {
    expect(numbersOf(grad(max)(tensor([0, -0])))).toEqual([0.5, 0.5]);
    expect(numbersOf(grad(min)(tensor([0, -0])))).toEqual([0.5, 0.5]);
  });

  it("max(x, x) has derivative 1, not 2", () => {
    expect(grad((x: Tensor) => maximum(x, x))(tensor(3)).item()).toBe(1);
    expect(grad((x: Tensor) => minimum(x, x))(tensor(3)).item()).toBe(1);
  });

  it("max over several axes share over all of them, and binary and reduced maxima agree", () => {
    const x = tensor([
      [1, 5, 5],
      [5, 0, 5],
    ]);
    expect(numbersOf(grad((y: Tensor) => max(y))(x))).toEqual([0, 0.25, 0.25, 0.25, 0, 0.25]);
    const byRows = grad((y: Tensor) => sum(max(y, { axes: [1] })))(x);
    expect(numbersOf(byRows)).toEqual([0, 0.5, 0.5, 0.5, 0, 0.5]);
  });

  it("maximum + minimum is the sum, in value and derivative, ties included", () => {
    const [a, b] = [tensor([1, 2, 3]), tensor([3, 2, 1])];
    const both = (x: Tensor): Tensor => add(maximum(x, b), minimum(x, b));
    expect(numbersOf(both(a))).toEqual(numbersOf(add(a, b)));
    expect(numbersOf(jacobian(both)(a))).toEqual(numbersOf(jacobian((x) => add(x, b))(a)));
  });

  it("min is −max(−x), in value and derivative", () => {
    const x = tensor([2, -1, -1, 4]);
    const mirrored = (y: Tensor): Tensor => neg(max(neg(y)));
    expect(min(x).item()).toBe(mirrored(x).item());
    expect(numbersOf(grad(min)(x))).toEqual(numbersOf(grad(mirrored)(x)));
  });
});

describe("relu", () => {
  const points = [-Infinity, -3, -5e-324, -0, 0, 5e-324, 2];

  it("≡ maximum(x, 0) ≡ (x + |x|)/2, in value and in first and second derivative, at 0 too", () => {
    const forms = [
      relu,
      (x: Tensor): Tensor => maximum(x, 0),
      (x: Tensor): Tensor => mul(0.5, add(x, abs(x))),
    ];
    const finite = tensor(points.filter(Number.isFinite));
    const faces = forms.map((f) => [
      numbersOf(add(f(finite), 0)), // −0 + 0 = 0: the sign of a zero is not compared
      numbersOf(grad((x: Tensor) => sum(f(x)))(finite)),
      numbersOf(hessian((x: Tensor) => sum(f(x)))(finite)),
    ]);
    expect(faces[1]).toEqual(faces[0]);
    expect(faces[2]).toEqual(faces[0]);
    expect(faces[0]![1]).toEqual([0, 0, 0.5, 0.5, 1, 1]);
  });

  it("of −∞ is 0 and of NaN is NaN", () => {
    expect(numbersOf(relu(tensor(points)))[0]).toBe(0);
    expect(relu(tensor(NaN)).item()).toBe(NaN);
  });

  it("has at 0 the slope that a difference across it has, as |x| has 0 there", () => {
    const at = [tensor([0])];
    for (const f of [relu, abs, (x: Tensor): Tensor => maximum(x, mul(3, x))]) {
      expect(checkGradients(([x]) => f(x!), at, { order: 1 })).toHaveLength(1);
    }
  });
});

describe("NaN", () => {
  it("passes through extrema, in value and derivative, on whichever side it stands", () => {
    for (const [a, b] of [
      [NaN, 1],
      [1, NaN],
      [NaN, NaN],
    ] as const) {
      for (const either of [maximum, minimum]) expect(either(a, b).item()).toBe(NaN);
      for (const reduce of [max, min]) {
        expect(reduce(tensor([a, b])).item()).toBe(NaN);
        expect(numbersOf(grad(reduce)(tensor([a, b])))).toEqual([NaN, NaN]);
      }
    }
  });

  it("in one row leaves the others alone", () => {
    const x = tensor([
      [1, NaN],
      [2, 3],
    ]);
    const rows = (y: Tensor): Tensor => max(y, { axes: [1] });
    expect(numbersOf(rows(x))).toEqual([NaN, 3]);
    expect(numbersOf(grad((y: Tensor) => sum(mul(tensor([1, 1]), rows(y))))(x))).toEqual([NaN, NaN, 0, 1]);
  });
});

describe("prod", () => {
  const others = (numbers: readonly number[], ...left: readonly number[]): number =>
    numbers.reduce((product, x, i) => (left.includes(i) ? product : product * x), 1);

  it("is safe at zeros in its gradient and Hessian: products of the others, whole numbers exact", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 7 }), (numbers) => {
        const x = tensor(numbers);
        const plus = (values: readonly number[]): number[] => values.map((v) => v + 0); // no −0
        expect(plus(numbersOf(grad(prod)(x)))).toEqual(plus(numbers.map((_, i) => others(numbers, i))));
        const second = numbers.flatMap((_, i) =>
          numbers.map((__, j) => (i === j ? 0 : others(numbers, i, j))),
        );
        expect(plus(numbersOf(hessian(prod)(x)))).toEqual(plus(second));
      }),
    );
  });

  it.each([
    [
      [0, 2, 3],
      [6, 0, 0],
    ],
    [
      [0, 0, 3],
      [0, 0, 0],
    ],
    [[0], [1]],
  ])("of %j has the gradient %j", (numbers, gradient) => {
    expect(numbersOf(grad(prod)(tensor(numbers)))).toEqual(gradient);
  });

  it("is checked at zeros by differences, to order 3", () => {
    const x = tensor([
      [0, 2, 0],
      [1, -1, 0.5],
    ]);
    const checks = checkGradients(([y]) => prod(y!, { axes: [1] }), [x], { order: 3, tolerance: 1e-10 });
    expect(checks.filter(({ zero }) => !zero)).toHaveLength(3);
  });
});

describe("kinks", () => {
  it("have no curvature: first derivatives are constant beside them, and second derivatives are 0", () => {
    const x = normal([6], 0);
    for (const f of [
      abs,
      relu,
      (y: Tensor): Tensor => max(sub(y, 0.1)),
      (y: Tensor): Tensor => minimum(y, 0.2),
    ]) {
      const second = numbersOf(hessian((y: Tensor) => sum(f(y)))(x));
      expect(firstDifference(second.map(Math.abs), new Array<number>(36).fill(0))).toBe(-1);
    }
  });
});
