/**
 * The format of a file of golden values: what another implementation computed, case by case.
 *
 * `ops`: an operation's value, its gradients and a Hessian-vector product of s = Σ cotangent·output. `bnp`: training
 * trajectories with preconditioned gradients. Tensors are {shape, data}, row-major.
 */
import { z } from "zod";
import { tensor, type Tensor } from "../../tensor/index.ts";

const tensorSchema = z.strictObject({
  shape: z.array(z.number().int().nonnegative()),
  data: z.array(z.number()),
});
const tensors = z.record(z.string(), tensorSchema);

const operationCase = z.strictObject({
  op: z.string(),
  params: z.record(z.string(), z.unknown()),
  inputs: tensors,
  cotangent: tensorSchema,
  output: tensorSchema,
  grad: tensors,
  direction: tensors,
  hvp: tensors,
});

/** What every trajectory has; the rest depends on its kind and is read in trajectories.ts. */
const trajectoryCase = z.looseObject({
  kind: z.string(),
  lr: z.number().positive(),
  statistics: z.enum(["paper", "total", "ramp"]),
  rho: z.number(),
  eps1: z.number(),
  eps2: z.number(),
  optimizer: z.enum(["sgd", "momentum", "adam"]),
  inputs: z.array(tensorSchema),
  labels: z.array(z.array(z.number().int().nonnegative())),
  losses: z.array(z.number()),
});

export const denseTrajectory = trajectoryCase.extend({
  kind: z.literal("dense"),
  sizes: z.array(z.number().int().positive()).min(2),
  activation: z.literal("tanh"),
  init: z.strictObject({ weights: z.array(tensorSchema), biases: z.array(tensorSchema) }),
  final: z.strictObject({
    weights: z.array(tensorSchema),
    biases: z.array(tensorSchema),
    mean: z.array(tensorSchema),
    variance: z.array(tensorSchema),
  }),
});

export const convTrajectory = trajectoryCase.extend({
  kind: z.literal("conv"),
  architecture: z.literal("conv2d(3->4,3x3,pad 1) relu globalAvgPool dense(4->3)"),
  init: z.strictObject({
    convWeight: tensorSchema,
    convBias: tensorSchema,
    denseWeight: tensorSchema,
    denseBias: tensorSchema,
  }),
  final: z.strictObject({
    convWeight: tensorSchema,
    convBias: tensorSchema,
    denseWeight: tensorSchema,
    denseBias: tensorSchema,
    convMean: tensorSchema,
    convVariance: tensorSchema,
  }),
});

export const goldenFile = z.looseObject({ ops: z.array(operationCase), bnp: z.array(trajectoryCase) });

export type GoldenTensor = z.infer<typeof tensorSchema>;
export type OperationCase = z.infer<typeof operationCase>;
export type TrajectoryCase = z.infer<typeof trajectoryCase>;
export type DenseTrajectory = z.infer<typeof denseTrajectory>;
export type ConvTrajectory = z.infer<typeof convTrajectory>;

export function readTensor({ shape, data }: GoldenTensor): Tensor {
  return tensor(Float64Array.from(data), shape);
}

/** ‖ours − theirs‖/max(‖theirs‖, 1e-12), both row-major. Infinite if the sizes differ or a number is missing. */
export function relativeError(ours: ArrayLike<number>, theirs: readonly number[]): number {
  if (ours.length !== theirs.length) return Infinity;
  let [gap, size] = [0, 0];
  for (let i = 0; i < theirs.length; i++) {
    gap += (ours[i]! - theirs[i]!) ** 2;
    size += theirs[i]! ** 2;
  }
  const error = Math.sqrt(gap) / Math.max(Math.sqrt(size), 1e-12);
  return Number.isNaN(error) ? Infinity : error;
}
