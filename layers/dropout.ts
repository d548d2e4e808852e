/**
 * Dropout: in training each element is set to 0 with probability p and the others grow by 1/(1 − p), so that the mean
 * stays (Srivastava and others, JMLR 15, 2014). It draws from the pass's random stream.
 */
import { mul } from "../autograd/index.ts";
import { checkNumber, ranges, UserError } from "../lib/index.ts";
import { generate, type Tensor } from "../tensor/index.ts";
import { Module } from "./module.ts";
import type { Pass } from "./pass.ts";

/**
 * @see Srivastava et al., "Dropout", JMLR 15, 2014
 * @example
 * new Dropout(0.5).forward(tensor([[1, 2]])); // → Tensor [1,2] [[1, 2]]
 */
export class Dropout extends Module {
  /** Of a number to become 0 in training. */
  readonly probability: number;

  constructor(probability: number) {
    super();
    checkNumber("Dropout", "probability", probability, ranges.memory);
    this.probability = probability;
  }

  override forward(x: Tensor, pass?: Pass): Tensor {
    pass?.consult();
    if (pass?.training !== true || this.probability === 0) return x;
    const { random } = pass;
    if (random === undefined) {
      throw new UserError(
        `${this.who()}: the pass has no random stream to draw from. Use Pass.training({ random: Random.stream(seed, "dropout") }).`,
      );
    }
    const kept = 1 / (1 - this.probability);
    return mul(
      x,
      generate(x.shape, () => (random.uniform() < this.probability ? 0 : kept)),
    );
  }

  override describe(): string {
    return `Dropout(${this.probability})`;
  }
}
