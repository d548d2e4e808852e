import fc from "fast-check";
import { Rotations } from "../../../lib/linalg/rotations.ts";
import { Random } from "../../../lib/random.ts";
import { normalMatrix, orthogonality, identity } from "../../support/matrices.ts";

/** Sweeps as they are defined, one rotation after the other. */
function rotated(
  a: Float64Array,
  rows: number,
  n: number,
  sweeps: readonly [number, Float64Array][],
): Float64Array {
  const out = a.slice();
  for (const [right, turns] of sweeps) {
    for (let k = 0; 2 * k < turns.length; k++) {
      const [c, s] = [turns[2 * k]!, turns[2 * k + 1]!];
      for (let row = 0; row < rows; row++) {
        const at = row * n + right - k;
        const [x, y] = [out[at - 1]!, out[at]!];
        out[at - 1] = c * x - s * y;
        out[at] = s * x + c * y;
      }
    }
  }
  return out;
}

function randomSweeps(n: number, count: number, seed: number): readonly [number, Float64Array][] {
  const random = Random.stream(seed, "sweeps");
  return Array.from({ length: count }, () => {
    const right = 1 + random.integer(n - 1);
    const length = 1 + random.integer(right);
    const angles = Array.from({ length }, () => random.between(-4, 4));
    return [right, Float64Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]))];
  });
}

describe("Rotations", () => {
  it("have the same bits deferred as applied at once", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 2, max: 12 }),
        fc.nat(99),
        (rows, n, seed) => {
          const a = normalMatrix(rows, n, seed);
          const sweeps = randomSweeps(n, 6, seed);
          const out = a.slice();
          const rotations = new Rotations(out, rows, n);
          for (const [right, turns] of sweeps) rotations.sweep(right, turns, turns.length / 2);
          rotations.finish();
          expect(out).toEqual(rotated(a, rows, n, sweeps));
        },
      ),
    );
  });

  it("are applied when too many have gathered, and `finish` twice is once", () => {
    const n = 60;
    const sweeps = randomSweeps(n, 1500, 1);
    expect(sweeps.reduce((sum, [, turns]) => sum + turns.length / 2, 0)).toBeGreaterThan(1 << 14);
    const q = identity(n);
    const rotations = new Rotations(q, n, n);
    for (const [right, turns] of sweeps) rotations.sweep(right, turns, turns.length / 2);
    expect(q).not.toEqual(identity(n));
    rotations.finish();
    rotations.finish();
    expect(q).toEqual(rotated(identity(n), n, n, sweeps));
    expect(orthogonality(q, n, n)).toBeLessThan(1e-13);
  });
});
