/**
 * Whether a network learned anything: held-out loss or accuracy beyond what a constant answer reaches, and beyond what
 * the network had before its first step.
 *
 * The measure is a log likelihood ratio in nats. If labels do not depend on inputs, Σᵢ ln q(yᵢ|xᵢ) − ln p(yᵢ) exceeds t
 * with probability at most e⁻ᵗ for any fixed q (its exponential has mean 1, and Markov's inequality); the loss of the
 * best constant on the same labels is at most that of p. For accuracies it is Chernoff's bound, n·KL(accuracy‖chance).
 *
 * Knows labels, losses and accuracies; nothing of rates, networks or training.
 */
import type { Chance } from "./results.ts";

/** Mean cross-entropy and accuracy on some examples; null where they are not finite. */
export interface Score {
  readonly loss: number | null;
  readonly accuracy: number | null;
}

export function chanceOf(labels: Int32Array, classes: number): Chance {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]!++;
  const shares = counts.filter((n) => n > 0).map((n) => n / labels.length);
  return {
    examples: labels.length,
    loss: -shares.reduce((sum, p) => sum + p * Math.log(p), 0),
    accuracy: Math.max(...shares),
  };
}

/** The nats that chance alone exceeds in at most one of 20 searches over `tries` rates (Bonferroni). */
export function noise(tries: number): number {
  return Math.log(20 * tries);
}

/** Whether the examples could show that something was learned: a perfect answer has n·(loss of chance) nats. */
export function canTell(chance: Chance, tries: number): boolean {
  return chance.examples * chance.loss >= noise(tries);
}

/** Nats by which a run is beyond chance and beyond its start, in loss or in accuracy; −∞ if it diverged. */
export function evidence(start: Score, end: Score, chance: Chance): number {
  if (end.loss === null || end.accuracy === null) return -Infinity;
  const loss = Math.min(chance.loss, start.loss ?? Infinity);
  const accuracy = Math.max(chance.accuracy, start.accuracy ?? 0);
  const better = end.accuracy > accuracy ? divergence(end.accuracy, accuracy) : 0;
  return chance.examples * Math.max(loss - end.loss, better);
}

/** KL divergence of a coin of probability p from one of probability q. */
function divergence(p: number, q: number): number {
  const term = (a: number, b: number): number => (a === 0 ? 0 : a * Math.log(a / b));
  return term(p, q) + term(1 - p, 1 - q);
}
