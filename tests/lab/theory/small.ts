/**
 * Small problems for the tests of the theory: minima that are cheap to run on.
 */
import type { Problem } from "../../../lab/theory/minimum.ts";
import { network, type NetworkOptions } from "../../../lab/theory/networks.ts";
import { quadratic } from "../../../lab/theory/quadratic.ts";
import type { TheoryMethod } from "../../../lab/theory/record.ts";

/** Two hidden units on inputs of which one is three times the other; and a seed with a moderate κ*. */
export const smallNetwork: NetworkOptions = {
  inputs: 2,
  layers: "2-tanh-1",
  examples: 40,
  decades: 0.5,
  shift: 1,
};
export const smallSeed = 38;

export const smallQuadratic = { size: 6, rank: 4, kappaStar: 10 };

export function smallProblem(change: Partial<Problem> = {}): Problem {
  return {
    name: "small",
    title: "Small",
    about: "A small quadratic.",
    family: "quadratic",
    methods: ["none"],
    kappaStar: [0, Infinity],
    distance: 1,
    draw: (seed) => quadratic(seed, smallQuadratic),
    ...change,
  };
}

/** The network as a problem, with both methods. */
export function smallNetworkProblem(methods: readonly TheoryMethod[] = ["none", "bnp"]): Problem {
  return smallProblem({
    family: "network",
    methods,
    distance: 1e-6,
    draw: (seed, method) => network(seed, method, smallNetwork),
  });
}
