/**
 * Laws of derivatives that need no differences, over every operation of the catalogue, on every third of its
 * samples (all in `npm run test:deep`), memory layouts in rotation: adjoints of linear maps, agreement of forward and reverse mode, symmetry of Hessians, linearity of
 * pullbacks.
 */
import { isDeep } from "../support/effort.ts";
import { add, dot, grad, hvp, jvp, mul, pullback, variable } from "../../autograd/index.ts";
import { generate, type Tensor } from "../../tensor/index.ts";
import { catalogue, type Entry } from "../support/catalogue.ts";
import { drawInputs, laidOut, layouts, oneLayoutEach } from "../support/inputs.ts";
import { inner, norm, normal, relativeDistance } from "../support/tensors.ts";

/** Runs `check` on every sample of an operation, and counts. */
function onSamples(
  operation: Entry,
  check: (inputs: readonly Tensor[], run: (xs: readonly Tensor[]) => Tensor, at: string) => void,
): number {
  let count = 0;
  operation.samples.forEach((sample, s) => {
    if (!isDeep && s % 3 !== 0) return;
    for (const layout of oneLayoutEach(s)) {
      const { inputs } = drawInputs(operation, sample, layout, s);
      check(inputs, (xs) => operation.run(xs, sample.params), `${JSON.stringify(sample)} ${layout}`);
      count++;
    }
  });
  return count;
}

const named = (operations: readonly Entry[]): [string, Entry][] =>
  operations.map((operation) => [operation.name, operation]);
const withSlope = catalogue.filter(({ kind }) => kind !== "flat");
const sizeOf = (xs: readonly Tensor[]): number => norm(xs.flatMap((x) => [...x.toArray()]));
const innerOf = (xs: readonly Tensor[], ys: readonly Tensor[]): number =>
  xs.reduce((sum, x, i) => sum + inner(x, ys[i]!), 0);
const randomLike = (xs: readonly Tensor[], seed: number): Tensor[] =>
  xs.map((x, i) => normal(x.shape, 100 * seed + i));

describe("the adjoint law ⟨Ax, y⟩ = ⟨x, Aᵀy⟩", () => {
  const linear = catalogue.filter(({ kind }) => kind === "linear");

  it("has maps to hold for", () => expect(linear.length).toBeGreaterThan(10));

  it.each(named(linear))("holds for %s to 1e-14", (_, operation) => {
    const count = onSamples(operation, (inputs, run, at) => {
      const xs = inputs.map(variable);
      const image = run(xs);
      const y = normal(image.shape, 1);
      const adjoint = pullback(image, xs, y);
      const gap = Math.abs(inner(image, y) - innerOf(xs, adjoint));
      expect([at, gap <= 1e-14 * norm(image.toArray()) * norm(y.toArray())]).toEqual([at, true]);
    });
    expect(count).toBeGreaterThanOrEqual(isDeep ? 12 : 4);
  });

  it.each(named(linear))("%s is linear: A(x + 3z) = Ax + 3Az", (_, operation) => {
    onSamples(operation, (inputs, run, at) => {
      const others = randomLike(inputs, 2);
      const together = run(inputs.map((x, i) => add(x, mul(3, others[i]!))));
      const apart = add(run(inputs), mul(3, run(others)));
      expect([at, relativeDistance(together.toArray(), apart.toArray()) < 1e-14]).toEqual([at, true]);
    });
  });
});

describe("forward mode, column by column", () => {
  it.each(named(withSlope))("gives the Jacobian of %s that reverse mode gives, to 1e-13", (_, operation) => {
    onSamples(operation, (inputs, run, at) => {
      inputs.forEach((x, which) => {
        const f = (moved: Tensor): Tensor => run(inputs.map((input, i) => (i === which ? moved : input)));
        const leaf = variable(x);
        const y = f(leaf);
        const oneHot = (like: Tensor, place: number): Tensor =>
          generate(like.shape, (i) => (i === place ? 1 : 0));
        const rows = Array.from({ length: y.size }, (__, i) => [
          ...pullback(y, [leaf], oneHot(y, i))[0]!.toArray(),
        ]);
        const columns = Array.from({ length: x.size }, (__, j) => [
          ...jvp(f, x, oneHot(x, j)).tangent.toArray(),
        ]);
        const transposed = rows.flatMap((row, i) => row.map((___, j) => columns[j]![i]!));
        expect([at, relativeDistance(transposed, rows.flat()) <= 1e-13]).toEqual([at, true]);
      });
    });
  });
});

describe("second derivatives commute", () => {
  it.each(named(withSlope))("⟨u, Hv⟩ = ⟨Hu, v⟩ for %s to 1e-14", (_, operation) => {
    onSamples(operation, (inputs, run, at) => {
      const weights = normal(run(inputs).shape, 3);
      const f = (xs: readonly Tensor[]): Tensor => dot(run(xs), weights);
      const [u, v] = [randomLike(inputs, 4), randomLike(inputs, 5)];
      const [hu, hv] = [hvp<readonly Tensor[]>(f, inputs, u), hvp<readonly Tensor[]>(f, inputs, v)];
      const gap = Math.abs(innerOf(u, hv) - innerOf(hu, v));
      const scale = sizeOf(u) * sizeOf(hv) + sizeOf(v) * sizeOf(hu);
      expect([at, gap <= 1e-14 * scale]).toEqual([at, true]);
    });
  });
});

describe("pullbacks", () => {
  it.each(named(withSlope))("of %s are linear in the seed", (_, operation) => {
    onSamples(operation, (inputs, run, at) => {
      const xs = inputs.map(variable);
      const y = run(xs);
      const [p, q] = [normal(y.shape, 6), normal(y.shape, 7)];
      const flat = (seed: Tensor): number[] => pullback(y, xs, seed).flatMap((g) => [...g.toArray()]);
      const [both, ofP, ofQ] = [flat(add(p, mul(-2, q))), flat(p), flat(q)];
      const combined = ofP.map((value, i) => value - 2 * ofQ[i]!);
      expect([
        at,
        norm(both.map((value, i) => value - combined[i]!)) <= 1e-14 * (norm(ofP) + norm(ofQ)),
      ]).toEqual([at, true]);
    });
  });

  it.each(named(withSlope))("of %s are the same in every memory layout", (_, operation) => {
    for (const sample of operation.samples) {
      const { inputs } = drawInputs(operation, sample, "contiguous", 0);
      const f = (xs: readonly Tensor[]): Tensor => {
        const y = operation.run(xs, sample.params);
        return dot(y, normal(y.shape, 8));
      };
      const gradients = layouts.map((layout) =>
        grad(f)(inputs.map((x) => laidOut(x.toArray(), x.shape, layout))).flatMap((g) => [...g.toArray()]),
      );
      for (const other of gradients) expect(relativeDistance(other, gradients[0]!)).toBeLessThan(1e-15);
    }
  });
});
