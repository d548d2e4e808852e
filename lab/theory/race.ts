/**
 * The methods of a problem from one start beside their common minimiser, each at the same part of its own largest step:
 * how many steps the loss takes to fall to a millionth, and how many it should take.
 *
 * What should happen follows from the start alone. Split by eigenvector, the loss is ½Σλc², and each c shrinks by its own
 * 1 − αλ.
 */
import { Pass } from "../../layers/index.ts";
import { Random } from "../../lib/index.ts";
import { methods } from "../training/index.ts";
import { descend } from "./descent.ts";
import { type Local, localModel } from "./local.ts";
import type { Posed, Problem } from "./minimum.ts";
import { dot, length } from "./place.ts";
import type { Curve, Exhibit, TheoryMethod } from "./record.ts";

const distance = 1e-3;
/** α is so many times 1/λmax; 2 would be the threshold. */
const pace = 1.9;
const goal = 1e-6;
const mostSteps = 200_000;

/** @param white the same function of the same inputs before they were scaled and shifted, if they were */
export function race({ problem, seed }: Posed, white?: Problem["draw"]): Exhibit {
  const runs = problem.methods.map((method) => runOf(seed, method, problem.draw));
  const onWhite = white && problem.methods.map((method) => localModel(white(seed, method)).kappaStar);
  const told = runs.map(
    ({ method, steps, predicted, kappaStar }) =>
      `${capital(named(method))}: ${count(steps)} steps, ${count(predicted)} predicted from the start and the eigenvalues; κ* ${count(kappaStar)}.`,
  );
  const most = Math.max(...runs.map(({ kappaStar }) => kappaStar));
  const ratio = most / Math.min(...runs.map(({ kappaStar }) => kappaStar));
  const which = runs.find(({ kappaStar }) => kappaStar === most)!.method;
  const sum =
    ratio < 2
      ? "There is nothing to gain here, and nothing is gained: the κ* are within a factor of two."
      : `κ* is ${ratio.toPrecision(2)} times as large for ${named(which)}.`;
  return {
    name: "race",
    title: "From one start to a millionth of the loss",
    y: "loss, relative to the start",
    curves: runs.flatMap(({ curves }) => curves),
    findings: [
      `Each method starts at the same point, ${distance} from θ*, with α = ${pace}/λmax of its own.`,
      ...told,
      sum,
      ...(onWhite
        ? [
            `The same function on white inputs: κ* ${problem.methods.map((method, i) => `${count(onWhite[i]!)} ${named(method)}`).join(", ")}. ` +
              "BNP gives back the conditioning of the well-scaled problem, and no more.",
          ]
        : []),
    ],
  };
}

function runOf(seed: number, method: TheoryMethod, draw: Problem["draw"]) {
  const minimum = draw(seed, method);
  const local = localModel(minimum);
  const alpha = pace / local.largest.eigenvalue;
  const start = startOf(seed, local);
  const least = minimum.loss(Pass.training()).item();
  const seen: { step: number; loss: number }[] = [];
  descend(minimum, { alpha, start, steps: mostSteps }, ({ step, loss }) => {
    seen.push({ step, loss: loss - least });
    return loss - least <= goal * seen[0]!.loss ? "stop" : undefined;
  });
  const first = seen[0]!.loss;
  const steps = seen.at(-1)!.step;
  const model = quadraticModel(local, alpha, start);
  const shown = seen.filter(({ step }) => step > 0 && isShown(step, steps));
  const x = shown.map(({ step }) => step);
  const curves: Curve[] = [
    { label: `${method}, predicted`, group: method, x, y: x.map((k) => model(k)), predicted: true },
    {
      label: `${method}, measured`,
      group: method,
      x,
      y: shown.map(({ loss }) => loss / first),
      predicted: false,
    },
  ];
  return { method, steps, predicted: firstBelow(model, goal), kappaStar: local.kappaStar, curves };
}

/** The same direction in θ for every method. */
function startOf(seed: number, { smallest }: Local): Float64Array {
  const random = Random.stream(seed, "theory race");
  const direction = smallest.move.map(() => random.normal());
  const size = length(direction);
  return direction.map((x) => (distance * x) / size);
}

/** The loss after k steps, relative to the start, if the loss were quadratic. */
function quadraticModel({ directions }: Local, alpha: number, start: Float64Array): (k: number) => number {
  const parts = directions.map(({ eigenvalue, reading }) => ({
    weight: eigenvalue * dot(reading, start) ** 2,
    factor: (1 - alpha * eigenvalue) ** 2,
  }));
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  return (k) => parts.reduce((sum, { weight, factor }) => sum + weight * factor ** k, 0) / whole;
}

/** The least k with f(k) ≤ goal, of an f that falls. */
function firstBelow(f: (k: number) => number, limit: number): number {
  let [low, high] = [0, 1];
  while (f(high) > limit && high < mostSteps) [low, high] = [high, 2 * high];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (f(middle) > limit) low = middle;
    else high = middle;
  }
  return high;
}

/** About 60 steps of a run, ever further apart, and its last. */
function isShown(step: number, last: number): boolean {
  const place = (k: number): number => Math.floor((60 * Math.log(k)) / Math.log(last + 1));
  return step === last || step < 4 || place(step) !== place(step - 1);
}

export function named(method: TheoryMethod): string {
  return methods[method].title;
}

export function count(value: number): string {
  return Math.round(value).toLocaleString("en-GB");
}

export function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
