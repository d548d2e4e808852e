/**
 * Training steps: of the fully connected network, and of the convolutional one.
 */
import type { Contest } from "../contest.ts";
import { largeCnn, mlpOf } from "../network.ts";
import type { Group, Measurement } from "../row.ts";
import type { Step } from "../tasks.ts";
import { taskRow } from "./contenders.ts";

/** That all contenders trained, and alike. */
function lossNote({ timings }: Contest): string {
  const [first, ...rest] = [...timings.values()].map(({ witness }) => witness);
  const apart = Math.max(
    0,
    ...rest.flatMap((losses) => losses.map((loss, i) => Math.abs(loss - first![i]!))),
  );
  const fall = `loss ${first![0]!.toFixed(3)} → ${first!.at(-1)!.toFixed(3)} in ${first!.length} steps`;
  return rest.length === 0 ? fall : `${fall}, all alike to ${apart.toExponential(0)}`;
}

const stepOf = (name: string, step: Omit<Step, "kind">): Measurement => ({
  name,
  measure: (settings) =>
    taskRow(name, "ms", { kind: "step", ...step }, (seconds) => seconds * 1e3, settings, { note: lossNote }),
});

export const mlp: Group = {
  title: "A training step of a fully connected network",
  text:
    "784-100-100-100-10, cross-entropy, gradient descent: forward, gradients of all weights, update. The number is the " +
    "batch size; rows without a suffix are sigmoid.",
  measurements: (["sigmoid", "relu"] as const).flatMap((activation) =>
    [60, 6, 1].map((batch) =>
      stepOf(`mlp-step-${batch}${activation === "sigmoid" ? "" : `-${activation}`}`, {
        network: mlpOf(activation),
        batch,
        witnesses: 24,
      }),
    ),
  ),
};

export const cnn: Group = {
  title: "A training step of a convolutional network",
  text:
    "Images 3×32×32, batch size 16: convolutions 3→32→32, pooling, 32→64→64, pooling, an affine map to ten classes; " +
    "3×3 windows, padding 1, relu. tfjs cpu and jax-js are run once, without a warm-up; tfjs wasm lacks the gradient of a convolution.",
  measurements: [stepOf("cnn-step-16", { network: largeCnn, batch: 16, witnesses: 4 })],
};
