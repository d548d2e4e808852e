/**
 * JᵀSJ against the Jacobian written out, and where it is the Hessian and where not.
 */
import { detached, hessian as hessianOf, mul } from "../../autograd/index.ts";
import { crossEntropy, Linear, mseLoss, Pass } from "../../layers/index.ts";
import { kernels } from "../../lib/index.ts";
import { dense } from "../../probes/dense.ts";
import { gaussNewton } from "../../probes/gauss-newton.ts";
import { hessian } from "../../probes/hessian.ts";
import { normals } from "../../probes/vectors.ts";
import type { Tensor } from "../../tensor/index.ts";
import { gap, product, symmetricEigenvalues, transposed, type Matrix } from "../preconditioners/dense.ts";
import { differences } from "../support/network-derivatives.ts";
import { normal } from "../support/tensors.ts";
import { stream, subject, teacherLoss } from "./subjects.ts";

const rowsOf = (entries: Float64Array, columns: number): Matrix =>
  Array.from({ length: entries.length / columns }, (_, i) => [
    ...entries.slice(i * columns, (i + 1) * columns),
  ]);

describe("the Gauss-Newton matrix", () => {
  const { model, x, labels, loss } = subject({ normalization: "bn-pre" });
  const outputs = (pass: Pass): Tensor => model.forward(x, pass);
  const ofOutputs = (y: Tensor): Tensor => crossEntropy(y, labels);
  const g = gaussNewton(outputs, ofOutputs, model.parameters(), Pass.training());

  it("is JᵀSJ, with J by differences and S from the loss alone", () => {
    const columns = differences(model.parameters(), () => outputs(Pass.training()).toArray());
    const y = outputs(Pass.training());
    const s = rowsOf(hessianOf(ofOutputs)(detached(y)).toArray(), y.size);
    const rows = columns.map((column) => [...column]);
    const written = product(rows, s, transposed(rows));
    expect(gap(dense(g).entries, written.flat())).toBeLessThanOrEqual(1e-9);
  });

  it("multiplies nothing on the way to J: after two forward passes J·v and Jᵀ are one product each of an affine layer", () => {
    const layer = new Linear(4, 3, { random: stream(0) });
    const [input, target] = [normal([6, 4], 0), normal([6, 3], 1)];
    const products = jest.spyOn(kernels, "product");
    const square = gaussNewton((pass) => layer.forward(input, pass), (y) => mseLoss(y, target), layer.parameters(), Pass.training()); // prettier-ignore
    square.apply(new Float64Array(15).fill(1));
    expect(products).toHaveBeenCalledTimes(4);
    products.mockRestore();
  });

  it("names its mode, and refuses outputs that ignore their pass", () => {
    expect([g.mode, g.restrictedTo(model.parameters()).mode]).toEqual(
      Array(2).fill("train mode (statistics of the batch)"),
    );
    expect(() => gaussNewton(() => model.forward(x), ofOutputs, model.parameters(), Pass.training())).toThrow(
      /^gaussNewton: no layer was given the pass/,
    );
  });

  it("is positive semidefinite, and not the Hessian, away from residuals of 0", () => {
    const eigenvalues = symmetricEigenvalues(rowsOf(dense(g).entries, g.size));
    expect(eigenvalues[0]! / eigenvalues.at(-1)!).toBeGreaterThan(-1e-14);
    const h = hessian(loss, model.parameters(), Pass.training());
    expect(gap(dense(h).entries, dense(g).entries)).toBeGreaterThan(1e-3);
  });

  it("is the Hessian where the network is linear in its parameters", () => {
    const linear = subject({ sizes: [3, 2] });
    const matrix = gaussNewton(
      (pass) => linear.model.forward(linear.x, pass),
      (y) => crossEntropy(y, linear.labels),
      linear.model.parameters(),
      Pass.training(),
    );
    const h = hessian(linear.loss, linear.model.parameters(), Pass.training());
    expect(gap(dense(h).entries, dense(matrix).entries)).toBeLessThanOrEqual(1e-13);
  });

  it("is the Hessian where the residuals are 0", () => {
    const target = outputs(Pass.training());
    const matrix = gaussNewton(outputs, (y) => mseLoss(y, target), model.parameters(), Pass.training());
    const teacher = teacherLoss(model, x);
    const h = hessian(teacher, model.parameters(), Pass.training());
    expect(gap(dense(h).entries, dense(matrix).entries)).toBeLessThanOrEqual(1e-13);
  });

  it("names its mode, and restricts to some parameters", () => {
    expect(g.description).toBe(
      `Gauss-Newton matrix by ${g.layout.names()} (${g.size} numbers), train mode (statistics of the batch)`,
    );
    const [first] = model.parameters();
    const part = g.restrictedTo([first!]);
    const v = normals(stream(0), part.size);
    const padded = new Float64Array(g.size);
    padded.set(v);
    expect(gap(part.apply(v), g.apply(padded).slice(0, part.size))).toBeLessThanOrEqual(1e-14);
  });

  it("needs a scalar loss", () => {
    expect(() => gaussNewton(outputs, (y) => mul(y, 2), model.parameters(), Pass.training())).toThrow(
      "gaussNewton: the loss has shape [12,2]",
    );
  });
});
