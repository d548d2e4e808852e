/**
 * Jacobians and Hessians as tensors, one pullback a row. Their products with vectors need no matrix: operators.ts.
 */
import { generate, zeros, type Tensor } from "../tensor/index.ts";
import { checkFunction, opened, resultOf } from "./functions.ts";
import { grad, inSurroundings } from "./operators.ts";
import { stack } from "./ops/join.ts";
import { reshape } from "./ops/movement.ts";
import { pullback } from "./pullback.ts";
import { differentiating } from "./recording.ts";
import { fork } from "./variable.ts";

/**
 * ∂f/∂x of one tensor, of shape [...f(x).shape, ...x.shape]. One pullback an element of f(x).
 * @example
 * jacobian((x) => square(x))(tensor([1, 2])); // → Tensor [2,2] [[2, 0], [0, 4]]
 */
export function jacobian(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  checkFunction("jacobian", f);
  return (x) => {
    opened("jacobian", x);
    const x0 = fork(x);
    const y = differentiating(() => resultOf("jacobian", f, x0));
    const rows = inSurroundings([x], () =>
      Array.from(
        { length: y.size },
        (_, i) =>
          pullback(
            y,
            [x0],
            generate(y.shape, (j) => (i === j ? 1 : 0)),
          )[0]!,
      ),
    );
    const shape = [...y.shape, ...x.shape];
    return rows.length === 0 ? zeros(shape) : inSurroundings([x], () => reshape(stack(rows), shape));
  };
}

/**
 * The matrix of second derivatives of a scalar function, of shape [...x.shape, ...x.shape].
 * @example
 * hessian((x) => sum(mul(x, square(x))))(tensor([1, 2])); // → Tensor [2,2] [[6, 0], [0, 12]]
 */
export function hessian(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  return jacobian(grad(f));
}
