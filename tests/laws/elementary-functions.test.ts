/**
 * Elementary functions from the least number to the largest, in units in the last place: values and first derivatives
 * within 4, second derivatives within 8. A part of the points; elementary-functions.deep.ts has all.
 */
import { catalogue } from "../support/catalogue.ts";
import { decimal, Decimal, log1p, Point, ulps } from "../support/decimal.ts";
import { accuracyOf, bounds, functions, pointsOf } from "../support/elementary.ts";

describe("elementary functions", () => {
  const points = pointsOf(40, 12);

  it.each(functions.map((f) => [f.name, f] as const))(
    "%s: value and first derivative within 4 ulp, second within 8, tails included",
    (_, f) => {
      for (const order of [0, 1, 2] as const) {
        const { points: count, worst, at } = accuracyOf(f, order, points);
        expect({ order, at, worst: worst <= bounds[order] ? bounds[order] : worst }).toEqual({
          order,
          at,
          worst: bounds[order],
        });
        expect(count).toBeGreaterThan(250);
      }
    },
  );

  it("are element-wise operations of the catalogue", () => {
    const known = new Set(
      catalogue
        .filter(({ elementwise, inputs }) => elementwise && inputs.length === 1)
        .map(({ name }) => name),
    );
    expect(functions.filter(({ name }) => !known.has(name))).toEqual([]);
  });

  it("are compared at every range of numbers", () => {
    const at = points.map(({ at }) => at);
    const between = (low: number, high: number): number =>
      at.filter((x) => Math.abs(x) >= low && Math.abs(x) < high).length;
    for (const [low, high] of [
      [0, 2 ** -1022],
      [2 ** -1022, 1e-200],
      [1e-200, 1e-16],
      [1e-16, 0.1],
      [0.1, 2],
      [2, 40],
      [40, 700],
      [700, 760],
      [1e16, Infinity],
    ] as const) {
      expect([low, between(low, high) >= 8]).toEqual([low, true]);
    }
    expect(new Set(at).size).toBe(at.length);
  });
});

describe("the ruler: decimal.ts", () => {
  it("takes Float64 numbers as they are, not as they are written", () => {
    expect(decimal(0.1).toFixed(25)).toBe("0.1000000000000000055511151");
    expect(decimal(2 ** 60).toFixed()).toBe("1152921504606846976");
    expect(decimal(5e-324).toNumber()).toBe(5e-324);
  });

  it("measures units in the last place, with infinity as the number beyond the largest", () => {
    expect(ulps(1 + Number.EPSILON, decimal(1))).toBe(1);
    expect(ulps(0, decimal(5e-324).div(4))).toBe(0.25);
    expect(ulps(Infinity, decimal(Number.MAX_VALUE))).toBe(1);
    expect(ulps(Infinity, new Decimal("1e400"))).toBe(0);
    expect(ulps(-Infinity, new Decimal("1e400"))).toBeGreaterThan(1e15);
    expect(ulps(NaN, decimal(1))).toBe(Infinity);
  });

  it("agrees with identities that it is not built on", () => {
    const close = (a: Decimal, b: Decimal): void =>
      expect(a.minus(b).abs().lt(b.abs().times("1e-40"))).toBe(true);
    for (const x of [1e-9, 4e-4, 0.3, 2.4, 4.2]) {
      const [p, q] = [new Point(x), new Point(-x)];
      close(p.x.tanh(), p.tanh);
      close(log1p(p.expm1), p.x);
      close(p.softplus.minus(q.softplus), p.x);
      close(p.distribution.plus(q.distribution), new Decimal(1));
      // erf by its own series in x, against Φ by one in x√2 or a continued fraction.
      const wide = new Point(x);
      const z = p.x.times(decimal(2).sqrt());
      close(wide.erf, series(z).times(2));
    }
  });

  /** Φ(z) − ½ by Taylor's alternating series, which needs no exponential. */
  function series(z: Decimal): Decimal {
    let [power, sum] = [z, z];
    for (let k = 1; k < 400; k++) {
      power = power
        .times(z)
        .times(z)
        .div(-2 * k);
      sum = sum.plus(power.div(2 * k + 1));
    }
    return sum.div(Decimal.acos(-1).times(2).sqrt());
  }
});
