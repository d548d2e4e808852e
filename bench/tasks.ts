/**
 * What can be timed, in words that every engine can follow. An engine that is not ours is given the numbers as well, if
 * it cannot draw them itself.
 */
import { mlpOf, type Network } from "./network.ts";
import { factors, problem } from "./problem.ts";

/** C = A·B, A m×k and B k×n. */
export interface Product {
  readonly kind: "product";
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** A training step by gradient descent: forward, cross-entropy, gradients of all weights, update. */
export interface Step {
  readonly kind: "step";
  readonly network: Network;
  readonly batch: number;
  /** Steps that make the witness: the loss of each. */
  readonly witnesses: number;
}

/** The gradient of the loss with respect to all weights, or the product of the Hessian with a vector. */
export interface Derivative {
  readonly kind: "gradient" | "hvp";
  readonly network: Network;
  readonly batch: number;
}

/** All second derivatives of the loss, and the eigenvalues of their matrix. */
export interface DenseHessian {
  readonly kind: "dense-hessian";
  readonly network: Network;
  readonly batch: number;
}

/** What a chain is made of; sizes so small that the engine's own cost is what is timed. */
export const links = ["mul", "add-row", "sigmoid", "linear"] as const;
export type Link = (typeof links)[number];

/** x ↦ link(link(…(x))): applications of one operation, forward or backward through them. */
export interface Chain {
  readonly kind: "chain";
  readonly link: Link;
  readonly direction: "forward" | "backward";
  readonly length: number;
}

export type Task = Product | Step | Derivative | DenseHessian | Chain;

/** 33-20-10-10: 1,000 parameters. */
export const thousandParameters = mlpOf("sigmoid", [33, 20, 10, 10]);

/** The numbers that the task starts from. */
export function numbersOf(task: Task): object {
  switch (task.kind) {
    case "product":
      return factors(task.m, task.k, task.n);
    case "step":
    case "gradient":
    case "hvp":
    case "dense-hessian":
      return problem(task.network, task.batch);
    case "chain":
      return {};
  }
}

/** The same as JSON: typed arrays as text, exact to the last bit, {f64: …} or {i32: …} in base64, low byte first. */
export function portable(value: unknown): unknown {
  if (value instanceof Float64Array || value instanceof Int32Array) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return { [value instanceof Float64Array ? "f64" : "i32"]: bytes.toString("base64") };
  }
  if (Array.isArray(value)) return value.map(portable);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, portable(part)]));
  }
  return value;
}
