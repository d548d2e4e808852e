/**
 * Losses: means over the batch, from unnormalised outputs.
 *
 * They take logits and not probabilities, so that no logarithm of a rounded-off number is ever taken.
 */
import {
  composition,
  mean,
  mul,
  neg,
  primitive,
  sigmoid,
  softmaxDerivative,
  square,
  sub,
  type Declared,
  type TensorLike,
} from "../autograd/index.ts";
import { DataError, describeValue, ShapeError, softplus, UserError } from "../lib/index.ts";
import {
  crossEntropyValues,
  elementsOf,
  sameShape,
  shapeText,
  sharesLessLabelsValues,
  Tensor,
  valuesOf,
} from "../tensor/index.ts";

/**
 * −(1/N) Σⱼ log softmax(logitsⱼ)[labelⱼ] for logits [N, C] and N class numbers from 0 to C − 1.
 * @throws ShapeError unless logits are [N, C] with one label a row, UserError for what is no class
 * @example
 * crossEntropy(tensor([[0, 0]]), [1]); // → Tensor [] 0.693147
 */
export const crossEntropy: Declared<(logits: TensorLike, labels: ArrayLike<number>) => Tensor> = primitive({
  name: "crossEntropy",
  inputs: ["logits"],
  prepare: ({ logits }, labels: ArrayLike<number>) => labelledPlaces(logits, labels),
  forward: ({ logits }, places) => crossEntropyValues(logits, places),
  rules: {
    logits: (g, { logits, params }) => mul(mul(g, 1 / params.length), sharesLessLabels(logits, params)),
  },
  formula: "ȳ·(softmax(x) − one-hot)/N",
  example: [0, 1],
});

/** softmax(x) − one-hot, whose derivative is that of softmax. */
const sharesLessLabels = primitive({
  name: "sharesLessLabels",
  inputs: ["x"],
  forward: ({ x }, places: Int32Array) => sharesLessLabelsValues(x, places),
  rules: { x: (g, { x }) => softmaxDerivative(x, g) },
});

/** @throws UserError for anything but a list of numbers */
function checkList(who: string, what: string, list: unknown): void {
  if (Array.isArray(list) || ArrayBuffer.isView(list)) return;
  const advice = list instanceof Tensor ? `Give ${what}.toArray().` : "Give a list of numbers.";
  throw new UserError(`${who}: the ${what} are ${describeValue(list)}. ${advice}`);
}

/** Where in the row-major logits those of the labels are. */
function labelledPlaces(logits: Tensor, labels: ArrayLike<number>): Int32Array {
  checkList("crossEntropy", "labels", labels);
  const [rows, classes] = logits.shape;
  if (logits.rank !== 2 || rows !== labels.length || rows === 0) {
    throw new ShapeError(
      `crossEntropy: logits ${shapeText(logits.shape)} and ${labels.length} labels: expected [N, classes] and N ≥ 1 labels.`,
    );
  }
  const places = new Int32Array(rows);
  for (let j = 0; j < rows; j++) {
    const label = labels[j]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes!) {
      throw new DataError(
        `crossEntropy: label ${label} of example ${j} is not a class from 0 to ${classes! - 1}.`,
      );
    }
    places[j] = j * classes! + label;
  }
  return places;
}

/**
 * −t·log σ(x) − (1 − t)·log(1 − σ(x)), with −log σ(x) = softplus(−x): each half keeps its digits where the other one
 * saturates, and a half with share 0 is 0, also where its loss is infinite.
 */
const binaryLosses = primitive({
  name: "binaryLosses",
  inputs: ["x"],
  forward: ({ x }, targets: Tensor) => {
    const [logits, t] = [elementsOf(x), elementsOf(targets.values)];
    const part = (share: number, logit: number): number => (share === 0 ? 0 : share * softplus(logit));
    return valuesOf(
      Float64Array.from(logits, (logit, i) => part(t[i]!, -logit) + part(1 - t[i]!, logit)),
      x.shape,
    );
  },
  rules: {
    x: (g, { x, params: t }) => mul(g, sub(mul(sub(1, t), sigmoid(x)), mul(t, sigmoid(neg(x))))),
  },
});

/**
 * Mean of −t·log σ(x) − (1 − t)·log(1 − σ(x)) for logits x and targets t in [0, 1], one a logit, in row-major order.
 * @throws ShapeError unless there is one target a logit
 * @example
 * binaryCrossEntropyWithLogits(tensor([0]), [1]); // → Tensor [] 0.693147
 */
export const binaryCrossEntropyWithLogits = composition({
  name: "binaryCrossEntropyWithLogits",
  inputs: ["logits"],
  compute: (logits: Tensor, targets: ArrayLike<number>): Tensor => {
    checkList("binaryCrossEntropyWithLogits", "targets", targets);
    if (targets.length !== logits.size || logits.size === 0) {
      throw new ShapeError(
        `binaryCrossEntropyWithLogits: logits ${shapeText(logits.shape)} and ${targets.length} targets: one target a logit is needed.`,
      );
    }
    const wrong = Array.from(targets).findIndex((t) => !(t >= 0 && t <= 1));
    if (wrong >= 0) {
      throw new DataError(
        `binaryCrossEntropyWithLogits: target ${targets[wrong]!} of logit ${wrong} is not in [0, 1].`,
      );
    }
    const t = new Tensor(valuesOf(Float64Array.from(targets), logits.shape));
    return mean(binaryLosses(logits, t));
  },
  formula: "ȳ·(σ(x) − t)/n",
  example: [0, 1],
});

/**
 * mean (a − b)² over all elements of two tensors of one shape.
 * @throws ShapeError if the shapes differ
 * @example
 * mseLoss(tensor([1, 2]), tensor([1, 4])); // → Tensor [] 2
 */
export const mseLoss = composition({
  name: "mseLoss",
  inputs: ["a", "b"],
  compute: (a: Tensor, b: Tensor): Tensor => {
    if (!sameShape(a.shape, b.shape)) {
      throw new ShapeError(
        `mseLoss: shapes ${shapeText(a.shape)} and ${shapeText(b.shape)} differ; nothing is broadcast here.`,
      );
    }
    return mean(square(sub(a, b)));
  },
  formula: "ā = ȳ·2(a − b)/n, b̄ = −ā",
});
