/**
 * Losses that are known by their eigenvalues: ½(θ − θ*)ᵀA(θ − θ*), and the Rayleigh quotient ½wᵀAw/wᵀw, which depends on
 * the direction of w alone.
 *
 * A = Q·Λ·Qᵀ with eigenvalues drawn log-uniformly and both ends planted, and Q the eigenvectors of a random matrix.
 */
import { div, dot, matmul, mul, reshape, sub } from "../../autograd/index.ts";
import { Parameter } from "../../layers/index.ts";
import { Random, symmetricEigen } from "../../lib/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import type { Minimum } from "./minimum.ts";

export interface QuadraticOptions {
  readonly size: number;
  readonly rank: number;
  /** λmax/λ*min; λmax is 1. */
  readonly kappaStar: number;
}

/** A quadratic with a null space: every point of θ* + null(A) is a minimiser. */
export function quadratic(seed: number, { size, rank, kappaStar }: QuadraticOptions): Minimum {
  const random = Random.stream(seed, "theory quadratic");
  const zeros = Array.from({ length: size - rank }, () => 0);
  const a = symmetricOf(random, [...zeros, ...logUniform(random, rank, kappaStar)]);
  const centre = tensor(Float64Array.from({ length: size }, () => random.normal()));
  const theta = new Parameter("theta", centre);
  return {
    parameters: [theta],
    loss: () => mul(0.5, form(a, sub(theta.tensor, centre))),
    nullity: { count: size - rank, why: [`${size - rank} planted zeros`] },
  };
}

export interface RayleighOptions {
  readonly size: number;
  readonly kappaStar: number;
}

/**
 * ½wᵀAw/wᵀw at w = 2·q₁. Its Hessian there is (A − a₁I)/‖w‖², so κ* = (aₙ − a₁)/(a₂ − a₁), and w itself is its only null
 * direction.
 */
export function rayleigh(seed: number, { size, kappaStar }: RayleighOptions): Minimum {
  const random = Random.stream(seed, "theory rayleigh");
  const least = 0.1;
  const values = [least, ...logUniform(random, size - 1, kappaStar).map((value) => least + value)];
  const { entries, vectors } = planted(random, values);
  const a = tensor(entries, [size, size]);
  const w = new Parameter("w", tensor(Float64Array.from({ length: size }, (_, i) => 2 * vectors[i * size]!)));
  return {
    parameters: [w],
    loss: () => div(mul(0.5, form(a, w.tensor)), dot(w.tensor, w.tensor)),
    nullity: { count: 1, why: ["the length of w"] },
  };
}

/** From 1/κ to 1, ascending, with both ends. */
function logUniform(random: Random, count: number, kappa: number): number[] {
  const inside = Array.from({ length: count - 2 }, () => kappa ** -random.uniform());
  return [1 / kappa, ...inside.sort((a, b) => a - b), 1];
}

function symmetricOf(random: Random, values: readonly number[]): Tensor {
  return tensor(planted(random, values).entries, [values.length, values.length]);
}

/** Q·Λ·Qᵀ row by row, exactly symmetric, and Q, column i of which belongs to values[i]. */
function planted(
  random: Random,
  values: readonly number[],
): { readonly entries: Float64Array; readonly vectors: Float64Array } {
  const n = values.length;
  const noise = Float64Array.from({ length: n * n }, () => random.normal());
  const vectors = symmetricEigen(noise, n, { vectors: true }).vectors!;
  const entries = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += vectors[i * n + k]! * values[k]! * vectors[j * n + k]!;
      entries[i * n + j] = entries[j * n + i] = sum;
    }
  }
  return { entries, vectors };
}

/** vᵀAv */
function form(a: Tensor, v: Tensor): Tensor {
  return dot(v, reshape(matmul(a, reshape(v, [v.size, 1])), [v.size]));
}
