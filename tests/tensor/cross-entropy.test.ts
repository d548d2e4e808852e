import fc from "fast-check";
import { crossEntropyValues, sharesLessLabelsValues } from "../../tensor/cross-entropy.ts";
import { logSoftmaxValues, softmaxValues } from "../../tensor/softmax.ts";
import { valuesOf, type Values } from "../../tensor/values.ts";
import { elements, randomView, seeded } from "../support/views.ts";

/** Logits [N, C] in any layout, and a place in each row. */
const labelled = fc
  .tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 6 }), fc.nat())
  .map(([n, classes, seed]) => {
    const random = seeded(seed);
    const places = Int32Array.from({ length: n }, (_, j) => j * classes + random.integer(classes));
    return { x: randomView([n, classes], random), places };
  });

const logits = (...rows: number[][]): Values =>
  valuesOf(Float64Array.from(rows.flat()), [rows.length, rows[0]!.length]);

describe("cross-entropy", () => {
  it("is the mean of −log softmax at the places", () => {
    fc.assert(
      fc.property(labelled, ({ x, places }) => {
        const logs = elements(logSoftmaxValues(x, [1]));
        const sum = [...places].reduce((s, place) => s + logs[place]!, 0);
        expect(crossEntropyValues(x, places).get()).toBeCloseTo(-sum / places.length, 12);
      }),
    );
  });

  it("has the shares as its gradient, less 1 at the places", () => {
    fc.assert(
      fc.property(labelled, ({ x, places }) => {
        const shares = elements(softmaxValues(x, [1]));
        elements(sharesLessLabelsValues(x, places)).forEach((value, at) => {
          expect(value).toBeCloseTo(shares[at]! - (places.includes(at) ? 1 : 0), 14);
        });
      }),
    );
  });

  it("keeps what the others have where the label has almost all", () => {
    const t = Math.exp(-40);
    expect(elements(sharesLessLabelsValues(logits([0, -40], [-40, 0]), Int32Array.of(0, 3)))).toEqual([
      -t,
      t,
      t,
      -t,
    ]);
  });

  it("takes rows of −∞ for rows of equal logits, and keeps NaN in its row", () => {
    const x = logits([-Infinity, -Infinity], [NaN, 1], [0, 0]);
    expect(elements(sharesLessLabelsValues(x, Int32Array.of(0, 2, 5)))).toEqual([
      -0.5,
      0.5,
      NaN,
      NaN,
      0.5,
      -0.5,
    ]);
    expect(crossEntropyValues(logits([-Infinity, -Infinity]), Int32Array.of(1)).get()).toBeCloseTo(
      Math.LN2,
      15,
    );
  });
});
