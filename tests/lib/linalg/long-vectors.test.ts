/**
 * Inner loops in double-double against the same operations one number at a time.
 */
import * as dd from "../../../lib/double-double.ts";
import { Random } from "../../../lib/index.ts";
import { longAdd, longDot, longRotate, type LongArray } from "../../../lib/linalg/long-vectors.ts";

const random = Random.stream(0, "long vectors");
const draw = (): dd.DoubleDouble => dd.exactSum(random.normal(), 1e-17 * random.normal());
const n = 7;
const numbers = Array.from({ length: 2 * n + 3 }, draw);
const fresh = (): LongArray => ({
  high: Float64Array.from(numbers, ({ high }) => high),
  low: Float64Array.from(numbers, ({ low }) => low),
});
/** x begins at 1, y at 9; what is around them must stay. */
const [at, bt] = [1, 9];
const x = numbers.slice(at, at + n);
const y = numbers.slice(bt, bt + n);
const apart = (a: dd.DoubleDouble, b: dd.DoubleDouble): number => Math.abs(dd.plus(a, dd.negative(b)).high);
const bound = 20 * dd.doubleDoubleEpsilon;

function expectAll({ high, low }: LongArray, expected: readonly dd.DoubleDouble[]): void {
  expected.forEach((value, i) =>
    expect(apart({ high: high[i]!, low: low[i]! }, value)).toBeLessThanOrEqual(bound),
  );
}

it("longDot is Σ x·y", () => {
  const exact = x.reduce((sum, value, i) => dd.plus(sum, dd.times(value, y[i]!)), dd.zero);
  expect(apart(longDot(fresh(), at, bt, n), exact)).toBeLessThanOrEqual(bound);
});

it("longDot keeps what cancels in Float64", () => {
  const array = { high: Float64Array.of(1e15, 1, -1e15, 1, 1, 1), low: new Float64Array(6) };
  array.low[1] = 1e-20;
  expect(longDot(array, 0, 3, 3)).toEqual({ high: 1, low: 1e-20 });
});

it("longAdd is y + a·x, and touches nothing else", () => {
  const a = draw();
  const array = fresh();
  longAdd(array, a, at, bt, n);
  const expected = [...numbers];
  y.forEach((value, i) => (expected[bt + i] = dd.plus(value, dd.times(a, x[i]!))));
  expectAll(array, expected);
});

it("longRotate is (c·x + s·y, c·y − s·x), and touches nothing else", () => {
  const [c, s] = [draw(), draw()];
  const array = fresh();
  longRotate(array, c, s, at, bt, n);
  const expected = [...numbers];
  for (let i = 0; i < n; i++) {
    expected[at + i] = dd.plus(dd.times(c, x[i]!), dd.times(s, y[i]!));
    expected[bt + i] = dd.plus(dd.times(c, y[i]!), dd.negative(dd.times(s, x[i]!)));
  }
  expectAll(array, expected);
});
