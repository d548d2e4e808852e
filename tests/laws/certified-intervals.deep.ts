/**
 * Intervals of layer blocks over many random layers: `npm run test:deep`. Prints its figures.
 */
import { figuresOf, judgeLayers, kinds, longRun, refusedAtMost } from "../probes/certified-layers.ts";

it.each(kinds.map((kind, i) => [kind.loss, kind, longRun[i]!] as const))(
  "the exact κ* is inside, and no interval is wider than 100 times the error made: %s",
  (_, kind, layers) => {
    const figures = figuresOf(judgeLayers(kind, layers));
    process.stderr.write(`${JSON.stringify(figures)}\n`);
    expect(figures.outside).toBe(0);
    expect(figures.refused).toBeLessThanOrEqual(refusedAtMost * figures.intervals);
    expect(figures.worst).toBeLessThanOrEqual(1);
    expect(figures.widest).toBeLessThanOrEqual(100);
  },
);
