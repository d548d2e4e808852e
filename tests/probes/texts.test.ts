/**
 * Every kind of result prints as one line, and keeps its fields.
 */
import { inspect } from "node:util";
import { conditionOfRows } from "../../probes/affine-conditioning.ts";
import { affineConditioning, closedFormBlock, hessian, predictedNullity } from "../../probes/index.ts";
import { dense } from "../../probes/dense.ts";
import { diagonal, trace } from "../../probes/hutchinson.ts";
import { conditionBound } from "../../probes/lanczos.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { spectrumOfFactor } from "../../probes/factor-spectrum.ts";
import { spectrumOf } from "../../probes/spectrum.ts";
import { Pass } from "../../layers/index.ts";
import { subject } from "./subjects.ts";

const a = matrixOperator(Float64Array.of(1, 0, 0, 4), 2, "A");
const rows = { entries: Float64Array.of(1, 0, 0, 2), rows: 2, columns: 2 };
const { model, x, loss } = subject();
const h = hessian(loss, model.parameters(), Pass.training());

it.each<[string, object, RegExp]>([
  ["a matrix", dense(a), /^matrix of A, 2×2, asymmetry 0$/],
  ["a spectrum", spectrumOf(dense(a)), /^spectrum of A, 2 eigenvalues: from 1 to 4, zero up to /],
  ["the spectrum of a factor", spectrumOfFactor(rows, "F"), /^spectrum of F, 2 eigenvalues: from 1 to 4/],
  ["a bound", conditionBound(a), /^condition number of A: bound, κ ≥ 4; a lower bound: .*; 4 products$/],
  ["rows", conditionOfRows(rows), /^κ = 2, rank 2 of 2 singular values$/],
  ["a trace", trace(a), /^trace of A: 5 ± 0, from 30 products$/],
  ["a diagonal", diagonal(a), /^diagonal of A: 2 entries, standard errors up to 0, from 30 products$/],
  ["a layer's input", affineConditioning(h.pass)[0]!, /^0\.weight, 12 rows of 4: κ\(Ĥ\) = /],
  ["a closed form", closedFormBlock(h, h.pass.uses.at(-1)!), /^closed form, factor of \d+×10: every S/],
  ["a nullity", predictedNullity(model, x, { softmax: true }), /^5 zeros predicted: 5 from /],
])("%s prints as one line", (_name, result, words) => {
  expect(inspect(result)).toMatch(words);
  expect(Object.keys(result).length).toBeGreaterThan(2);
  expect(Object.keys(result)).not.toContain("toString");
});
