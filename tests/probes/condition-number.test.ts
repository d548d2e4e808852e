/**
 * The way that is chosen: written out, bounded, or through a factor.
 */
import { Pass } from "../../layers/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { conditionNumber, layerCondition } from "../../probes/condition-number.ts";
import { conditionOf } from "../../probes/condition.ts";
import { layerBlock } from "../../probes/curvature.ts";
import { dense } from "../../probes/dense.ts";
import { hessian } from "../../probes/hessian.ts";
import { predictedNullity } from "../../probes/nullity.ts";
import { matrixOperator } from "../../probes/operator.ts";
import { preconditioned } from "../../probes/preconditioned.ts";
import { spectrumOf } from "../../probes/spectrum.ts";
import { gap } from "../preconditioners/dense.ts";
import { stream, subject, teacherLoss, withSpectrum } from "./subjects.ts";

const operator = matrixOperator(withSpectrum(stream(0), [1, 2, 3, 4, 100]), 5, "a");

describe("conditionNumber", () => {
  it("writes the matrix out up to a size, and bounds above it", () => {
    expect(conditionNumber(operator)).toMatchObject({ status: "certified", products: 5 });
    const bound = conditionNumber(operator, { denseUpTo: 4, steps: 3 });
    expect(bound).toMatchObject({ status: "bound", products: 6 });
    expect(bound.kind === "bound" && bound.kappaAtLeast! <= 100).toBe(true);
  });

  it("is told apart by kind, and by a status that gives the numbers", () => {
    const whole = conditionNumber(operator);
    // As a user would write it: each line is right by its types alone.
    expect(whole.kind === "spectrum" ? whole.kappaStar?.value : 0).toBeCloseTo(100, 9);
    expect(whole.status === "certified" ? whole.kappa.value / whole.kappaStar.value : 0).toBe(1);
    const indefinite = matrixOperator(withSpectrum(stream(0), [-1, 2, 3, 4, 100]), 5, "a");
    const kinds = [2000, 4].map((denseUpTo) => conditionNumber(indefinite, { denseUpTo, steps: 5 }));
    expect(kinds.map(({ kind, status }) => [kind, status])).toEqual([
      ["spectrum", "indefinite"],
      ["bound", "indefinite"],
    ]);
  });

  it("of a network at a minimum, with the predicted number of zeros, is a κ*", () => {
    const { model, x } = subject({ sizes: [3, 3, 2], normalization: "bn-pre" }, 0, 0);
    const h = hessian(teacherLoss(model, x), model.parameters(), Pass.training());
    const { nullity } = predictedNullity(model, x);
    const result = conditionNumber(h, { nullity });
    expect(result).toMatchObject({ stationarity: 0, negative: 0, zero: nullity, nullity });
    expect(["singular", "ambiguous"]).toContain(result.status);
  });

  it("of a network in training is none", () => {
    const { model, x, loss } = subject({ sizes: [3, 6, 2] });
    const h = hessian(loss, model.parameters(), Pass.training());
    const { nullity } = predictedNullity(model, x, { softmax: true });
    expect(["indefinite", "ambiguous"]).toContain(conditionNumber(h, { nullity }).status);
  });
});

describe("layerCondition", () => {
  const { model, loss } = subject({ preconditioner: bnp(), activation: "relu" });
  const h = hessian(loss, model.parameters(), Pass.training());

  it.each([false, true])(
    "goes through the factor where there is one: preconditioned %s",
    (isPreconditioned) => {
      const use = h.pass.uses[1]!;
      const options = { preconditioned: isPreconditioned };
      const result = layerCondition(h, use, options);
      expect(result).toMatchObject({
        certificate: "singular values of a factor in double-double",
        certifies: "layer block",
        products: 3,
      });
      const block = layerBlock(h, model.layers[2]!);
      const direct = conditionOf(spectrumOf(dense(isPreconditioned ? preconditioned(block) : block)));
      if (result.kind === "bound") throw new Error("It should have been small enough.");
      expect(gap(result.eigenvalues, direct.eigenvalues)).toBeLessThanOrEqual(1e-12);
      expect(result.description).toBe(direct.description);
      expect(result.zero).toBe(direct.zero);
    },
  );

  it("goes by products where there is none, or the block is large", () => {
    const smooth = subject({ sizes: [3, 6, 5, 2] });
    const a = hessian(smooth.loss, smooth.model.parameters(), Pass.training());
    expect(layerCondition(a, a.pass.uses[0]!)).toMatchObject({
      certificate: "counts of eigenvalues by LDLᵀ",
      certifies: "computed matrix",
    });
    expect(layerCondition(h, h.pass.uses[1]!, { factorUpTo: 5 })).toMatchObject({ products: 10 });
    expect(layerCondition(h, h.pass.uses[1]!, { factorUpTo: 5, denseUpTo: 5 }).status).toMatch(
      /bound|indefinite/,
    );
  });

  it.each([false, true])(
    "of a softmax is singular, with a certified κ*, if that is said: preconditioned %s",
    (isPreconditioned) => {
      const at = h.pass.uses[1]!;
      const found = (softmax: boolean) =>
        layerCondition(h, at, { preconditioned: isPreconditioned, softmax });
      const [unsaid, said] = [found(false), found(true)];
      if (unsaid.status !== "presumed" || said.status !== "singular") throw new Error(said.status);
      const columns = at.weight.shape[1]! + 1;
      expect(said).toMatchObject({ nullity: columns, zero: columns, threshold: 0 });
      expect([...said.eigenvalues.slice(0, columns)]).toEqual(new Array(columns).fill(0));
      const { value, low, high } = said.kappaStar;
      expect(value / unsaid.kappaStarIfZero.value).toBeCloseTo(1, 12);
      expect(high / low - 1).toBeLessThan(1e-13);
      expect(said.kappa).toMatchObject({ low, value: Infinity, high: Infinity });
      expect(layerCondition(h, at, { softmax: true, nullity: 0 }).status).toBe("ambiguous"); // a given nullity counts
    },
  );
});
