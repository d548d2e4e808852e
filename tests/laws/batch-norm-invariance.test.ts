/**
 * What batch normalisation cannot see, and the null directions that follow from it.
 *
 * y does not change when a feature of x is shifted or scaled. So with ε = 0 the loss of Linear-BN-… is homogeneous of
 * degree 0 in the weights w of each neuron before the norm: w·∇ = 0, and, differentiated once more, Hw = −∇ on that
 * neuron and 0 elsewhere. A bias before BN has no gradient and no curvature at all.
 */
import { add, mul, pullback, square, sub, sum } from "../../autograd/index.ts";
import type { Random } from "../../lib/index.ts";
import {
  BatchNorm1d,
  LayerNorm,
  type Linear,
  mlp,
  mseLoss,
  Pass,
  type Sequential,
} from "../../layers/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";
import { worst } from "../preconditioners/cases.ts";
import { gap } from "../preconditioners/dense.ts";

const normal = (random: Random, shape: readonly number[]): Tensor => generate(shape, () => random.normal());
const between = (random: Random, n: number, low: number, high: number): Tensor =>
  tensor(Array.from({ length: n }, () => random.between(low, high)));

describe("BN with ε = 0", () => {
  const norm = new BatchNorm1d(4, { eps: 0 });
  const forward = (x: Tensor): Float64Array => norm.forward(x, Pass.training()).toArray();

  it("does not see a shift or a positive scale of any feature", () => {
    const error = worst(100, "invariance", (random) => {
      const x = normal(random, [8, 4]);
      const [scale, shift] = [between(random, 4, 0.1, 10), between(random, 4, -5, 5)];
      return gap(forward(add(mul(x, scale), shift)), forward(x));
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("turns its sign with the feature's", () => {
    const error = worst(20, "sign", (random) => {
      const x = normal(random, [8, 4]);
      return gap(forward(mul(x, -2)), forward(x).map((y) => -y)); // prettier-ignore
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });

  it("sees both in ε's stead with ε > 0, and neither in evaluation", () => {
    const damped = new BatchNorm1d(4, { eps: 1e-2 });
    const running = new BatchNorm1d(4, { eps: 0 });
    worst(3, "not invariant", (random) => {
      const x = normal(random, [8, 4]);
      expect(
        gap(
          damped.forward(mul(0.1, x), Pass.training()).toArray(),
          damped.forward(x, Pass.training()).toArray(),
        ),
      ).toBeGreaterThan(1e-3);
      expect(gap(running.forward(mul(3, x)).toArray(), running.forward(x).toArray())).toBeGreaterThan(1);
      return 0;
    });
  });

  it("has columns of mean 0 and mean square 1", () => {
    const error = worst(50, "moments", (random) => {
      const y = norm.forward(add(mul(normal(random, [8, 4]), 3), 7), Pass.training());
      const ones = tensor([1, 1, 1, 1]);
      const [means, squares] = [y, square(y)].map((t) => mul(1 / 8, sum(t, { axes: [0] })));
      return Math.max(...sub(means!, 0).toArray().map(Math.abs), gap(squares!.toArray(), ones.toArray()));
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });
});

describe("layer normalisation with ε = 0", () => {
  it("does not see a shift or a positive scale of a whole example", () => {
    const norm = new LayerNorm(5, { eps: 0 });
    const error = worst(50, "ln", (random) => {
      const x = normal(random, [3, 5]);
      const [scale, shift] = [3, 1].map((low) => generate([3, 1], () => random.between(low, 2 * low)));
      return gap(norm.forward(add(mul(x, scale!), shift!)).toArray(), norm.forward(x).toArray());
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });
});

interface Network {
  readonly model: Sequential;
  readonly loss: Tensor;
  readonly first: Linear;
}

function network(random: Random, eps: number): Network {
  const model = mlp({ sizes: [4, 3, 2], activation: "tanh", random, normalization: "bn-pre" });
  const layers = model.layers.map((layer) =>
    layer instanceof BatchNorm1d ? new BatchNorm1d(3, { eps }) : layer,
  );
  const first = layers[0] as Linear;
  first.bias!.replace(Float64Array.from({ length: 3 }, () => random.normal()));
  const h = layers.reduce((x, layer) => layer.forward(x, Pass.training()), normal(random, [9, 4]));
  const loss = mseLoss(h, normal(random, [9, 2]));
  return { model, loss, first };
}

/** Gradient, and H·v for v = w of the neuron with weights `row` of the first layer, zero elsewhere. */
function along({ loss, first }: Network, others: readonly Tensor[], row: number) {
  const all = [first.weight.tensor, first.bias!.tensor, ...others];
  const gradients = pullback(loss, all);
  const mask = generate(first.weight.shape, (i) => (Math.floor(i / 4) === row ? 1 : 0));
  const w = mul(mask, first.weight.tensor);
  const seeds = all.map((t, i) => (i === 0 ? w : generate(t.shape, () => 0)));
  return { w, mask, gradients, products: pullback(gradients, all, seeds) };
}

describe("Linear-BN-tanh-Linear with ε = 0", () => {
  const flat = (ts: readonly Tensor[]): number[] => ts.flatMap((t) => [...t.toArray()]);

  it("has w·∇ = 0 and Hw = −∇ for the weights of each neuron before the norm", () => {
    const error = worst(20, "null", (random) => {
      const net = network(random, 0);
      const others = net.model.parameters().slice(4).map((p) => p.tensor); // prettier-ignore
      const errors = [0, 1, 2].map((row) => {
        const { w, mask, gradients, products } = along(net, others, row);
        const [ofWeights, ...rest] = gradients;
        const size = Math.hypot(...flat([mul(mask, ofWeights!)])) * Math.hypot(...flat([w]));
        const inner = Math.abs(sum(mul(w, ofWeights!)).item()) / size;
        const expected = [mul(-1, mul(mask, ofWeights!)), ...rest.map((t) => mul(0, t))];
        return Math.max(inner, gap(flat(products), flat(expected)));
      });
      return Math.max(...errors);
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("which ε = 1e-5 spoils by many orders of magnitude", () => {
    const error = worst(10, "null", (random) => {
      const net = network(random, 1e-5);
      const { w, gradients } = along(net, [], 0);
      return Math.abs(sum(mul(w, gradients[0]!)).item());
    });
    expect(error).toBeGreaterThan(1e-9);
  });

  it("has no gradient and no curvature in a bias before the norm", () => {
    const error = worst(20, "bias", (random) => {
      const { loss, first } = network(random, 0);
      const all = [first.weight.tensor, first.bias!.tensor];
      const gradients = pullback(loss, all);
      const seeds = [generate([3, 4], () => 0), normal(random, [3])];
      const products = pullback(gradients, all, seeds);
      const [ofWeights, ofBias] = gradients.map((g) => Math.hypot(...g.toArray()));
      return Math.max(ofBias! / ofWeights!, ...flat(products).map(Math.abs));
    });
    expect(error).toBeLessThanOrEqual(1e-13);
  });
});
