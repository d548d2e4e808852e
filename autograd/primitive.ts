/**
 * What a primitive operation is: its value and its derivative, in one declaration.
 *
 * A declaration names the inputs and gives a forward map on values and, for every input, a rule: from the cotangent g
 * of the output to the cotangent of that input. Rules are written in differentiable operations, never in raw loops;
 * that alone makes every order of derivative available. A missing rule does not compile. What the declaration says
 * about the operation (domain, kind, ties, sample shapes) is read by the gradient sweep, by the table of derivatives
 * in the documentation and by error messages, so an operation is tested and documented the moment it is declared.
 */
import { Deferred, Tensor, type Origin, type Shape, type Values } from "../tensor/index.ts";
import { checkedCall } from "./checked-call.ts";
import { isLazy, isRecording } from "./recording.ts";

export type Named<In extends string, T> = { readonly [K in In]: T };

/** The derivative is zero wherever it exists: rounding, comparisons. */
export const flat = Symbol("flat");

/** From the cotangent g of the output to the cotangent of one input, at the given inputs, output and parameters. */
export type Rule<In extends string, P> = (
  g: Tensor,
  at: Named<In, Tensor> & { readonly out: Tensor; readonly params: P },
) => Tensor;

/** Where the numbers fed to an operation may come from, as the gradient sweep draws them: shift ± magnitude. */
export interface Domain {
  readonly text: string;
  readonly shift: number;
  /** Magnitudes are drawn between these; the lower end keeps samples away from a kink or singularity at `shift`. */
  readonly magnitude: readonly [number, number];
  readonly signed: boolean;
  /** Whether `shift` is a singularity, so that difference steps must shrink near it. */
  readonly singular: boolean;
}

// prettier-ignore
export const domains = {
  reals:    { text: "all x",   shift: 0,  magnitude: [0.1, 2.3],  signed: true,  singular: false },
  positive: { text: "x > 0",   shift: 0,  magnitude: [0.8, 3],    signed: false, singular: true },
  nonzero:  { text: "x ≠ 0",   shift: 0,  magnitude: [0.8, 2.4],  signed: true,  singular: true },
  aboveMinusOne: { text: "x > −1", shift: -1, magnitude: [0.8, 3], signed: false, singular: true },
} satisfies Record<string, Domain>;

/** One case of the gradient sweep: a shape for every input, and parameters that fit them. */
export interface Sample {
  readonly shapes: readonly Shape[];
  readonly params?: unknown;
}

/** What a declaration says beside its value and rules. */
export interface About {
  /** y = …; and the cotangent of each input, for the table of derivatives. */
  readonly formula: string;
  readonly kind: "linear" | "bilinear" | "smooth" | "kinked" | "flat";
  /** One domain for every input, or one each. */
  readonly domain: Domain | readonly Domain[];
  readonly samples: readonly Sample[];
  /** What happens at ties and kinks. */
  readonly ties?: string;
}

export interface Primitive<In extends string, P> {
  readonly name: string;
  readonly inputs: readonly In[];
  readonly forward: (x: Named<In, Values>, params: P) => Values;
  /** The shape that `forward` will have. Only what tells it can be put off (`lazily`). */
  readonly shape?: (x: Named<In, Shape>, params: P) => Shape;
  readonly rules: { readonly [K in In]: Rule<In, P> | typeof flat };
}

/** A primitive whose inputs and parameters are not known: what the engine meets when it walks a graph. */
// The one `any` of the project. `In` and `P` occur both as argument and as result of the functions above, so no other
// type stands for "some In, some P"; the engine only ever hands a primitive what that primitive itself recorded.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyPrimitive = Primitive<any, any>;

/** What the sweep, the documentation and the errors know of an operation, primitive or composed. */
export interface Operation {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly about: About;
  readonly primitive: boolean;
  readonly run: (inputs: readonly Tensor[], params: unknown) => Tensor;
}

/** A function of tensors that carries the record of the operation it performs. */
export type Declared<F> = F & { readonly operation: Operation };

/** Applies a primitive: computes the value, and remembers where it came from if a derivative may ask. */
export function apply<In extends string, P>(
  primitive: Primitive<In, P>,
  inputs: readonly Tensor[],
  params: P,
): Tensor {
  if (!isRecording() || !inputs.some((input) => input.tracked)) {
    return new Tensor(valueOf(primitive, inputs, params));
  }
  const origin: Origin = { primitive, inputs, params };
  if (!isLazy() || primitive.shape === undefined) {
    return new Tensor(valueOf(primitive, inputs, params), origin);
  }
  const shapes = {} as Record<In, Shape>;
  for (let i = 0; i < inputs.length; i++) shapes[primitive.inputs[i]!] = inputs[i]!.shape;
  const compute = (): Values => valueOf(primitive, inputs, params);
  return new Tensor(new Deferred(primitive.shape(shapes, params), compute), origin);
}

function valueOf<In extends string, P>(
  primitive: Primitive<In, P>,
  inputs: readonly Tensor[],
  params: P,
): Values {
  const named = {} as Record<In, Values>;
  for (let i = 0; i < inputs.length; i++) named[primitive.inputs[i]!] = inputs[i]!.values;
  return primitive.forward(named, params);
}

/** What a declaration hands in: the record without what follows from the function itself. */
type Declaration = Pick<Operation, "name" | "inputs" | "about">;

/** Attaches the record of an operation to the function that performs it: inputs first, then parameters. */
export function declare<F extends (...args: never[]) => Tensor>(
  f: F,
  declaration: Declaration,
  primitive: boolean,
): Declared<F> {
  // The one place where a function is called without its types: the sweep gives it what its own samples declare.
  const call = f as unknown as (...args: readonly unknown[]) => Tensor;
  const run = (inputs: readonly Tensor[], params: unknown): Tensor => call(...inputs, params);
  return Object.assign(checkedCall(f, declaration), { operation: { ...declaration, primitive, run } });
}

/** A composition of other operations: no rules of its own, but in the catalogue and in the sweep like any other. */
export function composition<F extends (...args: never[]) => Tensor>(
  f: F,
  declaration: Declaration,
): Declared<F> {
  return declare(f, declaration, false);
}
