/**
 * checkGradients: derivatives by the engine against derivatives by differences, to any order.
 *
 * At order 1 the whole Jacobian of f is compared. At order k the same is done for the gradient of ⟨c, ·⟩ of order
 * k − 1, with a fixed random c: a cotangent that is not uniform, since the gradient of a sum hides errors (the sum of a
 * batch-normalised batch has none at all). Since each order differences the exact derivative one order below, the same
 * bound serves at every order. Differences are six-point central ones, step 6e-3: accurate to about 1e-12 on smooth
 * functions of size 1, six digits beyond what two points and a tolerance of 1e-3 can see.
 */
import { checkArgument, checkList, kinds, Random, UserError } from "../lib/index.ts";
import { generate, Tensor, valuesOf } from "../tensor/index.ts";
import { concat } from "./ops/join.ts";
import { reshape } from "./ops/movement.ts";
import { dot } from "./ops/product.ts";
import { grad } from "./operators.ts";
import { pullback } from "./pullback.ts";
import { differentiating, untracked } from "./recording.ts";
import { fork } from "./variable.ts";

/** A function of a list of tensors. */
export type ManyTensors = (inputs: readonly Tensor[]) => Tensor;

/** How far and how closely derivatives are checked. */
export interface CheckOptions {
  /** Highest order of derivative to check; 2 unless given. */
  readonly order?: number;
  /** Largest norm-wise relative error allowed; 1e-9 unless given. */
  readonly tolerance?: number;
  /** Distance of an input's element from the nearest singularity; the difference step shrinks with it below 1. */
  readonly distance?: (input: number, element: number) => number;
  /** Names of the inputs, for reports. */
  readonly names?: readonly string[];
  /** Name of the function, for reports. */
  readonly name?: string;
  /** Of the random directions; 0 unless given. */
  readonly seed?: number;
}

/** One comparison: the derivative of one order with respect to one input. */
export interface GradientCheck {
  /** Which derivative: 1 for the gradient. */
  readonly order: number;
  /** Name of the input. */
  readonly input: string;
  /** ‖engine − differences‖/‖engine‖ over the whole Jacobian; where the derivative vanishes, the norm of what is left. */
  readonly error: number;
  /** Whether the engine's derivative is identically zero. */
  readonly zero: boolean;
}

/**
 * Derivatives disagree with differences: the operation, input, order and both norms are in the message.
 * @example
 * const wrong = unary({ name: "wrong", f: (x) => x * x, rule: (g, { x }) => mul(g, x) });
 * try {
 *   checkGradients(([x]) => wrong(x!), [tensor([3])]);
 * } catch (error) {
 *   error instanceof GradientError; // → true
 * }
 */
export class GradientError extends UserError {
  /** The name that an uncaught error is printed with. */
  override readonly name: string = "GradientError";
}

/**
 * Compares every derivative of f at the inputs, up to an order, with differences.
 * @throws GradientError at the first comparison beyond the tolerance.
 * @example
 * checkGradients(([x]) => tanh(x!), [tensor([0.5])], { order: 3 }).map(({ order }) => order); // → [ 1, 2, 3 ]
 */
export function checkGradients(
  f: ManyTensors,
  inputs: readonly Tensor[],
  options: CheckOptions = {},
): GradientCheck[] {
  checkArgument("checkGradients", "f", f, kinds.function);
  checkList("checkGradients", "inputs", inputs, Tensor);
  const { order = 2, tolerance = 1e-9, name = f.name || "f", seed = 0 } = options;
  const random = Random.stream(seed, "checkGradients");
  const checks: GradientCheck[] = [];
  let level = f;
  for (let k = 1; k <= order; k++) {
    inputs.forEach((_, i) => {
      const input = options.names?.[i] ?? `input ${i}`;
      const exact = jacobianByPullback(level, inputs, i);
      const differences = jacobianByDifferences(
        level,
        inputs,
        i,
        (element) => options.distance?.(i, element) ?? 1,
      );
      const size = norm(exact);
      const gap = norm(exact.map((value, j) => value - differences[j]!));
      const zero = size === 0;
      const error = zero ? gap : gap / size;
      checks.push({ order: k, input, error, zero });
      if (!(error <= tolerance)) {
        throw new GradientError(
          `${name}: derivative of order ${k} with respect to ${input}: relative error ${error.toExponential(1)} ` +
            `(engine ${size.toPrecision(6)}, differences ${norm(differences).toPrecision(6)}), allowed ${tolerance}.`,
        );
      }
    });
    level = projectedGradient(level, random);
  }
  return checks;
}

/** x ↦ ∇⟨c, f(x)⟩ as one flat vector, for a fixed random c. */
function projectedGradient(f: ManyTensors, random: Random): ManyTensors {
  let c: Tensor | undefined;
  return (inputs) => {
    const gradients = grad((xs: readonly Tensor[]) => {
      const y = f(xs);
      c ??= generate(y.shape, () => random.normal());
      return dot(y, c);
    })(inputs);
    return concat(gradients.map((g) => reshape(g, [g.size])));
  };
}

/** ∂f/∂input as outputs × elements, flat, row by row from one-hot seeds. */
function jacobianByPullback(f: ManyTensors, inputs: readonly Tensor[], which: number): Float64Array {
  const forks = inputs.map(fork);
  const y = differentiating(() => f(forks));
  const columns = inputs[which]!.size;
  const jacobian = new Float64Array(y.size * columns);
  untracked(() => {
    for (let row = 0; row < y.size; row++) {
      const seed = generate(y.shape, (j) => (j === row ? 1 : 0));
      jacobian.set(pullback(y, [forks[which]!], seed)[0]!.toArray(), row * columns);
    }
  });
  return jacobian;
}

/** Weights of f(x + jh), j = 1, 2, 3, in the six-point central difference (times 60h). */
const stencil = [45, -9, 1];

function jacobianByDifferences(
  f: ManyTensors,
  inputs: readonly Tensor[],
  which: number,
  distance: (element: number) => number,
): Float64Array {
  const input = inputs[which]!;
  const start = input.toArray();
  const at = (element: number, value: number): Float64Array => {
    const moved = start.slice();
    moved[element] = value;
    const shifted = new Tensor(valuesOf(moved, input.shape));
    return untracked(() => f(inputs.map((x, i) => (i === which ? shifted : x)))).toArray();
  };
  const rows = untracked(() => f(inputs)).size;
  const jacobian = new Float64Array(rows * start.length);
  for (let element = 0; element < start.length; element++) {
    const h = 6e-3 * Math.min(1, distance(element));
    stencil.forEach((weight, j) => {
      const above = at(element, start[element]! + (j + 1) * h);
      const below = at(element, start[element]! - (j + 1) * h);
      for (let row = 0; row < rows; row++) {
        jacobian[row * start.length + element]! += (weight * (above[row]! - below[row]!)) / (60 * h);
      }
    });
  }
  return jacobian;
}

function norm(x: Float64Array): number {
  // Scaled by the largest element, so that squares neither overflow nor vanish.
  const largest = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  return largest * Math.sqrt(x.reduce((sum, value) => sum + (value / largest) ** 2, 0));
}
