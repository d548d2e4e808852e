import { Arena } from "../../../lib/kernels/module.ts";

describe("the module's memory", () => {
  const arena = (): Arena => new Arena(new WebAssembly.Memory({ initial: 1 }));

  it("is given out from the start, in pieces that do not overlap and lie on lines of the cache", () => {
    const a = arena();
    const [first, second] = [a.begin(8), a.take(65)];
    expect([first, second, a.take(1)]).toEqual([0, 64, 192]);
    expect(a.begin(8)).toBe(0);
  });

  it("goes back to where it was", () => {
    const a = arena();
    a.begin(100);
    const { taken } = a;
    a.take(1000);
    a.reset(taken);
    expect(a.take(1)).toBe(taken);
  });

  it("grows when that is asked for, and keeps what was there", () => {
    const a = arena();
    a.reset();
    const here = a.put([1, 2, 3]);
    const there = a.put(new Float64Array(100_000).fill(7));
    expect([...a.at(here, 3)]).toEqual([1, 2, 3]);
    expect(a.at(there, 100_000).every((x) => x === 7)).toBe(true);
    expect(a.places.buffer).toBe(a.floats.buffer);
  });
});
