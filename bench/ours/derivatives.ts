/**
 * Gradient, Hessian-vector product and dense Hessian of a network's loss, as functions of all its weights.
 */
import { affine, crossEntropy, grad, hvp, relu, sigmoid, tensor, type Tensor } from "../../index.ts";
import type { Network } from "../network.ts";
import { problem, type LayerNumbers } from "../problem.ts";
import type { Derivative } from "../tasks.ts";
import type { Workload } from "../workload.ts";
import { engine } from "./engine.ts";

type Weights = readonly Tensor[];

interface Setting {
  readonly loss: (weights: Weights) => Tensor;
  readonly weights: Weights;
  readonly direction: Weights;
}

const tensorsOf = (layers: readonly LayerNumbers[]): Weights =>
  layers.flatMap(({ weight, bias }) => [tensor(weight.data, weight.shape), tensor(bias.data, bias.shape)]);

function setting(network: Network, batch: number): Setting {
  if (network.kind !== "mlp") throw new Error("derivatives: written for fully connected networks alone.");
  const { layers, direction, batches } = problem(network, batch);
  const { images, labels } = batches[0]!;
  const x = tensor(images.data, images.shape);
  const activate = network.activation === "sigmoid" ? sigmoid : relu;
  const loss = (weights: Weights): Tensor => {
    let h = x;
    for (let i = 0; i < weights.length; i += 2) {
      const z = affine(h, weights[i]!, weights[i + 1]!);
      h = i + 2 < weights.length ? activate(z) : z;
    }
    return crossEntropy(h, labels);
  };
  return { loss, weights: tensorsOf(layers), direction: tensorsOf(direction) };
}

/** Its sum of squares, and its last elements: those of the output biases. */
const glimpse = (parts: Weights): readonly number[] => [
  parts.reduce((total, part) => total + part.toArray().reduce((sum, g) => sum + g * g, 0), 0),
  ...parts.at(-1)!.toArray(),
];

/** The witness is of both, so that gradients and products can be timed in the same rounds. */
export function derivative({ kind, network, batch }: Derivative): Workload {
  const { loss, weights, direction } = setting(network, batch);
  const gradient = (): Weights => grad(loss)(weights);
  const product = (): Weights => hvp(loss, weights, direction);
  return {
    engine,
    run: kind === "gradient" ? () => void gradient() : () => void product(),
    witness: () => [...glimpse(gradient()), ...glimpse(product())],
  };
}
