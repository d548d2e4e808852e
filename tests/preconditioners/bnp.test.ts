/**
 * BNP as a linear map: its five faces (`apply`, `gradients`, P, Pᵀ, the formula) are one, and it is symmetric, positive
 * and the identity until it has seen something.
 */
import { Random, UserError } from "../../lib/index.ts";
import { toDense, bnp, statisticsPolicies, type BnpOptions } from "../../preconditioners/index.ts";
import { broadcastValues, elementsOf, ones, valuesOf } from "../../tensor/index.ts";
import {
  fromNeurons,
  matrixOfMap,
  momentsIn,
  neurons,
  normals,
  plainGradient,
  preconditioningMatrix,
  seen,
  valuesOfMatrix,
  worst,
  type Seen,
  observationOfRows,
} from "./cases.ts";
import { diagonal, gap, matrixGap, product, scaled, symmetricEigenvalues, transposed } from "./dense.ts";

/** The formula of the paper, from the statistics as they stand. */
function expected({ preconditioner, inputs, rows }: Seen, { eps1 = 1e-2, eps2 = 1e-4 }: BnpOptions = {}) {
  const { mean, variance } = momentsIn(preconditioner);
  const damping = eps1 * Math.max(...variance) + eps2;
  const damped = Array.from(variance, (v) => v + damping);
  return preconditioningMatrix(mean, damped, Math.max(inputs / rows, 1));
}

const choices = statisticsPolicies.map((statistics) => bnp({ statistics }));

describe.each(choices.map((choice, i) => [statisticsPolicies[i]!, choice] as const))(
  "bnp, %s",
  (_, choice) => {
    it("applies P·Pᵀ = (1/q²)·U·D²·Uᵀ", () => {
      const error = worst(100, "apply", (random) => {
        const it = seen(random, choice);
        const g = normals(random, it.outputs, it.inputs + 1);
        const applied = neurons(it.preconditioner.apply(fromNeurons(g)));
        return matrixGap(applied, product(g, expected(it)));
      });
      expect(error).toBeLessThanOrEqual(1e-12);
    });

    it("has gradients(H, δ) = apply(δᵀ[H, 1]), whichever of N and m is larger", () => {
      const error = worst(100, "gradients", (random) => {
        const { preconditioner, input, cotangent } = seen(random, choice);
        const finished = preconditioner.apply(fromNeurons(plainGradient(input, cotangent)));
        return matrixGap(neurons(toDense(preconditioner.gradients(input, cotangent))), neurons(finished));
      });
      expect(error).toBeLessThanOrEqual(1e-12);
    });

    it("has factors with P·Pᵀ = apply", () => {
      const error = worst(100, "factor", (random) => {
        const { preconditioner, inputs, outputs } = seen(random, choice);
        const g = fromNeurons(normals(random, outputs, inputs + 1));
        const { times, transposeTimes } = preconditioner.factor();
        return matrixGap(neurons(times(transposeTimes(g))), neurons(preconditioner.apply(g)));
      });
      expect(error).toBeLessThanOrEqual(1e-12);
    });

    it("has a P⁻¹: P·(P⁻¹·ŵ) = ŵ = P⁻¹·(P·ŵ)", () => {
      const error = worst(100, "inverse", (random) => {
        const { preconditioner, inputs, outputs } = seen(random, choice);
        const w = fromNeurons(normals(random, outputs, inputs + 1));
        const { times, inverseTimes } = preconditioner.factor();
        return Math.max(
          matrixGap(neurons(times(inverseTimes!(w))), neurons(w)),
          matrixGap(neurons(inverseTimes!(times(w))), neurons(w)),
        );
      });
      expect(error).toBeLessThanOrEqual(1e-12);
    });

    it("has P and Pᵀ that are each other's transpose: ⟨P z, g⟩ = ⟨z, Pᵀg⟩", () => {
      const error = worst(100, "adjoint", (random) => {
        const { preconditioner, inputs } = seen(random, choice);
        const { times, transposeTimes } = preconditioner.factor();
        const p = matrixOfMap(inputs + 1, times);
        return matrixGap(matrixOfMap(inputs + 1, transposeTimes), transposed(p));
      });
      expect(error).toBeLessThanOrEqual(1e-14);
    });

    it("is symmetric and positive definite", () => {
      const asymmetry = worst(50, "symmetric", (random) => {
        const { preconditioner, inputs } = seen(random, choice);
        const matrix = matrixOfMap(inputs + 1, (g) => preconditioner.apply(g));
        expect(symmetricEigenvalues(matrix)[0]).toBeGreaterThan(0);
        return matrixGap(transposed(matrix), matrix);
      });
      expect(asymmetry).toBeLessThanOrEqual(1e-15);
    });

    it("is linear", () => {
      const error = worst(50, "linear", (random) => {
        const { preconditioner, inputs, outputs } = seen(random, choice);
        const [a, b] = [normals(random, outputs, inputs + 1), normals(random, outputs, inputs + 1)];
        const sum = a.map((row, i) => row.map((x, j) => 2 * x - 3 * b[i]![j]!));
        const [pa, pb] = [a, b].map((g) => neurons(preconditioner.apply(fromNeurons(g))));
        const combined = pa!.map((row, i) => row.map((x, j) => 2 * x - 3 * pb![i]![j]!));
        return matrixGap(neurons(preconditioner.apply(fromNeurons(sum))), combined);
      });
      expect(error).toBeLessThanOrEqual(1e-12);
    });

    it("is exactly the identity before it has seen anything", () => {
      const preconditioner = choice.create({ inputs: 3, outputs: 1, bias: true, layer: "layer" });
      const one = diagonal([1, 1, 1, 1]);
      const { times, transposeTimes } = preconditioner.factor();
      for (const map of [times, transposeTimes, preconditioner.apply.bind(preconditioner)]) {
        expect(matrixGap(matrixOfMap(4, map), one)).toBe(0);
      }
      const [h, delta] = [valuesOfMatrix([[1, 2, 3]]), valuesOfMatrix([[5, -7]])];
      expect(neurons(toDense(preconditioner.gradients(h, delta)))).toEqual(plainGradient(h, delta));
    });

    it("continues from its state, through JSON, as if it had never stopped", () => {
      const error = worst(20, "state", (random) => {
        const it = seen(random, choice);
        const resumed = choice.create({ inputs: it.inputs, outputs: 1, bias: true, layer: "layer" });
        resumed.load(JSON.parse(JSON.stringify(it.preconditioner.state())) as Record<string, number>);
        for (const each of [it.preconditioner, resumed]) each.observe?.(observationOfRows(it.input));
        expect(resumed.state()).toEqual(it.preconditioner.state());
        const [a, b] = [it.preconditioner, resumed].map((p) =>
          neurons(toDense(p.gradients(it.input, it.cotangent))),
        );
        return matrixGap(a!, b!);
      });
      expect(error).toBe(0);
    });
  },
);

describe("bnp", () => {
  it("takes its damping from eps1 and eps2", () => {
    const options = { eps1: 0.3, eps2: 0.07 };
    const error = worst(50, "damping", (random) => {
      const it = seen(random, bnp(options));
      return matrixGap(
        matrixOfMap(it.inputs + 1, (g) => it.preconditioner.apply(g)),
        expected(it, options),
      );
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("has defaults ramp, ρ = 0.99, ε₁ = 1e-2, ε₂ = 1e-4", () => {
    const named = bnp({ statistics: "ramp", rho: 0.99, eps1: 1e-2, eps2: 1e-4 });
    const error = worst(5, "defaults", (random) => {
      const it = seen(random, bnp(), { batches: 150, rows: 2 });
      const same = named.create({ inputs: it.inputs, outputs: 1, bias: true, layer: "layer" });
      for (const rows of it.batches) same.observe?.(observationOfRows(valuesOfMatrix(rows)));
      return matrixGap(
        neurons(toDense(same.gradients(it.input, it.cotangent))),
        neurons(toDense(it.preconditioner.gradients(it.input, it.cotangent))),
      );
    });
    expect(error).toBe(0);
  });

  it("divides by q² = m/N only where there are more inputs than rows", () => {
    for (const [rows, inputs] of [
      [3, 6],
      [6, 6],
      [9, 6],
    ] as const) {
      const error = worst(5, "q", (random) => {
        const it = seen(random, bnp(), { rows, inputs });
        const { mean, variance } = momentsIn(it.preconditioner);
        const damped = Array.from(variance, (v) => v + 1e-2 * Math.max(...variance) + 1e-4);
        const withoutQ = preconditioningMatrix(mean, damped, 1);
        const matrix = matrixOfMap(inputs + 1, (g) => it.preconditioner.apply(g));
        return matrixGap(matrix, scaled(rows === 3 ? 1 / 2 : 1, withoutQ));
      });
      expect(error).toBeLessThanOrEqual(1e-12);
    }
  });

  it("reads strided and repeated values as their elements", () => {
    const h = valuesOfMatrix([[1, 2], [3, 5], [4, 9]]); // prettier-ignore
    const preconditioner = bnp().create({ inputs: 2, outputs: 1, bias: true, layer: "layer" });
    const strided = valuesOf(Float64Array.of(1, 3, 4, 2, 5, 9), [3, 2], [1, 3]);
    preconditioner.observe?.(observationOfRows(strided));
    const delta = broadcastValues(ones([1]).values, [3, 2]);
    const plain = valuesOf(new Float64Array(6).fill(1), [3, 2]);
    expect(neurons(toDense(preconditioner.gradients(strided, delta)))).toEqual(
      neurons(toDense(preconditioner.gradients(h, plain))),
    );
    const strange = {
      weight: valuesOf(Float64Array.of(1, 2, 3, 4), [2, 2], [1, 2]),
      bias: broadcastValues(ones([1]).values, [2]),
    };
    expect(neurons(preconditioner.apply(strange))).toEqual(neurons(preconditioner.apply(fromNeurons([[1, 1, 3], [1, 2, 4]])))); // prettier-ignore
  });

  it("gives arrays that the caller may overwrite, and leaves its arguments and itself alone", () => {
    const { preconditioner, input, cotangent, inputs, outputs } = seen(Random.stream(0, "aliasing"), bnp());
    const g = fromNeurons(normals(Random.stream(0, "g"), outputs, inputs + 1));
    const copies = [input, cotangent, g.weight, g.bias!].map((v) => elementsOf(v).slice());
    const [state, before] = [JSON.stringify(preconditioner.state()), neurons(preconditioner.apply(g))];
    const { times, transposeTimes } = preconditioner.factor();
    for (const result of [
      toDense(preconditioner.gradients(input, cotangent)),
      preconditioner.apply(g),
      times(g),
      transposeTimes(g),
    ]) {
      result.weight.data.fill(NaN);
      result.bias!.data.fill(NaN);
    }
    expect([input, cotangent, g.weight, g.bias!].map((v) => elementsOf(v))).toEqual(copies);
    expect(JSON.stringify(preconditioner.state())).toBe(state);
    expect(neurons(preconditioner.apply(g))).toEqual(before);
  });

  it("centres exactly at its first batch of one row: nothing is left of the weights' gradient", () => {
    const error = worst(20, "first row", (random) => {
      const { preconditioner, input, cotangent } = seen(random, bnp(), { batches: 1, rows: 1 });
      const { weight, bias } = toDense(preconditioner.gradients(input, cotangent));
      const q2 = input.shape[1]!;
      expect(
        gap(
          elementsOf(bias!),
          elementsOf(cotangent).map((d) => d / q2),
        ),
      ).toBeLessThanOrEqual(1e-15);
      return Math.max(...elementsOf(weight).map(Math.abs));
    });
    expect(error).toBe(0);
  });

  it("on a layer without bias is an error that names the layer and says what to do", () => {
    const make = () => bnp().create({ inputs: 3, outputs: 1, bias: false, layer: "Linear(3 → 2)" });
    expect(make).toThrow(UserError);
    expect(make).toThrow(/^Linear\(3 → 2\): bnp\(\) needs a bias.*Give it a bias, or use identity\(\)/);
  });

  it.each([
    [{ statistics: "cumulative" as "ramp" }, /'cumulative'.*ramp, total, paper/],
    [{ rho: 1 }, /rho is 1:/],
    [{ rho: -0.1 }, /rho is -0.1/],
    [{ rho: NaN }, /rho is NaN/],
    [{ eps1: -1 }, /eps1 is -1/],
    [{ eps2: NaN }, /eps2 is NaN/],
  ])("refuses %j", (options, message) => {
    expect(() => bnp(options)).toThrow(UserError);
    expect(() => bnp(options)).toThrow(message);
  });
});
