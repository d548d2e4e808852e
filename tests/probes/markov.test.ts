/**
 * The bracket on the mass of a measure below a point holds for every measure and every point, and closes with the steps.
 */
import { ritzMeasures } from "../../probes/lanczos.ts";
import { massBelow } from "../../probes/markov.ts";
import { Random } from "../../lib/index.ts";
import { normals } from "../../probes/vectors.ts";
import { diagonal } from "./spreads.ts";

const random = Random.stream(0, "markov test");
const eigenvalues = Array.from({ length: 60 }, () => random.normal());

/** The mass up to x that the start vector of a seed has, computed from its own components. */
function massOf(seed: number, x: number): number {
  const v = normals(Random.stream(seed, "lanczos"), eigenvalues.length);
  const mass = (of: (value: number) => boolean): number =>
    v.reduce((sum, component, i) => (of(eigenvalues[i]!) ? sum + component ** 2 : sum), 0);
  return mass((value) => value <= x) / mass(() => true);
}

it("holds the mass of the start vector, at Ritz values, beside them and anywhere else", () => {
  const widths = [1, 2, 5, 15, 40].map((steps) => {
    let width = 0;
    for (let seed = 0; seed < 5; seed++) {
      const [measure] = ritzMeasures(diagonal(eigenvalues), { steps, seed });
      const { nodes } = measure!;
      const beside = [...nodes].flatMap((node) => [node, node * (1 + 1e-13), node * (1 - 1e-9)]);
      for (const x of [...beside, -50, -1, -0.3, 0, 0.2, 1, 1e300]) {
        const { low, high } = massBelow(measure!, x);
        expect(low).toBeLessThanOrEqual(massOf(seed, x) + 1e-9);
        expect(high).toBeGreaterThanOrEqual(massOf(seed, x) - 1e-9);
        if (x === 0.2) width += high - low;
      }
    }
    return width;
  });
  expect(widths).toEqual([...widths].sort((a, b) => b - a));
  expect(widths.at(-1)).toBeLessThan(0.1 * widths[0]!);
});

it("is the mass itself where the Krylov space is exhausted", () => {
  const [measure] = ritzMeasures(diagonal(eigenvalues), { steps: 60, seed: 3 });
  for (const x of [-1, 0, 1]) {
    const { low, high } = massBelow(measure!, x);
    expect(high).toBe(low);
    expect(low).toBeCloseTo(massOf(3, x), 9);
  }
});
