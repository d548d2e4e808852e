/**
 * Derivatives of functions: grad, and products of Jacobians and Hessians with vectors. (The matrices: jacobians.ts.)
 *
 * A function takes one tensor, a list of them, or a record of them, and its derivative comes back in the same form.
 * All are compositions of `pullback`.
 *
 * The subtle point is nesting. `grad(f)(x)` differentiates with respect to a fork of x, a fresh node with x's value,
 * never x itself: in grad(y => x·y)(x) the inner derivative is x, and would come out as 2x if the x inside f and the
 * argument were one node. The fork stays connected to x, so an outer derivative still flows through it. And the
 * pullback is recorded only if some derivative is being taken around it, or x is itself tracked: outermost gradients
 * are plain values and keep no graph alive.
 */
import { checkArgument, ShapeError } from "../lib/index.ts";
import { shapeText, Tensor, zeros } from "../tensor/index.ts";
import { checkFunction, opened, resultOf, vectorsOf, type Tensors } from "./functions.ts";
import { reshape } from "./ops/movement.ts";
import { pullback } from "./pullback.ts";
import { differentiating, isNested, isRecording, lazily, untracked } from "./recording.ts";
import { detached, fork, variable } from "./variable.ts";

/**
 * f's value and its gradient with respect to all of its argument. f returns a scalar.
 * @throws UserError unless f returns a scalar
 * @example
 * const { value, gradient } = valueAndGrad((x: Tensor) => sum(square(x)))(tensor([1, 2]));
 * value; // → Tensor [] 5
 * gradient; // → Tensor [2] [2, 4]
 */
export function valueAndGrad<T extends Tensors>(
  f: (x: T) => Tensor,
): (x: T) => { value: Tensor; gradient: T } {
  checkFunction("grad", f);
  return (x) => {
    const { leaves, rebuild } = opened("grad", x);
    const forks = leaves.map(fork);
    const value = differentiating(() => scalar("grad", resultOf("grad", f, rebuild(forks))));
    const gradients = inSurroundings(leaves, () => pullback(value, forks));
    return { value: isSurrounded(leaves) ? value : detached(value), gradient: rebuild(gradients) };
  };
}

/**
 * The gradient of a function that returns a scalar.
 * @throws UserError unless f returns a scalar
 * @example
 * const cubes = (x: Tensor): Tensor => sum(mul(x, square(x)));
 * grad(cubes)(tensor([1, 2])); // → Tensor [2] [3, 12]
 * grad((x: Tensor) => sum(grad(cubes)(x)))(tensor([1, 2])); // → Tensor [2] [6, 12]
 */
export function grad(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor;
export function grad<T extends Tensors>(f: (x: T) => Tensor): (x: T) => T;
export function grad<T extends Tensors>(f: (x: T) => Tensor): (x: T) => T {
  const both = valueAndGrad(f);
  return (x) => both(x).gradient;
}

/**
 * f's value, and the map from a cotangent of it to the cotangent of the argument.
 * @example
 * const { pull } = vjp((x: Tensor) => square(x), tensor([1, 2]));
 * pull(tensor([1, 10])); // → Tensor [2] [2, 40]
 */
export function vjp<T extends Tensors>(
  f: (x: T) => Tensor,
  x: T,
): { value: Tensor; pull: (cotangent: Tensor) => T } {
  checkFunction("vjp", f);
  const { leaves, rebuild } = opened("vjp", x);
  const forks = leaves.map(fork);
  const value = differentiating(() => resultOf("vjp", f, rebuild(forks)));
  return {
    value: isSurrounded(leaves) ? value : detached(value),
    pull: (cotangent) => {
      checkArgument("vjp", "the cotangent", cotangent, Tensor);
      return rebuild(inSurroundings([...leaves, cotangent], () => pullback(value, forks, cotangent)));
    },
  };
}

/**
 * f's value and its derivative along v: the tangent J·v. By two pullbacks: s(u) = ⟨Jᵀu, v⟩ is linear in u, so its
 * gradient, at any u, is J·v.
 * @example
 * jvp((x: Tensor) => square(x), tensor([1, 2]), tensor([1, 10])).tangent; // → Tensor [2] [2, 40]
 */
export function jvp<T extends Tensors>(f: (x: T) => Tensor, x: T, v: T): { value: Tensor; tangent: Tensor } {
  checkFunction("jvp", f);
  const { leaves, rebuild } = opened("jvp", x);
  const tangents = vectorsOf("jvp", x, v);
  const forks = leaves.map(fork);
  const { value, u, s } = differentiating(() => {
    const y = resultOf("jvp", f, rebuild(forks));
    const cotangent = variable(zeros(y.shape));
    return { value: y, u: cotangent, s: lazily(() => pullback(y, forks, cotangent)) };
  });
  const surroundings = [...leaves, ...tangents];
  const tangent = inSurroundings(surroundings, () => pullback(s, [u], tangents)[0]!);
  return { value: isSurrounded(surroundings) ? value : detached(value), tangent };
}

/**
 * The product of f's Hessian with v. One gradient, and a pullback through it with v as seeds.
 * @see Pearlmutter, "Fast exact multiplication by the Hessian", 1994
 * @example
 * hvp((x: Tensor) => sum(mul(x, square(x))), tensor([1, 2]), tensor([1, 1])); // → Tensor [2] [6, 12]
 */
export function hvp<T extends Tensors>(f: (x: T) => Tensor, x: T, v: T): T {
  checkFunction("hvp", f);
  const { leaves, rebuild } = opened("hvp", x);
  const vectors = vectorsOf("hvp", x, v);
  const forks = leaves.map(fork);
  const gradients = differentiating(() => {
    const value = scalar("hvp", resultOf("hvp", f, rebuild(forks)));
    return lazily(() => pullback(value, forks));
  });
  return rebuild(inSurroundings([...leaves, ...vectors], () => pullback(gradients, forks, vectors)));
}

/** Whether a derivative is being taken around this one, or an argument is itself a node of a graph. */
function isSurrounded(leaves: readonly Tensor[]): boolean {
  return isNested() || (isRecording() && leaves.some((leaf) => leaf.tracked));
}

/** Computes f, recorded if a derivative of it could be taken. */
export function inSurroundings<R>(leaves: readonly Tensor[], f: () => R): R {
  return isSurrounded(leaves) ? f() : untracked(f);
}

function scalar(who: string, y: Tensor): Tensor {
  if (y.size !== 1) {
    throw new ShapeError(
      `${who}: the output has shape ${shapeText(y.shape)}, expected a scalar. Sum it, or use jacobian.`,
    );
  }
  return y.rank === 0 ? y : reshape(y, []);
}
