/**
 * BNP's Pᵀ on rows in double-double: to Float64's rounding it is the factor's Pᵀ, for dense layers and for channels.
 */
import { Random } from "../../lib/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { matrixOf, normals, valuesOfMatrix } from "./cases.ts";
import { matrixGap } from "./dense.ts";
import { ones } from "../../tensor/index.ts";

it.each([
  ["a dense layer", 4, 4, 3],
  ["a convolution", 6, 2, 30],
  ["nothing observed", 4, 4, 0],
])("of %s it is the factor's Pᵀ of [1, h]", (_, inputs, channels, batch) => {
  const random = Random.stream(0, "standardization");
  const p = bnp().create({ inputs, outputs: 1, channels, bias: true, layer: "layer" });
  const values = valuesOfMatrix(normals(random, Math.max(batch, 1), channels));
  if (batch > 0) p.observe!({ rows: batch, channels: values, input: values });
  const { transposeTimes, standardization } = p.factor();
  const rows = normals(random, 5, inputs);
  const { weight, bias } = transposeTimes({ weight: valuesOfMatrix(rows), bias: ones([5]).values });
  const { shift, scale, ones: one } = standardization!();
  const exact = rows.map((row) => row.map((h, c) => (h - shift[c]!.high) * scale[c]!.high));
  expect(matrixGap(matrixOf(weight), exact)).toBeLessThanOrEqual(1e-14);
  expect(Math.abs(bias!.data[0]! - one.high)).toBeLessThanOrEqual(1e-15);
});
