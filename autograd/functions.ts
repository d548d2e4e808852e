/**
 * Functions of tensors as users write them: of one tensor, a list, or a record of them. Here such an argument becomes a
 * list of tensors and back, and what does not fit is refused. `who` is the operator that errors name.
 */
import { describeValue, ShapeError, UserError } from "../lib/index.ts";
import { sameShape, shapeText, Tensor } from "../tensor/index.ts";

/** What a function of tensors may take: one, a list, or a record of them. */
export type Tensors = Tensor | readonly Tensor[] | { readonly [name: string]: Tensor };

/** @throws UserError unless f is a function of one argument: further ones would never be given */
export function checkFunction(who: string, f: unknown): void {
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
export function opened<T extends Tensors>(
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
export function vectorsOf<T extends Tensors>(who: string, x: T, v: T): readonly Tensor[] {
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
export function resultOf<T extends Tensors>(who: string, f: (x: T) => Tensor, x: T): Tensor {
  const y: unknown = f(x);
  if (y instanceof Tensor) return y;
  const [found, advice] =
    y instanceof Promise
      ? ["a promise", " Await what it waits for before taking the derivative."]
      : [typeof y, ""];
  throw new UserError(`${who}: the function returned ${found}, expected a tensor.${advice}`);
}
