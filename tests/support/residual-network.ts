/**
 * A residual network of two blocks, in training mode, with any normaliser.
 *
 * Batch renormalisation treats its r and d as constants, so its gradient is not that of the loss as measured. To compare
 * it with differences, r and d can be fixed at their values at the current point, clips open (`holding`).
 */
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
import { normalizationLayer } from "../../layers/normalizations.ts";
import { SGD } from "../../optim/index.ts";
import { generate, type Tensor } from "../../tensor/index.ts";
import type { Problem } from "./network-derivatives.ts";

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

export interface Network extends Problem {
  readonly held: readonly HeldRenorm[];
}

/** Stem, a block that keeps its shape, a block of stride 2 with a shortcut, global mean, classes. */
export function network(method: Normalization | undefined): Network {
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

/** Fixes every r and d from here on. */
export function holding(net: Network): Network {
  for (const layer of net.held) layer.holding = true;
  net.loss();
  return net;
}
