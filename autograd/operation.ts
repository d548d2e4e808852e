/**
 * What is known of an operation beside its value and rules, and the record of it that every operation carries. The
 * gradient sweep, the table of derivatives and error messages read the record.
 */
import type { Tensor } from "../tensor/index.ts";
import { checkedCall } from "./checked-call.ts";
import { domains, type Domain } from "./domains.ts";

/** A tensor, or a number that stands for a scalar one. */
export type TensorLike = Tensor | number;

/** What a declaration says beside value and rules. */
export interface Facts {
  /** For errors and the table of derivatives. */
  readonly name: string;
  /** The cotangent of each input, as the table of derivatives shows it. Left out for a part of another operation. */
  readonly formula?: string;
  /** "smooth" unless given. */
  readonly kind?: "linear" | "bilinear" | "smooth" | "kinked" | "flat";
  /** One domain for every input, or one each; all reals unless given. */
  readonly domain?: Domain | readonly Domain[];
  /** What happens at ties and kinks. */
  readonly ties?: string;
  /** Parameters as a caller may write them, for the error that shows their form. */
  readonly example?: unknown;
}

/** The record that an operation carries, primitive or composed: facts, with what was left out filled in. */
export interface Operation
  extends Omit<Required<Facts>, "ties" | "example">, Pick<Facts, "ties" | "example"> {
  /** Names of the inputs, in the order of the arguments. */
  readonly inputs: readonly string[];
  /** Whether it has rules of its own. */
  readonly primitive: boolean;
  /** Whether it is computed element by element, inputs broadcasting. */
  readonly elementwise: boolean;
  /** The operation on inputs and parameters as lists. */
  readonly run: (inputs: readonly Tensor[], params: unknown) => Tensor;
}

/** A function of tensors that carries the record of the operation it performs. */
export type Declared<F> = F & { readonly operation: Operation };

/** None, one that may be left out, or one. */
type Parameter<Given> = [Given] extends [undefined]
  ? []
  : undefined extends Given
    ? [params?: Given]
    : [params: Given];

/** Inputs first, then parameters, if there are any. */
export type Call<Names extends readonly string[], Given> = (
  ...given: [...{ [K in keyof Names]: TensorLike }, ...Parameter<Given>]
) => Tensor;

/** As `compute` takes them, but any tensor may be given as a number. */
export type Loose<Given extends readonly unknown[]> = {
  [K in keyof Given]: Given[K] extends Tensor ? TensorLike : Given[K];
};

/**
 * An operation composed of others: no rules of its own, but a record like any other.
 * @example
 * const norm = composition({ name: "norm", inputs: ["x"], compute: (x: Tensor) => sqrt(sum(square(x))) });
 * norm(tensor([3, 4])); // → Tensor [] 5
 */
export function composition<Given extends readonly unknown[]>(
  declaration: Facts & {
    readonly inputs: readonly string[];
    readonly compute: (...given: Given) => Tensor;
  },
): Declared<(...given: Loose<Given>) => Tensor> {
  const compute = declaration.compute as (...given: readonly unknown[]) => Tensor;
  const operation = operationOf(declaration, (inputs, params) => compute(...inputs, params), false);
  return declared<(...given: Loose<Given>) => Tensor>(checkedCall(operation), operation);
}

/** The record of an operation, from its facts and how it is run. */
export function operationOf(
  {
    name,
    inputs,
    formula = "",
    kind = "smooth",
    domain = domains.reals,
    ...rest
  }: Facts & {
    readonly inputs: readonly string[];
    readonly elementwise?: boolean;
  },
  run: Operation["run"],
  isPrimitive: boolean,
): Operation {
  const { ties, example, elementwise = false } = rest;
  return {
    ...{ name, inputs, formula, kind, domain, elementwise, run, primitive: isPrimitive },
    ...(ties !== undefined && { ties }),
    ...(example !== undefined && { example }),
  };
}

/** The function with the record attached. It checks its own arguments. */
export function declared<F>(f: F | ((...given: never[]) => Tensor), operation: Operation): Declared<F> {
  return Object.assign(f as object, { operation }) as Declared<F>;
}
