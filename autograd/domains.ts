/** Where an operation is defined and smooth, and which numbers the gradient sweep draws there: shift ± magnitude. */

export interface Domain {
  /** For the table of derivatives. */
  readonly text: string;
  /** The middle of the drawn numbers. */
  readonly shift: number;
  /** Magnitudes are drawn between these; the lower end keeps them away from a kink or singularity at `shift`. */
  readonly magnitude: readonly [number, number];
  /** Whether magnitudes are drawn with both signs. */
  readonly signed: boolean;
  /** Whether `shift` is a singularity, so that difference steps must shrink near it. */
  readonly singular: boolean;
}

/** The domains that operations have: all numbers, positive ones, all but 0, those above −1. */
// prettier-ignore
export const domains = {
  reals:    { text: "all x",   shift: 0,  magnitude: [0.1, 2.3],  signed: true,  singular: false },
  positive: { text: "x > 0",   shift: 0,  magnitude: [0.8, 3],    signed: false, singular: true },
  nonzero:  { text: "x ≠ 0",   shift: 0,  magnitude: [0.8, 2.4],  signed: true,  singular: true },
  aboveMinusOne: { text: "x > −1", shift: -1, magnitude: [0.8, 3], signed: false, singular: true },
} satisfies Record<string, Domain>;
