/**
 * First and second derivatives of a residual network of two blocks, whole, in training mode, with each normaliser: every
 * element of the gradient and of the Hessian against six-point differences of the real thing, as in network-gradients.
 *
 * Batch renormalisation takes its r and d for constants, so its gradient is not that of the loss that one would measure.
 * It is held to differences of the loss with r and d held at their values at the point itself, clips open.
 */
import { pullback } from "../../autograd/index.ts";
import { Random } from "../../lib/index.ts";
import {
  Activation,
  BatchRenorm,
  Conv2d,
  crossEntropy,
  GlobalAvgPool2d,
  GroupNorm,
  Linear,
  Pass,
  Residual,
  Sequential,
  type Module,
  type Moments,
  type Normalization,
} from "../../layers/index.ts";
import { normalizationLayer } from "../../layers/method.ts";
import { SGD } from "../../optim/index.ts";
import { generate, type Tensor } from "../../tensor/index.ts";
import { gap } from "../preconditioners/dense.ts";
import {
  concatenated,
  differences,
  gradient,
  hessianRows,
  tensorsOf,
  transposedRows,
  type Problem,
} from "../support/network-derivatives.ts";

/** Batch renormalisation that can hold r and d: they are made from the moments of the pass in which holding began. */
class HeldRenorm extends BatchRenorm {
  holding = false;
  #held: Moments | undefined;

  protected override corrected(standardized: Tensor, moments: Moments): Tensor {
    if (!this.holding) return super.corrected(standardized, moments);
    this.#held ??= moments;
    return super.corrected(standardized, this.#held);
  }
}

function norm(method: Normalization, channels: number): Module {
  if (method === "gn") return new GroupNorm(2, channels); // of two channels the method would make one group
  if (method === "renorm") return new HeldRenorm(channels, { closed: 0, opening: 1 });
  return normalizationLayer(method, channels, true);
}

interface Network extends Problem {
  readonly held: readonly HeldRenorm[];
}

/** Stem, a block that keeps its shape, a block of stride 2 with a shortcut, global mean, classes. */
function network(method: Normalization | undefined): Network {
  const random = Random.stream(0, `residual ${method ?? "none"}`);
  const held: HeldRenorm[] = [];
  const activated = (channels: number): Module[] => {
    const activation = new Activation("tanh");
    if (method === undefined) return [activation];
    const layer = norm(method, channels);
    if (layer instanceof HeldRenorm) held.push(layer);
    return method === "bn-pre" ? [layer, activation] : [activation, layer];
  };
  const conv = (
    kernel: number,
    options: { readonly stride?: number; readonly padding?: number } = {},
  ): Conv2d => new Conv2d(2, 2, kernel, { random, ...options });
  const model = new Sequential([
    new Conv2d(1, 2, 2, { random }),
    ...activated(2),
    new Residual(new Sequential([conv(2, { padding: 1 }), ...activated(2), conv(2)])),
    ...activated(2),
    new Residual(new Sequential([conv(2, { stride: 2 }), ...activated(2), conv(1)]), conv(1, { stride: 2 })),
    new Activation("tanh"), // the mean of a plane that is normalised by itself would be a constant
    new GlobalAvgPool2d(),
    new Linear(2, 2, { random }),
  ]);
  const draw = (): Tensor => generate([3, 1, 5, 5], () => 0.5 + random.normal());
  const labels = [0, 1, 1];
  const parameters = model.parameters();
  // Statistics that have seen other batches, and parameters away from the start, where some derivatives vanish.
  const optimizer = new SGD(parameters, { learningRate: 0.01 });
  for (let i = 0; i < 5; i++) {
    const pass = Pass.training();
    optimizer.step(crossEntropy(model.forward(draw(), pass), labels), pass);
  }
  for (const p of parameters) p.replace(p.elements.map((w) => w + 0.3 * random.normal()));
  const x = draw();
  const loss = (): Tensor => crossEntropy(model.forward(x, Pass.training()), labels);
  return { parameters, loss, held };
}

/** The network, with every r and d held from here on. */
function holding(net: Network): Network {
  for (const layer of net.held) layer.holding = true;
  net.loss();
  return net;
}

describe.each([undefined, "bn", "bn-pre", "ln", "gn", "renorm"] as const)(
  "a residual network of two blocks, normalisation %s, in training mode",
  (method) => {
    it("has the gradient and the Hessian that differences have, whole, and the Hessian is symmetric", () => {
      const net = network(method);
      const [exact, rows] = [gradient(net), hessianRows(net)];
      holding(net);
      expect([...gradient(net)]).toEqual([...exact]); // r and d are those of the point itself
      const first = concatenated(differences(net.parameters, () => [net.loss().item()]));
      expect(gap(exact, first)).toBeLessThanOrEqual(1e-9);
      const second = concatenated(differences(net.parameters, () => gradient(net)));
      expect(gap(concatenated(rows), second)).toBeLessThanOrEqual(1e-9);
      expect(gap(concatenated(rows), transposedRows(rows))).toBeLessThanOrEqual(1e-14);
      // None of it is empty: every tensor has a slope, but for the biases that a batch's mean takes away again.
      const slopes = pullback(net.loss(), tensorsOf(net.parameters)).map((g) =>
        Math.max(...g.toArray().map(Math.abs)),
      );
      expect(slopes.filter((slope) => slope < 1e-12)).toHaveLength(method === "bn-pre" ? 4 : 0);
    });
  },
);

describe("batch renormalisation with open clips", () => {
  it("has another gradient than the loss with r and d let go, as its authors mean it to", () => {
    const net = network("renorm");
    expect(net.held.map((layer) => layer.clips)).toEqual(net.held.map(() => ({ scale: 3, shift: 5 })));
    const free = concatenated(differences(net.parameters, () => [net.loss().item()]));
    expect(gap(gradient(net), free)).toBeGreaterThan(0.01);
  });
});
