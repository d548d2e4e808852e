/**
 * Parameters as one vector, and back: where a run stands is θ, and what is measured is θ − θ*.
 *
 * The order is that of the list, as in the layout of an operator of the same parameters.
 */
import type { Parameter } from "../../layers/index.ts";

export function placeOf(parameters: readonly Parameter[]): Float64Array {
  const place = new Float64Array(parameters.reduce((sum, { elements }) => sum + elements.length, 0));
  let at = 0;
  for (const { elements } of parameters) {
    place.set(elements, at);
    at += elements.length;
  }
  return place;
}

export function moveTo(parameters: readonly Parameter[], place: Float64Array): void {
  let at = 0;
  for (const parameter of parameters) {
    const end = at + parameter.elements.length;
    parameter.replace(place.slice(at, end));
    at = end;
  }
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

export function length(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** Σ cᵢ·vᵢ */
export function combination(vectors: readonly Float64Array[], coefficients: readonly number[]): Float64Array {
  const sum = new Float64Array(vectors[0]!.length);
  vectors.forEach((v, i) => v.forEach((value, k) => (sum[k]! += coefficients[i]! * value)));
  return sum;
}
