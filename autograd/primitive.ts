/**
 * What a primitive operation is: its value and its derivative, in one declaration.
 *
 * A declaration names the inputs and gives a forward map on values and, for every input, a rule: from the cotangent g
 * of the output to the cotangent of that input. Rules are written in differentiable operations, never in raw loops, so
 * derivatives of every order follow. A missing rule does not compile. The facts beside them (formula, kind, domain) are
 * read by the gradient sweep, the table of derivatives and error messages.
 */
import { Deferred, Tensor, type Origin, type Shape, type Values } from "../tensor/index.ts";
import { checkedCall } from "./checked-call.ts";
import { declared, operationOf, type Call, type Declared, type Facts } from "./operation.ts";
import { isLazy, isRecording } from "./recording.ts";

/** A value for each input, by name. */
export type Named<In extends string, T> = { readonly [K in In]: T };

/**
 * In place of a rule: the derivative is zero wherever it exists, as for rounding and comparisons.
 * @example
 * const step = unary({ name: "step", f: (x) => (x < 0 ? 0 : 1), rule: flat });
 * grad((x) => sum(step(x)))(tensor([2])); // → Tensor [1] [0]
 */
export const flat = Symbol("flat");

/** From the cotangent g of the output to the cotangent of one input, at the given inputs, output and parameters. */
export type Rule<In extends string, P> = (
  g: Tensor,
  at: Named<In, Tensor> & { readonly out: Tensor; readonly params: P },
) => Tensor;

/** What the engine needs of an operation to compute it and to walk through it. */
export interface Primitive<In extends string, P> {
  /** For errors. */
  readonly name: string;
  /** Names of the inputs, in the order of the arguments. */
  readonly inputs: readonly In[];
  /** The value. */
  readonly forward: (x: Named<In, Values>, params: P) => Values;
  /** The shape that `forward` will have. With it the values can be deferred (`lazily`). */
  readonly shape?: (x: Named<In, Shape>, params: P) => Shape;
  /** From the cotangent of the output to that of each input; `flat` where it is 0 everywhere. */
  readonly rules: { readonly [K in In]: Rule<In, P> | typeof flat };
  /** Computed element by element, inputs broadcasting: cotangents are summed to the inputs' shapes after the rules. */
  readonly elementwise?: boolean;
}

/** A primitive whose inputs and parameters are not known: what the engine meets when it walks a graph. */
// The one `any` of the project. `In` and `P` occur both as argument and as result of the functions above, so no other
// type stands for "some In, some P"; the engine only ever hands a primitive what that primitive itself recorded.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyPrimitive = Primitive<any, any>;

/** All that is said of a primitive: facts, value, rules, and how a caller's parameters become those of the rules. */
export interface Declaration<Names extends readonly string[], P, Given>
  extends Facts, Primitive<Names[number], P> {
  /** Names of the inputs, in the order of the arguments. */
  readonly inputs: Names;
  /** Checks the inputs, and makes the parameters of `forward` and the rules from what the caller gave. */
  readonly prepare?: (x: Named<Names[number], Tensor>, given: Given) => P;
}

/**
 * Makes an operation of its declaration. The function checks its arguments, applies the operation and records it.
 * @example
 * const double = primitive({
 *   name: "double",
 *   inputs: ["x"],
 *   forward: ({ x }) => mapValues(x, (n) => 2 * n),
 *   rules: { x: (g) => mul(2, g) },
 * });
 * grad((x) => sum(double(x)))(tensor([1])); // → Tensor [1] [2]
 */
export function primitive<const Names extends readonly string[], P = undefined, Given = P>(
  declaration: Declaration<Names, P, Given>,
): Declared<Call<Names, Given>> {
  const { inputs, prepare } = declaration;
  const run = (tensors: readonly Tensor[], given: unknown): Tensor => {
    const params = prepare === undefined ? (given as P) : prepare(named(inputs, tensors), given as Given);
    return apply<Names[number], P>(declaration, tensors, params);
  };
  const operation = operationOf(declaration, run, true);
  return declared<Call<Names, Given>>(checkedCall(operation), operation);
}

/** Applies a primitive: computes the value, and records its origin if an input is tracked. */
export function apply<In extends string, P>(
  primitive: Primitive<In, P>,
  inputs: readonly Tensor[],
  params: P,
): Tensor {
  if (!isRecording() || !isAnyTracked(inputs)) return new Tensor(valueOf(primitive, inputs, params));
  const origin: Origin = { primitive, inputs, params };
  if (!isLazy() || primitive.shape === undefined) {
    return new Tensor(valueOf(primitive, inputs, params), origin);
  }
  const shapes = named(
    primitive.inputs,
    inputs.map(({ shape }) => shape),
  );
  const compute = (): Values => valueOf(primitive, inputs, params);
  return new Tensor(new Deferred(primitive.shape(shapes, params), compute), origin);
}

function isAnyTracked(inputs: readonly Tensor[]): boolean {
  for (const input of inputs) if (input.tracked) return true;
  return false;
}

function valueOf<In extends string, P>(
  { inputs: names, forward }: Primitive<In, P>,
  inputs: readonly Tensor[],
  params: P,
): Values {
  const values = {} as Record<In, Values>;
  for (let i = 0; i < inputs.length; i++) values[names[i]!] = inputs[i]!.values;
  return forward(values, params);
}

function named<In extends string, T>(names: readonly In[], items: readonly T[]): Named<In, T> {
  const record = {} as Record<In, T>;
  for (let i = 0; i < items.length; i++) record[names[i]!] = items[i]!;
  return record;
}
