import fc from "fast-check";
import { Batches, type BatchesState, gatherLabels, gatherRows } from "../../../lab/training/batches.ts";
import { DataError, Random } from "../../../lib/index.ts";

const batches = (count: number, size: number, seed: number): Batches =>
  new Batches(count, size, Random.stream(seed, "batches"));

describe("Batches", () => {
  it("meets every example at most once an epoch, and drops fewer than one batch", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(999),
        (a, b, seed) => {
          const [count, size] = [Math.max(a, b), Math.min(a, b)];
          const source = batches(count, size, seed);
          for (let epoch = 0; epoch < 3; epoch++) {
            const met = Array.from({ length: Math.floor(count / size) }, () => [...source.next()]).flat();
            expect(new Set(met).size).toBe(met.length);
            expect(count - met.length).toBeLessThan(size);
            for (const row of met) expect(row >= 0 && row < count).toBe(true);
          }
        },
      ),
    );
  });

  it("permutes anew each epoch, and drops other examples each time", () => {
    const source = batches(10, 4, 0);
    const epochs = Array.from({ length: 20 }, () => [...source.next(), ...source.next()]);
    expect(new Set(epochs.map(String)).size).toBe(20);
    expect(new Set(epochs.flat()).size).toBe(10);
  });

  it("goes on from its state wherever it was, before the first batch and at the end of an epoch too", () => {
    const size = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(size, fc.nat(20), fc.nat(40), fc.nat(99), (each, more, taken, seed) => {
        const [first, second] = [batches(each + more, each, seed), batches(each + more, each, seed + 1)];
        for (let i = 0; i < taken; i++) first.next();
        second.next();
        second.restore(JSON.parse(JSON.stringify(first.state())) as BatchesState);
        expect(second.state()).toEqual(first.state());
        for (let i = 0; i < 15; i++) expect([...second.next()]).toEqual([...first.next()]);
      }),
    );
  });

  it.each([3, 12, 0.5, -4, NaN])(
    "does not go on from %d examples, which are no whole batches of 4 out of 10",
    (at) => {
      const source = batches(10, 4, 0);
      const before = source.state();
      expect(() => source.restore({ ...before, at })).toThrow(DataError);
      expect(source.state()).toEqual(before);
    },
  );

  it("gives the same order to the same seed and another one to another", () => {
    const take = (seed: number): string => {
      const source = batches(100, 7, seed);
      return Array.from({ length: 40 }, () => [...source.next()].join()).join(";");
    };
    expect(take(3)).toBe(take(3));
    expect(take(3)).not.toBe(take(4));
  });

  it("refuses a batch that is larger than the data", () => {
    expect(() => batches(5, 6, 0)).toThrow(/batch of 6 cannot be drawn from 5/);
  });
});

it("copies rows and labels in the order asked for", () => {
  const data = Float64Array.from({ length: 12 }, (_, i) => i);
  const rows = [2, 0, 2];
  const gathered = gatherRows(data, 3, rows);
  expect([...gathered]).toEqual(rows.flatMap((row) => [...data.subarray(3 * row, 3 * row + 3)]));
  gathered[0] = -1;
  expect(data[6]).toBe(6);
  expect([...gatherLabels(Int32Array.of(7, 8, 9), rows)]).toEqual([9, 7, 9]);
});
