/**
 * Operations by the names that golden files give them, and the check of one case: value, gradients, and
 * Hessian-vector product.
 */
import * as autograd from "../../autograd/index.ts";
import { binaryCrossEntropyWithLogits, crossEntropy, groupNorm, mseLoss } from "../../layers/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { type OperationCase, readTensor, relativeError } from "./format.ts";

type Params = Readonly<Record<string, unknown>>;
type Call = (inputs: Readonly<Record<string, Tensor>>, params: Params) => Tensor;

const { dot, grad, hvp } = autograd;

/** Operations of one input x, and of two inputs a and b, under their own names. */
// prettier-ignore
const unaryNames = [
  "exp", "tanh", "sigmoid", "softplus", "sin", "cos", "square", "abs", "relu", "gelu", "silu", "expm1", "log", "sqrt",
  "reciprocal", "log1p",
] as const;
const binaryNames = ["add", "sub", "mul", "div", "maximum", "minimum", "matmul"] as const;
const reductionNames = ["sum", "mean", "max", "prod", "logSumExp"] as const;

function over(params: Params): autograd.VarianceOver {
  const { axes, keepdims = false, ddof = 0 } = params;
  return { axes: axes as number[], keepDims: keepdims as boolean, ddof: ddof as number };
}

const eps = (params: Params): { eps: number } => ({ eps: params["eps"] as number });

const calls = new Map<string, Call>([
  ...unaryNames.map((name): [string, Call] => [name, ({ x }) => autograd[name](x!)]),
  ...binaryNames.map((name): [string, Call] => [name, ({ a, b }) => autograd[name](a!, b!)]),
  ...reductionNames.map((name): [string, Call] => [
    name,
    ({ x }, params) => autograd[name](x!, over(params)),
  ]),
  ["var", ({ x }, params) => autograd.variance(x!, over(params))],
  ["softmax", ({ x }, { axis }) => autograd.softmax(x!, axis as number)],
  ["logSoftmax", ({ x }, { axis }) => autograd.logSoftmax(x!, axis as number)],
  ["crossEntropy", ({ logits }, { labels }) => crossEntropy(logits!, labels as number[])],
  ["mseLoss", ({ a, b }) => mseLoss(a!, b!)],
  [
    "binaryCrossEntropyWithLogits",
    ({ logits }, { targets }) => binaryCrossEntropyWithLogits(logits!, targets as number[]),
  ],
  ["batchNorm1d", ({ x, weight, bias }, params) => autograd.batchNorm(x!, weight!, bias!, eps(params))],
  ["batchNorm2d", ({ x, weight, bias }, params) => autograd.batchNorm(x!, weight!, bias!, eps(params))],
  [
    "groupNorm",
    ({ x, weight, bias }, params) =>
      groupNorm(x!, weight!, bias!, { groups: params["groups"] as number, ...eps(params) }),
  ],
  ["conv2d", ({ x, weight, bias }, params) => autograd.conv2d(x!, weight!, bias, params)],
  ["maxPool2d", ({ x }, params) => autograd.maxPool2d(x!, params as unknown as autograd.PoolOptions)],
  ["avgPool2d", ({ x }, params) => autograd.avgPool2d(x!, params as unknown as autograd.PoolOptions)],
  ["layerNorm", ({ x, weight, bias }, params) => autograd.layerNorm(x!, weight!, bias!, eps(params))],
]);

/** Worst relative error over value, gradients and Hessian-vector product; undefined if the operation is not known. */
export function checkOperation(golden: OperationCase): number | undefined {
  const call = calls.get(golden.op);
  if (call === undefined) return undefined;
  const read = (record: OperationCase["inputs"]): Record<string, Tensor> =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, readTensor(value)]));
  const inputs = read(golden.inputs);
  const cotangent = readTensor(golden.cotangent);
  const s = (x: Readonly<Record<string, Tensor>>): Tensor => dot(call(x, golden.params), cotangent);
  const gradient = grad(s)(inputs);
  const product = hvp(s, inputs, read(golden.direction));
  return Math.max(
    relativeError(call(inputs, golden.params).toArray(), golden.output.data),
    ...Object.entries(golden.grad).map(([name, g]) => relativeError(gradient[name]!.toArray(), g.data)),
    ...Object.entries(golden.hvp).map(([name, h]) => relativeError(product[name]!.toArray(), h.data)),
  );
}
