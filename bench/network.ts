/**
 * The networks that are trained, in words that every engine can follow, and ours built from them.
 */
import { bnp, cnn, mlp, Random, type Sequential } from "../index.ts";

/** Fully connected layers of these widths, the activation between them. */
export interface Mlp {
  readonly kind: "mlp";
  readonly sizes: readonly number[];
  readonly activation: "sigmoid" | "relu";
}

/**
 * 3×3 convolutions with padding 1 and relu, a 2×2 maximum after every second one, and an affine map from what is left
 * (channel by channel, row by row) to the classes.
 */
export interface Cnn {
  readonly kind: "cnn";
  /** [channels, height, width] of one image */
  readonly shape: readonly [number, number, number];
  /** Channels of the four convolutions. */
  readonly widths: readonly [number, number, number, number];
  readonly classes: number;
}

export type Network = Mlp | Cnn;
export type Method = "plain" | "bn" | "bnp";

export const mlpOf = (
  activation: Mlp["activation"],
  sizes: readonly number[] = [784, 100, 100, 100, 10],
): Mlp => ({ kind: "mlp", sizes, activation });

export const largeCnn: Cnn = { kind: "cnn", shape: [3, 32, 32], widths: [32, 32, 64, 64], classes: 10 };
export const smallCnn: Cnn = { kind: "cnn", shape: [3, 8, 8], widths: [4, 4, 8, 8], classes: 10 };

/** Shape of one example, as the network takes it. */
export const exampleShape = (network: Network): readonly number[] =>
  network.kind === "mlp" ? [network.sizes[0]!] : network.shape;

export const classesOf = (network: Network): number =>
  network.kind === "mlp" ? network.sizes.at(-1)! : network.classes;

/** Our network. It starts from the same weights by every method. */
export function modelOf(network: Network, method: Method = "plain"): Sequential {
  const options = {
    random: Random.stream(0, "bench/weights"),
    ...(method === "bn" && { normalization: "bn" as const }),
    ...(method === "bnp" && { preconditioner: bnp() }),
  };
  if (network.kind === "cnn") {
    const { shape, widths, classes } = network;
    return cnn({ shape, widths, classes, activation: "relu", ...options });
  }
  const { sizes, activation } = network;
  return mlp({ sizes, activation, ...options });
}
