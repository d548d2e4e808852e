/**
 * The laws of residual-gradients.test.ts and residual-gradients.deep.ts, for one normaliser.
 */
import { pullback } from "../../autograd/index.ts";
import type { Normalization } from "../../layers/index.ts";
import { gap } from "../preconditioners/dense.ts";
import {
  concatenated,
  differences,
  gradient,
  hessianRows,
  tensorsOf,
  transposedRows,
} from "../support/network-derivatives.ts";
import { holding, network } from "../support/residual-network.ts";

/** The gradient equals six-point differences to 1e-9. */
export function checkGradient(method: Normalization | undefined): void {
  const net = network(method);
  const exact = gradient(net);
  holding(net);
  expect([...gradient(net)]).toEqual([...exact]); // r and d are those of the point itself
  const first = concatenated(differences(net.parameters, () => [net.loss().item()]));
  expect(gap(exact, first)).toBeLessThanOrEqual(1e-9);
}

/** The Hessian equals six-point differences of the gradient to 1e-9, and is symmetric to 1e-14. */
export function checkHessian(method: Normalization | undefined): void {
  const net = network(method);
  const rows = hessianRows(net);
  holding(net);
  const second = concatenated(differences(net.parameters, () => gradient(net)));
  expect(gap(concatenated(rows), second)).toBeLessThanOrEqual(1e-9);
  expect(gap(concatenated(rows), transposedRows(rows))).toBeLessThanOrEqual(1e-14);
  // None of it is empty: every tensor has a slope, but for the biases that a batch's mean takes away again.
  const slopes = pullback(net.loss(), tensorsOf(net.parameters)).map((g) =>
    Math.max(...g.toArray().map(Math.abs)),
  );
  expect(slopes.filter((slope) => slope < 1e-12)).toHaveLength(method === "bn-pre" ? 4 : 0);
}
