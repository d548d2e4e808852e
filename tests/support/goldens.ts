/**
 * Normalisations and the softmax family along a path, by the engine and by Taylor polynomials with 50 digits: derivatives
 * to order 4 in every nesting of forward and reverse. Results are returned, not judged.
 */
import {
  add,
  batchNorm,
  layerNorm,
  logSoftmax,
  logSumExp,
  mul,
  reshape,
  softmax,
  square,
  sum,
} from "../../autograd/index.ts";
import { crossEntropy } from "../../layers/index.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import * as jets from "./jets.ts";
import { jet, over, plus, times, type Jet } from "./jets.ts";
import { nested, nestings, type Nesting } from "./nestings.ts";

/** Numbers that move with t: x(t₀ + t) = a + b·t + c·t², all of few bits, so that the engine's path is the exact one. */
interface Path {
  readonly at: readonly (readonly [number, number, number])[];
}
const jetsOf = ({ at }: Path): Jet[] => at.map((coefficients) => jet(...coefficients));
const tensorOf = ({ at }: Path, t: Tensor, shape: readonly number[]): Tensor => {
  const [a, b, c] = [0, 1, 2].map((k) => tensor(at.map((row) => row[k]!))) as [Tensor, Tensor, Tensor];
  return reshape(add(a, add(mul(b, t), mul(c, square(t)))), shape);
};

/** xᵢ(t) = (i + 1)t + ((i mod 3) − 1)t² + i around t = −6. */
const eight: Path = {
  at: Array.from({ length: 8 }, (_, i) => {
    const [slope, bend] = [i + 1, (i % 3) - 1];
    return [-6 * slope + 36 * bend + i, slope - 12 * bend, bend] as const;
  }),
};
const twelve: Path = {
  at: Array.from({ length: 12 }, (_, i) => [
    ((5 * i) % 7) / 4 - 1,
    ((3 * i) % 5) / 2 - 1,
    ((2 * i) % 3) / 4 - 0.25,
  ]),
};
const pair: Path = {
  at: [
    [-0.7, -1, 0],
    [0.7, 1, 0],
  ],
};
const weights = Array.from({ length: 12 }, (_, i) => i + 1);

const weighted = (xs: readonly Jet[]): Jet => plus(...xs.map((x, i) => times(jet(weights[i]!), x)));
const weightedSum = (y: Tensor): Tensor => sum(mul(reshape(y, [y.size]), tensor(weights.slice(0, y.size))));
const sumOfExp = (xs: readonly Jet[]): Jet => plus(...xs.map(jets.exp));
const rows = (xs: readonly Jet[], length: number): Jet[][] =>
  Array.from({ length: xs.length / length }, (_, r) => xs.slice(r * length, (r + 1) * length));

/** A function of t by the engine, and the same by Taylor polynomials. */
export interface Golden {
  readonly name: string;
  readonly engine: (t: Tensor) => Tensor;
  readonly exact: Jet;
}

const labels = [2, 0, 3];
const channel = (c: number, xs: readonly Jet[]): Jet[] => [0, 1, 4, 5].map((i) => xs[i + 2 * c]!);
const [gamma, beta] = [
  [1.5, -0.5],
  [0.25, 1],
] as const;
const normalized = [0, 1].map((c) =>
  jets
    .standardized(channel(c, jetsOf(eight)), 0.25)
    .map((x) => plus(times(jet(gamma[c]!), x), jet(beta[c]!))),
);
/** The outputs of both channels in the order of [2, 2, 2]. */
const inOrder = [0, 1].flatMap((n) => [0, 1].flatMap((c) => normalized[c]!.slice(2 * n, 2 * n + 2)));

export const goldens: readonly Golden[] = [
  {
    name: "batchNorm",
    engine: (t) =>
      weightedSum(
        batchNorm(tensorOf(eight, t, [2, 2, 2]), tensor([...gamma]), tensor([...beta]), { eps: 0.25 }),
      ),
    exact: weighted(inOrder),
  },
  {
    name: "layerNorm",
    engine: (t) =>
      sum(
        mul(layerNorm(tensorOf(pair, t, [1, 2]), tensor([1, 1]), tensor([0, 0]), { eps: 1 }), tensor([1, 0])),
      ),
    exact: jets.standardized(jetsOf(pair), 1)[0]!,
  },
  {
    name: "layerNorm of rows",
    engine: (t) =>
      weightedSum(
        layerNorm(tensorOf(twelve, t, [3, 4]), tensor([1, 2, -1, 0.5]), tensor([0, 1, 0, 2]), { eps: 0.125 }),
      ),
    exact: weighted(
      rows(jetsOf(twelve), 4).flatMap((row) =>
        jets
          .standardized(row, 0.125)
          .map((x, i) => plus(times(jet([1, 2, -1, 0.5][i]!), x), jet([0, 1, 0, 2][i]!))),
      ),
    ),
  },
  {
    name: "softmax",
    engine: (t) => weightedSum(softmax(tensorOf(twelve, t, [3, 4]))),
    exact: weighted(
      rows(jetsOf(twelve), 4).flatMap((row) => row.map((x) => over(jets.exp(x), sumOfExp(row)))),
    ),
  },
  {
    name: "logSoftmax",
    engine: (t) => weightedSum(logSoftmax(tensorOf(twelve, t, [3, 4]))),
    exact: weighted(
      rows(jetsOf(twelve), 4).flatMap((row) => row.map((x) => jets.minus(x, jets.log(sumOfExp(row))))),
    ),
  },
  {
    name: "crossEntropy",
    engine: (t) => crossEntropy(tensorOf(twelve, t, [3, 4]), labels),
    exact: over(
      plus(...rows(jetsOf(twelve), 4).map((row, r) => jets.minus(jets.log(sumOfExp(row)), row[labels[r]!]!))),
      jet(3),
    ),
  },
  {
    name: "logSumExp",
    engine: (t) => logSumExp(tensorOf(twelve, t, [12])),
    exact: jets.log(sumOfExp(jetsOf(twelve))),
  },
];

export interface GoldenCell {
  readonly name: string;
  readonly order: number;
  readonly nesting: Nesting;
  readonly error: number;
}

/** Relative errors of the derivatives of one order: of every function, in every nesting. */
export function compareGoldens(order: number): GoldenCell[] {
  const directions = Array.from({ length: order }, () => [tensor(1)]);
  return goldens.flatMap(({ name, engine, exact }) => {
    const reference = jets.derivative(exact, order).toNumber();
    return nestings(order).map((nesting) => {
      const value = nested((ts) => engine(ts[0]!), nesting, directions)([tensor(0)]).item();
      return { name, order, nesting, error: Math.abs(value / reference - 1) };
    });
  });
}
