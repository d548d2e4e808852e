/**
 * Small networks at a minimum that is known: each is its own teacher.
 *
 * The targets are what the network itself gives, so the loss and its gradient are exactly 0 at θ*, and the Hessian is the
 * Gauss-Newton matrix. With noise on the targets θ* is found by Newton's method from the teacher, and the Hessian has
 * the network's own curvature in it.
 */
import { detached, mul } from "../../autograd/index.ts";
import {
  Activation,
  type ActivationName,
  BatchNorm1d,
  Linear,
  type Module,
  mseLoss,
  Pass,
  Sequential,
} from "../../layers/index.ts";
import { Random } from "../../lib/index.ts";
import { bnp, type BnpOptions } from "../../preconditioners/index.ts";
import { predictedNullity } from "../../probes/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";
import { freeze, frozen } from "./frozen.ts";
import type { Minimum } from "./minimum.ts";
import { minimise } from "./newton.ts";
import type { TheoryMethod } from "./record.ts";

export interface NetworkOptions {
  readonly inputs: number;
  /** Layers between dashes: a number is a dense layer of that many units, "bn" batch normalisation. */
  readonly layers: string;
  readonly examples: number;
  /** Whether dense layers that feed BN have a bias; true unless given. */
  readonly bias?: boolean;
  /** ε of BN; 0 unless given. And whether BN has γ and β; true unless given. */
  readonly eps?: number;
  readonly affine?: boolean;
  /** Decades over which the deviations of the inputs are spread; 0 unless given. */
  readonly decades?: number;
  /** Means of the inputs, in deviations, of either sign; 0 unless given. */
  readonly shift?: number;
  /** Deviation of the noise on the targets; 0 unless given. */
  readonly noise?: number;
  /** ε₁ and ε₂ of BNP; its defaults unless given. */
  readonly damping?: Pick<BnpOptions, "eps1" | "eps2">;
  /** Whether BNP goes on learning; false unless given: it knows the statistics of all examples at θ*. */
  readonly learning?: boolean;
}

export interface Network extends Minimum {
  readonly model: Sequential;
  readonly inputs: Tensor;
}

/** The same seed gives the same function of the same white inputs, in any units of these. */
export function network(seed: number, method: TheoryMethod, options: NetworkOptions): Network {
  const { noise = 0 } = options;
  const units = unitsOf(seed, options);
  const inputs = inputsOf(seed, options, units);
  const model = modelOf(seed, method, options);
  inUnits(model.layers[0] as Linear, units);
  const clean = detached(model.forward(inputs, Pass.training()));
  const random = Random.stream(seed, "theory noise");
  const target =
    noise === 0
      ? clean
      : tensor(
          clean.toArray().map((y) => y + noise * random.normal()),
          clean.shape,
        );
  const minimum = {
    parameters: model.parameters(),
    loss: (pass: Pass) => mul(0.5, mseLoss(model.forward(inputs, pass), target)),
  };
  if (noise > 0) minimise(minimum);
  freeze((pass) => model.forward(inputs, pass));
  const { nullity, parts } = predictedNullity(model, inputs);
  return {
    ...minimum,
    model,
    inputs,
    nullity: {
      count: nullity ?? 0,
      why: parts.map(({ why, directions }) => `${directions} by ${why}`),
    },
  };
}

/** How inputs are scaled and shifted: x′ = scale·(x + shift), feature by feature. */
interface Units {
  readonly scale: readonly number[];
  readonly shift: readonly number[];
}

function unitsOf(seed: number, { inputs, decades = 0, shift = 0 }: NetworkOptions): Units {
  const random = Random.stream(seed, "theory units");
  return {
    scale: Array.from({ length: inputs }, (_, i) => 10 ** ((-decades * i) / Math.max(1, inputs - 1))),
    shift: Array.from({ length: inputs }, () => (random.uniform() < 0.5 ? -shift : shift)),
  };
}

function inputsOf(seed: number, { inputs, examples }: NetworkOptions, { scale, shift }: Units): Tensor {
  const random = Random.stream(seed, "theory inputs");
  return generate([examples, inputs], (place) => {
    const feature = place % inputs;
    return scale[feature]! * (random.normal() + shift[feature]!);
  });
}

/** The same function of the scaled and shifted inputs as before of the white ones. */
function inUnits({ weight, bias, inputs }: Linear, { scale, shift }: Units): void {
  const before = weight.elements;
  weight.replace(before.map((w, place) => w / scale[place % inputs]!));
  bias?.replace(
    bias.elements.map((b, unit) =>
      shift.reduce((sum, s, feature) => sum - before[unit * inputs + feature]! * s, b),
    ),
  );
}

function modelOf(seed: number, method: TheoryMethod, options: NetworkOptions): Sequential {
  const { inputs, layers, bias = true, eps = 0, affine = true, damping, learning = false } = options;
  const preconditioner = learning ? bnp(damping) : frozen(bnp(damping));
  const random = Random.stream(seed, "theory weights");
  const words = layers.split("-");
  let width = inputs;
  const made = words.map((word, i): Module => {
    if (word === "bn") return new BatchNorm1d(width, { eps, affine });
    const units = Number(word);
    if (Number.isNaN(units)) return new Activation(word as ActivationName);
    const layer = new Linear(width, units, {
      random,
      bias: bias || !words.slice(i).includes("bn"),
      ...(method === "bnp" && { preconditioner }),
    });
    width = units;
    return layer;
  });
  const model = new Sequential(made);
  for (const layer of made) draw(layer, random);
  return model;
}

/** Weights that are neither large nor small, so that no unit is idle; and biases, since zeros are special. */
function draw(layer: Module, random: Random): void {
  const magnitude = (middle: number): number =>
    middle * random.between(0.5, 1.5) * (random.uniform() < 0.5 ? -1 : 1);
  for (const parameter of layer.parameters()) {
    const isWeight = layer instanceof Linear && parameter === layer.weight;
    const isScale = layer instanceof BatchNorm1d && parameter === layer.weight;
    const middle = isWeight ? 1.5 / Math.sqrt(layer.inputs) : 1;
    parameter.replace(
      parameter.elements.map(() => (isWeight || isScale ? magnitude(middle) : 0.5 * random.normal())),
    );
  }
}
