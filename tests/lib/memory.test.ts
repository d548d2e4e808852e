import { roomFor } from "../../lib/memory.ts";

describe("roomFor", () => {
  it("is an array of the length asked for that shares its memory with no other", () => {
    for (const length of [0, 1, 4095, 4096, 100_000]) {
      const [a, b] = [roomFor(length), roomFor(length)];
      expect(a).toBeInstanceOf(Float64Array);
      expect([a.length, a.byteOffset, a.buffer.byteLength]).toEqual([length, 0, 8 * length]);
      a.fill(1);
      b.fill(2);
      expect(a.every((x) => x === 1)).toBe(true);
    }
  });
});
