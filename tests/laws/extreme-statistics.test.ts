/**
 * Statistics of numbers at the edges of Float64: normalisation has the values and derivatives, to order 3, that 50 digits
 * give, whatever the offset and the size of its input.
 */
import { add, exp, grad, mul, sliceAxis, standardize, sum } from "../../autograd/index.ts";
import {
  BatchNorm1d,
  BatchRenorm,
  batchStatistics,
  GroupNorm,
  InstanceNorm,
  LayerNorm,
  Pass,
  type Module,
} from "../../layers/index.ts";
import { columnMoments } from "../../lib/index.ts";
import { RunningMoments, statisticsPolicies } from "../../preconditioners/running-moments.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";
import { Decimal } from "../support/decimal.ts";
import * as jets from "../support/jets.ts";
import { normal, numbersOf } from "../support/tensors.ts";

const max = Number.MAX_VALUE;
const base = numbersOf(normal([5], 1));
const slopes = numbersOf(normal([5], 2));

/** Offsets and sizes: x = offset + size·(numbers near 1), moved along size·(numbers near 1). */
const cases = [
  [0, 1, 1e-5],
  [3e3, 1, 1e-5],
  [1e16 / 3, 64, 1e-5],
  [-1e16 / 3, 64, 0],
  [1e9, 1e-3, 1e-5],
  [0, 1e60, 1e-5],
  [0, 1e100, 1e-5],
  [1e155, 1e150, 1e-5],
  [0, 1e160, 1e-5],
  [0, 5e307, 1e-5],
  [-1e308, 1e300, 0],
  [0, 1e-40, 0],
  [0, 1e-100, 0],
  [3e-150, 1e-160, 0],
  [0, 1e-170, 0],
  [0, 1e-170, 1e-5],
] as const;

type Scalar = (t: Tensor) => Tensor;

describe("standardize", () => {
  it.each(cases)(
    "at offset %d and size %d with ε = %d has values and derivatives to order 3",
    (offset, size, eps) => {
      const x = base.map((b) => offset + size * b);
      const along = slopes.map((s) => size * s);
      const exact = jets.standardized(
        x.map((value, i) => jets.jet(value, along[i]!)),
        eps,
      );
      const at: Scalar = (t) => standardize(add(tensor(x), mul(t, tensor(along))), { eps });
      for (let i = 0; i < x.length; i++) {
        let f: Scalar = (t) => sum(sliceAxis(at(t), 0, i, i + 1));
        for (let order = 0; order <= 3; order++) {
          const expected = jets.derivative(exact[i]!, order);
          const gap = new Decimal(f(tensor(0)).item()).minus(expected).abs();
          // Beside the largest derivative of that order, and what Float64 can tell from 0.
          const sizes = exact.map((e) => jets.derivative(e, order).abs());
          const scale = Decimal.max(...sizes, 1e-300);
          expect([order, gap.div(scale).toNumber()]).toEqual([order, expect.closeTo(0, 11)]);
          f = grad(f);
        }
      }
    },
  );

  it("keeps the bits of ordinary data when a neighbour is not ordinary", () => {
    const [plain, wild] = [normal([60, 3], 3), [1e16 / 3, 1e200, max]];
    const both = generate([60, 6], (i) => {
      const [row, c] = [Math.floor(i / 6), i % 6];
      return c % 2 === 0 ? plain.at(row, c / 2) : wild[(c - 1) / 2]! * (row % 2 === 0 ? 1 : 0.5);
    });
    const loss = (y: Tensor): Tensor => sum(exp(standardize(y, { axes: [0] })));
    const even = (y: Tensor): number[] => numbersOf(y).filter((_, i) => i % 2 === 0);
    expect(even(standardize(both, { axes: [0] }))).toEqual(numbersOf(standardize(plain, { axes: [0] })));
    expect(even(grad(loss)(both))).toEqual(numbersOf(grad(loss)(plain)));
  });
});

describe("normalising layers", () => {
  /** Two channels, with positions where the layer wants them. */
  const layers: readonly (readonly [string, () => Module, readonly number[]])[] = [
    ["BatchNorm1d", () => new BatchNorm1d(2), [4, 2]],
    ["BatchRenorm", () => new BatchRenorm(2), [4, 2]],
    ["LayerNorm", () => new LayerNorm(4), [2, 4]],
    ["GroupNorm", () => new GroupNorm(1, 2), [2, 2, 2]],
    ["InstanceNorm", () => new InstanceNorm(2), [2, 2, 4]],
  ];

  it.each(layers)("%s of equal numbers is exactly 0, whatever they are", (_, make, shape) => {
    for (const value of [0.1, 1e16 / 3, 1.5e308, -max, 5e-324]) {
      const y = make().forward(
        generate(shape, () => value),
        Pass.training(),
      );
      expect(numbersOf(y).every((v) => v === 0)).toBe(true);
    }
  });

  it.each(layers)("%s of ±x is ±1, up to the largest number", (_, make, shape) => {
    for (const size of [1, 1e160, 1e300, max]) {
      const sign = (i: number): number =>
        (shape.length === 2 && shape[1] === 2 ? i >> 1 : i) % 2 === 0 ? 1 : -1;
      const y = make().forward(
        generate(shape, (i) => size * sign(i)),
        Pass.training(),
      );
      expect(numbersOf(y)).toEqual(numbersOf(y).map((_v, i) => expect.closeTo(sign(i), 4) as number));
    }
  });

  it("running statistics stay finite, and evaluation with them is right where the variance is representable", () => {
    for (const [low, high] of [
      [1.5e308, 1.5e308],
      [-max, max],
      [1e160, -1e160],
      [1e153, -1e153],
    ] as const) {
      const layer = new BatchNorm1d(1, { momentum: 1 });
      const pass = Pass.training();
      const x = tensor([[low], [high]]);
      layer.forward(x, pass);
      pass.commit();
      const { mean, variance } = layer.running;
      expect([mean[0]! / max, Number.isFinite(variance[0])]).toEqual([
        expect.closeTo(low / max / 2 + high / max / 2, 14),
        true,
      ]);
      const y = numbersOf(layer.forward(x));
      expect(y.every(Number.isFinite)).toBe(true);
      if (low === high) expect(y).toEqual([0, 0]);
      // Unbiased: with two rows the variance is twice that of the batch.
      if (low === 1e153) expect(y[0]).toBeCloseTo(Math.SQRT1_2, 10);
    }
  });

  it("evaluation does not overflow on the way", () => {
    const layer = new BatchNorm1d(1, { eps: 0, affine: false });
    layer.loadStatistics({ "running.mean": [-max], "running.variance": [1e300], steps: 1 });
    expect(numbersOf(layer.forward(tensor([[max], [0]]))).map((y) => y / 1e158)).toEqual([
      expect.closeTo(3.59538626972463, 10),
      expect.closeTo(1.797693134862315, 10),
    ]);
    const moments = batchStatistics(layer, tensor([[max], [max / 2]]));
    expect(
      numbersOf(layer.forward(tensor([[max]]), Pass.evaluation({ statistics: moments }))).every(
        Number.isFinite,
      ),
    ).toBe(true);
  });
});

describe("columnMoments", () => {
  it.each(cases)("at offset %d and size %d are those of 50 digits", (offset, size) => {
    const rows = 60;
    const numbers = numbersOf(normal([rows], 4)).map((b) => offset + size * b);
    const exact = numbers.map((value) => jets.jet(value)[0]!);
    const mean = exact.reduce((a, b) => a.plus(b)).div(rows);
    const variance = exact.reduce((total, x) => total.plus(x.minus(mean).pow(2)), new Decimal(0)).div(rows);
    const data = Float64Array.from(numbers.flatMap((x) => [x, x, 1]));
    const found = columnMoments(data, rows, 3);
    const relative = (a: number, b: Decimal): number => new Decimal(a).div(b).minus(1).toNumber();
    for (const c of [0, 1]) {
      expect(
        new Decimal(found.mean[c]!).minus(mean).div(Decimal.max(variance.sqrt(), mean.abs())).toNumber(),
      ).toBeCloseTo(0, 14);
      if (variance.lt(max) && variance.gt(1e-300))
        expect(relative(found.variance[c]!, variance)).toBeCloseTo(0, 12);
      else expect([found.variance[c]]).toEqual([variance.gt(1) ? max : expect.closeTo(0, 300)]);
    }
    expect([found.mean[2], found.variance[2]]).toEqual([1, 0]);
  });

  it("of the two numbers farthest apart are 0 and the largest number", () => {
    const data = Float64Array.of(max, -max);
    expect(columnMoments(data, 2, 1)).toEqual({ mean: Float64Array.of(0), variance: Float64Array.of(max) });
  });
});

describe("running moments", () => {
  it.each(statisticsPolicies)(
    "under %s stay finite, and are the number and 0 of equal rows of any size",
    (policy) => {
      const moments = new RunningMoments(1, policy, 0.9);
      for (const value of [-max, max, -1e200, 3]) {
        moments.observe(Float64Array.of(value, value), 2);
        expect([...moments.mean, ...moments.variance].every(Number.isFinite)).toBe(true);
      }
      const first = new RunningMoments(1, "ramp", 0.9);
      for (let step = 0; step < 3; step++) first.observe(new Float64Array(60).fill(1e16 / 3), 60);
      expect([...first.mean, ...first.variance]).toEqual([1e16 / 3, 0]);
    },
  );
});
