/**
 * Initial weights, drawn from an explicit stream. The same stream gives the same weights to every method compared.
 */
import { checkNumber, type Random, ranges } from "../lib/index.ts";
import { generate, type Tensor } from "../tensor/index.ts";

/**
 * Draws a weight [outputs, inputs]. `fanOut` is the number of outputs that an input reaches, where it is not `outputs`
 * (a convolution: outputs · kernel size).
 */
export type Initializer = (outputs: number, inputs: number, random: Random, fanOut?: number) => Tensor;

/**
 * Uniform with variance 2/(inputs + outputs): Glorot and Bengio, AISTATS 2010.
 * @example
 * xavier(2, 3, Random.stream(0, "weights")).shape; // → [ 2, 3 ]
 */
export const xavier: Initializer = (outputs, inputs, random, fanOut = outputs) => {
  checkSizes("xavier", { outputs, inputs, fanOut });
  const bound = Math.sqrt(6 / (inputs + fanOut));
  return generate([outputs, inputs], () => random.between(-bound, bound));
};

/**
 * Normal with variance 2/inputs, for relu: He, Zhang, Ren, Sun, ICCV 2015.
 * @example
 * he(2, 3, Random.stream(0, "weights")).shape; // → [ 2, 3 ]
 */
export const he: Initializer = (outputs, inputs, random) => {
  checkSizes("he", { outputs, inputs });
  const deviation = Math.sqrt(2 / inputs);
  return generate([outputs, inputs], () => deviation * random.normal());
};

/** The initializers by name. */
export const initializers = { xavier, he } as const;
/** One of the initializers. */
export type InitializerName = keyof typeof initializers;

function checkSizes(who: string, sizes: Readonly<Record<string, number>>): void {
  for (const [name, size] of Object.entries(sizes)) checkNumber(who, name, size, ranges.count);
}
