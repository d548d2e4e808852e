/**
 * Batch and layer normalisation to their fourth derivatives, against values computed with 60 digits. The statistics are
 * part of the graph; rules that save them as constants go wrong here from the second derivative on.
 */
import {
  add,
  grad,
  mul,
  reshape,
  sliceAxis,
  square,
  stack,
  standardize,
  sum,
  type Tensors,
} from "../../autograd/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";

type Scalar = (t: Tensor) => Tensor;
const derivative = (f: Scalar, order: number): Scalar =>
  order === 0 ? f : derivative(grad<Tensors & Tensor>(f), order - 1);

/** Σ (i + 1)·yᵢ for y = γ·standardize(x) + β per channel of [2, 2, 2], with xᵢ(t) = (i + 1)t + ((i mod 3) − 1)t² + i. */
const batchNorm: Scalar = (t) => {
  const shape = [2, 2, 2];
  const [slope, bend] = [generate(shape, (i) => i + 1), generate(shape, (i) => (i % 3) - 1)];
  const x = add(
    add(mul(slope, t), mul(bend, square(t))),
    generate(shape, (i) => i),
  );
  const [weight, bias] = [tensor([[1.5], [-0.5]]), tensor([[0.25], [1]])];
  const y = add(mul(standardize(x, { axes: [0, 2], eps: 0.25 }), weight), bias);
  return sum(mul(y, slope));
};

/** The first of two elements (−t, t), normalised with ε = 1: −t/√(1 + t²). */
const layerNorm: Scalar = (t) => {
  const y = standardize(stack([mul(-1, t), t]), { axes: [0], eps: 1 });
  return reshape(sliceAxis(y, 0, 0, 1), []);
};

describe("normalisation to the fourth derivative", () => {
  it.each([
    [0, 36.16877756630649],
    [1, -0.44963206471575357],
    [2, -0.20703015646993195],
    [3, -0.12088220653249108],
    [4, -0.08087189025920218],
  ])("batch norm at t = −6, order %d", (order, reference) => {
    const value = derivative(batchNorm, order)(tensor(-6)).item();
    expect(Math.abs(value / reference - 1)).toBeLessThanOrEqual(1e-11);
  });

  const t = 0.7;
  const s = 1 + t * t;
  it.each([
    [0, -t / s ** 0.5],
    [1, -1 / s ** 1.5],
    [2, 0.7749142079590942],
    [3, -0.7132479766449956],
    [4, -1.8150326027599162],
  ])("layer norm at t = 0.7, order %d", (order, reference) => {
    const value = derivative(layerNorm, order)(tensor(t)).item();
    expect(Math.abs(value / reference - 1)).toBeLessThanOrEqual(1e-13);
  });
});
