/**
 * Cross-entropy of rows of logits [N, C] and a label each, and its gradient, in one pass over each row.
 *
 * Labels come as places in the row-major logits, one a row. The caller has checked them.
 */
import { pairwiseSum } from "../lib/index.ts";
import { below, logSoftmaxValues, mapRows } from "./softmax.ts";
import { elementsOf, valuesOf, type Values } from "./values.ts";

/**
 * −(1/N) Σ log softmax(x) at the places, a scalar.
 * @example
 * new Tensor(crossEntropyValues(tensor([[0, 0]]).values, Int32Array.of(1))); // → Tensor [] 0.693147
 */
export function crossEntropyValues(x: Values, places: Int32Array): Values {
  const logs = elementsOf(logSoftmaxValues(x, [1]));
  const labelled = Float64Array.from(places, (place) => logs[place]!);
  return valuesOf(Float64Array.of(pairwiseSum(labelled, 0, 1, labelled.length) * (-1 / places.length)), []);
}

/**
 * softmax(x), less 1 at the places. There it is −(what the other classes have), which keeps its digits where the share
 * itself is rounded to 1.
 * @example
 * new Tensor(sharesLessLabelsValues(tensor([[0, 0]]).values, Int32Array.of(1))); // → Tensor [1,2] [[0.5, -0.5]]
 */
export function sharesLessLabelsValues(x: Values, places: Int32Array): Values {
  let row = 0;
  return mapRows(x, [1], (data, from, to, largest, _ties, out) => {
    const label = places[row++]!;
    let others = 0;
    for (let at = from; at < to; at++) {
      const power = Math.exp(below(data[at]!, largest));
      out[at] = power;
      if (at !== label) others += power;
    }
    const total = others + out[label]!;
    out[label] = -others;
    for (let at = from; at < to; at++) out[at] = out[at]! / total;
  });
}
