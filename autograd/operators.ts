/**
 * Derivatives of functions: grad, Jacobians, Hessians, and their products with vectors.
 *
 * A function takes one tensor, a list of them, or a record of them, and its derivative comes back in the same form.
 * All are compositions of `pullback`.
 *
 * The subtle point is nesting. `grad(f)(x)` differentiates with respect to a fork of x, a fresh node with x's value,
 * never x itself: in grad(y => x·y)(x) the inner derivative is x, and would come out as 2x if the x inside f and the
 * argument were one node. The fork stays connected to x, so an outer derivative still flows through it. And the
 * pullback is recorded only if some derivative is being taken around it, or x is itself tracked: outermost gradients
 * are plain values and drag no graph along.
 */
import { checkArgument, describeValue, ShapeError, UserError } from "../lib/index.ts";
import { generate, sameShape, shapeText, Tensor, zeros } from "../tensor/index.ts";
import { stack } from "./ops/join.ts";
import { reshape } from "./ops/movement.ts";
import { apply, type Primitive } from "./primitive.ts";
import { pullback } from "./pullback.ts";
import { differentiating, isNested, isRecording, lazily, untracked } from "./recording.ts";

/** What a function of tensors may take: one, a list, or a record of them. */
export type Tensors = Tensor | readonly Tensor[] | { readonly [name: string]: Tensor };

const forkPrimitive: Primitive<"x", undefined> = {
  name: "fork",
  inputs: ["x"],
  forward: ({ x }) => x,
  rules: { x: (g) => g },
};

/** A tracked tensor with the given values: a leaf that derivatives can be taken with respect to. */
export function variable(x: Tensor): Tensor {
  checkArgument("variable", "x", x, Tensor);
  return new Tensor(x.values, undefined, true);
}

/** A fresh tracked node with x's value, connected to x where x is tracked. */
export function fork(x: Tensor): Tensor {
  checkArgument("fork", "x", x, Tensor);
  return isRecording() && x.tracked ? apply(forkPrimitive, [x], undefined) : variable(x);
}

/** f's value and its gradient with respect to all of its argument. f returns a scalar. */
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

/** The gradient of a function that returns a scalar. */
export function grad(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor;
export function grad<T extends Tensors>(f: (x: T) => Tensor): (x: T) => T;
export function grad<T extends Tensors>(f: (x: T) => Tensor): (x: T) => T {
  const both = valueAndGrad(f);
  return (x) => both(x).gradient;
}

/** f's value, and the map from a cotangent of it to the cotangent of the argument. */
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

/** The product of f's Hessian with v. One gradient, and a pullback through it with v as seeds. */
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

/** ∂f/∂x of one tensor, of shape [...f(x).shape, ...x.shape]. One pullback an element of f(x). */
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

/** The matrix of second derivatives of a scalar function, of shape [...x.shape, ...x.shape]. */
export function hessian(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  return jacobian(grad(f));
}

/** The same value, with no memory of where it came from. */
export function detached(x: Tensor): Tensor {
  checkArgument("detached", "x", x, Tensor);
  return x.tracked ? new Tensor(x.values) : x;
}

/** Whether a derivative is being taken around this one, or an argument is itself a node of a graph. */
function isSurrounded(leaves: readonly Tensor[]): boolean {
  return isNested() || (isRecording() && leaves.some((leaf) => leaf.tracked));
}

function inSurroundings<R>(leaves: readonly Tensor[], f: () => R): R {
  return isSurrounded(leaves) ? f() : untracked(f);
}

/** @throws UserError unless f is a function of one argument: further ones would never be given */
function checkFunction(who: string, f: unknown): void {
  if (typeof f !== "function") {
    throw new UserError(`${who}: expected a function of tensors, found ${describeValue(f)}.`);
  }
  if (f.length > 1) {
    throw new UserError(
      `${who}: the function takes ${f.length} arguments, expected one. Give it a list, as in ${who}(([a, b]) => …).`,
    );
  }
}

/** @throws UserError unless it is a tensor, a list or a record of tensors */
function checkTensors(who: string, what: string, x: unknown): void {
  const isGroup = typeof x === "object" && x !== null && !(x instanceof Tensor);
  const parts: readonly unknown[] = isGroup ? Object.values(x) : [x];
  const wrong = parts.findIndex((part) => !(part instanceof Tensor));
  if (wrong < 0) return;
  throw new UserError(
    `${who}: the ${what} holds ${describeValue(parts[wrong])}, expected a tensor, a list or a record of them.`,
  );
}

/** The tensors of an argument as a list, and the way back. @throws UserError for anything but tensors */
function opened<T extends Tensors>(
  who: string,
  x: T,
): { leaves: readonly Tensor[]; rebuild: (leaves: readonly Tensor[]) => T } {
  checkTensors(who, "argument", x);
  if (x instanceof Tensor) return { leaves: [x], rebuild: ([leaf]) => leaf as T };
  if (Array.isArray(x))
    return { leaves: x as readonly Tensor[], rebuild: (leaves) => [...leaves] as unknown as T };
  const record = x as { readonly [name: string]: Tensor };
  const names = Object.keys(record);
  return {
    leaves: names.map((name) => record[name]!),
    rebuild: (leaves) => Object.fromEntries(names.map((name, i) => [name, leaves[i]!])) as T,
  };
}

/** The tensors of a vector that goes with x, in x's order: the parts of a record are paired by name. */
function vectorsOf<T extends Tensors>(who: string, x: T, v: T): readonly Tensor[] {
  checkTensors(who, "vector", v);
  const [point, vector] = [partsOf(x), partsOf(v)];
  const [names, given] = [Object.keys(point), Object.keys(vector)];
  if (names.length !== given.length || !names.every((name) => name in vector)) {
    throw new UserError(
      `${who}: the vector has the parts [${given.join(",")}], but the argument has [${names.join(",")}]. Give one for each.`,
    );
  }
  return names.map((name) => {
    const [p, q] = [point[name]!, vector[name]!];
    if (sameShape(p.shape, q.shape)) return q;
    const [its, theirs] = x instanceof Tensor ? ["", ""] : [`'s '${name}'`, "'s"];
    throw new ShapeError(
      `${who}: the vector${its} has shape ${shapeText(q.shape)}, but the argument${theirs} has shape ${shapeText(p.shape)}.`,
    );
  });
}

function partsOf(x: Tensors): { readonly [name: string]: Tensor } {
  return x instanceof Tensor ? { x } : Object.fromEntries<Tensor>(Object.entries<Tensor>(x));
}

/** What f returns, which must be a tensor by the time it returns. */
function resultOf<T extends Tensors>(who: string, f: (x: T) => Tensor, x: T): Tensor {
  const y: unknown = f(x);
  if (y instanceof Tensor) return y;
  const [found, advice] =
    y instanceof Promise
      ? ["a promise", " Await what it waits for before taking the derivative."]
      : [typeof y, ""];
  throw new UserError(`${who}: the function returned ${found}, expected a tensor.${advice}`);
}

function scalar(who: string, y: Tensor): Tensor {
  if (y.size !== 1) {
    throw new ShapeError(
      `${who}: the output has shape ${shapeText(y.shape)}, expected a scalar. Sum it, or use jacobian.`,
    );
  }
  return y.rank === 0 ? y : reshape(y, []);
}
