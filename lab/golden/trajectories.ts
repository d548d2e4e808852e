/**
 * Training trajectories with BNP: the same network, data and rate from the same weights, loss by loss, and the final
 * weights and statistics.
 */
import {
  Activation,
  Conv2d,
  crossEntropy,
  GlobalAvgPool2d,
  Linear,
  type Module,
  type Parameter,
  Pass,
  Sequential,
} from "../../layers/index.ts";
import { Random } from "../../lib/index.ts";
import { Adam, type Optimizer, SGD } from "../../optim/index.ts";
import { bnp, type PreconditionerChoice } from "../../preconditioners/index.ts";
import {
  convTrajectory,
  type ConvTrajectory,
  denseTrajectory,
  type DenseTrajectory,
  type GoldenTensor,
  readTensor,
  relativeError,
  type TrajectoryCase,
} from "./format.ts";

/** Worst relative error over losses, final weights and statistics; undefined if the network is not known. */
export function checkTrajectory(golden: TrajectoryCase): number | undefined {
  const dense = denseTrajectory.safeParse(golden);
  if (dense.success) return checkDense(dense.data);
  const conv = convTrajectory.safeParse(golden);
  return conv.success ? checkConv(conv.data) : undefined;
}

function checkDense(golden: DenseTrajectory): number {
  const { sizes, init, final } = golden;
  const linears = init.weights.map((weight, i) =>
    startingFrom(new Linear(sizes[i]!, sizes[i + 1]!, options(golden)), weight, init.biases[i]!),
  );
  const layers = linears.flatMap((layer, i) => (i === 0 ? [layer] : [new Activation("tanh"), layer]));
  return Math.max(
    relativeError(trained(golden, new Sequential(layers)), golden.losses),
    ...linears.flatMap((layer, i) => [
      relativeError(layer.weight.elements, final.weights[i]!.data),
      relativeError(layer.bias!.elements, final.biases[i]!.data),
      statisticsError(layer.weight, final.mean[i]!, final.variance[i]!),
    ]),
  );
}

function checkConv(golden: ConvTrajectory): number {
  const { init, final } = golden;
  const conv = startingFrom(
    new Conv2d(3, 4, 3, { padding: 1, ...options(golden) }),
    init.convWeight,
    init.convBias,
  );
  const dense = startingFrom(new Linear(4, 3, options(golden)), init.denseWeight, init.denseBias);
  const layers: Module[] = [conv, new Activation("relu"), new GlobalAvgPool2d(), dense];
  return Math.max(
    relativeError(trained(golden, new Sequential(layers)), golden.losses),
    relativeError(conv.weight.elements, final.convWeight.data),
    relativeError(conv.bias!.elements, final.convBias.data),
    relativeError(dense.weight.elements, final.denseWeight.data),
    relativeError(dense.bias!.elements, final.denseBias.data),
    statisticsError(conv.weight, final.convMean, final.convVariance),
  );
}

function options(golden: TrajectoryCase): { random: Random; preconditioner: PreconditionerChoice } {
  const { statistics, rho, eps1, eps2 } = golden;
  return {
    random: Random.stream(0, "replaced at once"),
    preconditioner: bnp({ statistics, rho, eps1, eps2 }),
  };
}

function startingFrom<L extends { readonly weight: Parameter; readonly bias: Parameter | undefined }>(
  layer: L,
  weight: GoldenTensor,
  bias: GoldenTensor,
): L {
  layer.weight.replace(Float64Array.from(weight.data));
  layer.bias!.replace(Float64Array.from(bias.data));
  return layer;
}

/** Trains on the file's batches; the losses before each step. */
function trained(golden: TrajectoryCase, model: Sequential): number[] {
  const optimizer = optimizerOf(golden, model);
  return golden.inputs.map((x, t) => {
    const pass = Pass.training();
    const loss = crossEntropy(model.forward(readTensor(x), pass), golden.labels[t]!);
    optimizer.step(loss, pass);
    return loss.item();
  });
}

function statisticsError(weight: Parameter, mean: GoldenTensor, variance: GoldenTensor): number {
  const state = weight.preconditioner!.state() as Readonly<Record<"mean" | "variance", readonly number[]>>;
  return Math.max(relativeError(state.mean, mean.data), relativeError(state.variance, variance.data));
}

function optimizerOf({ optimizer, lr }: TrajectoryCase, model: Sequential): Optimizer {
  switch (optimizer) {
    case "sgd":
      return new SGD(model.parameters(), { learningRate: lr });
    case "momentum":
      return new SGD(model.parameters(), { learningRate: lr, momentum: 0.9 });
    case "adam":
      return new Adam(model.parameters(), { learningRate: lr });
  }
}
