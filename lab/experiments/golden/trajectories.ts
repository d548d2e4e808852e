/**
 * Training trajectories with BNP: the same network, data and rate from the same weights, loss by loss, and the final
 * weights and statistics.
 */
import { bnp, type PreconditionerState } from "../../../preconditioners/index.ts";
import { Random } from "../../../lib/index.ts";
import { Activation, crossEntropy, Linear, Pass, Sequential } from "../../../layers/index.ts";
import { Adam, SGD, type Optimizer } from "../../../optim/index.ts";
import {
  denseTrajectory,
  readTensor,
  relativeError,
  type DenseTrajectory,
  type TrajectoryCase,
} from "./format.ts";

/** Worst relative error over losses, final weights and statistics; undefined if the kind of network is not known. */
export function checkTrajectory(golden: TrajectoryCase): number | undefined {
  return golden.kind === "dense" ? checkDense(denseTrajectory.parse(golden)) : undefined;
}

function checkDense(golden: DenseTrajectory): number {
  const linears = golden.init.weights.map((weight, i) =>
    linearLike(golden, weight.data, golden.init.biases[i]!.data, i),
  );
  const model = new Sequential(
    linears.flatMap((layer, i) => (i === 0 ? [layer] : [new Activation("tanh"), layer])),
  );
  const optimizer = optimizerOf(golden, model);
  const losses = golden.inputs.map((x, t) => {
    const pass = Pass.training();
    const loss = crossEntropy(model.forward(readTensor(x), pass), golden.labels[t]!);
    optimizer.step(loss, pass);
    return loss.item();
  });
  const { weights, biases, mean, variance } = golden.final;
  return Math.max(
    relativeError(losses, golden.losses),
    ...linears.flatMap((layer, i) => {
      const state = layer.weight.preconditioner!.state() as PreconditionerState &
        Record<"mean" | "variance", number[]>;
      return [
        relativeError(layer.weight.elements, weights[i]!.data),
        relativeError(layer.bias!.elements, biases[i]!.data),
        relativeError(state.mean, mean[i]!.data),
        relativeError(state.variance, variance[i]!.data),
      ];
    }),
  );
}

function linearLike(
  golden: DenseTrajectory,
  weight: readonly number[],
  bias: readonly number[],
  i: number,
): Linear {
  const { statistics, rho, eps1, eps2, sizes } = golden;
  const layer = new Linear(sizes[i]!, sizes[i + 1]!, {
    random: Random.stream(0, "replaced at once"),
    preconditioner: bnp({ statistics, rho, eps1, eps2 }),
  });
  layer.weight.replace(Float64Array.from(weight));
  layer.bias!.replace(Float64Array.from(bias));
  return layer;
}

function optimizerOf({ optimizer, lr }: DenseTrajectory, model: Sequential): Optimizer {
  switch (optimizer) {
    case "sgd":
      return new SGD(model.parameters(), { learningRate: lr });
    case "momentum":
      return new SGD(model.parameters(), { learningRate: lr, momentum: 0.9 });
    case "adam":
      return new Adam(model.parameters(), { learningRate: lr });
  }
}
