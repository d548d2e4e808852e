/**
 * The problems of the theory table, a row each.
 */
import { UserError } from "../../lib/index.ts";
import { suggestion } from "../base/index.ts";
import { logistic, type LogisticOptions } from "./logistic.ts";
import type { Problem } from "./minimum.ts";
import { network, type NetworkOptions } from "./networks.ts";
import { quadratic, rayleigh } from "./quadratic.ts";
import type { TheoryMethod } from "./record.ts";

/** A singular quadratic is what the theorem is exact for, at every distance. */
function quadraticProblem(kappaStar: number): Problem {
  return {
    name: `quadratic-${power(kappaStar)}`,
    title: `Singular quadratic, κ* = ${kappaStar.toLocaleString("en-GB")}`,
    about:
      "½(θ − θ*)ᵀA(θ − θ*) with 60 unknowns and rank 40, the eigenvalues log-uniform between planted ends.",
    family: "quadratic",
    methods: ["none"],
    kappaStar: [0, Infinity],
    distance: 1,
    draw: (seed) => quadratic(seed, { size: 60, rank: 40, kappaStar }),
  };
}

function rayleighProblem(kappaStar: number): Problem {
  return {
    name: `scale-invariant-${power(kappaStar)}`,
    title: `Scale-invariant loss, κ* = ${kappaStar.toLocaleString("en-GB")}`,
    about: "½wᵀAw/wᵀw with 10 unknowns: it depends on the direction of w alone, as a loss behind BN does.",
    family: "scale-invariant",
    methods: ["none"],
    kappaStar: [0, Infinity],
    distance: 1e-6,
    draw: (seed) => rayleigh(seed, { size: 10, kappaStar }),
  };
}

interface Words {
  readonly name: string;
  readonly title: string;
  readonly about: string;
}

function logisticProblem(words: Words, options: LogisticOptions): Problem {
  return {
    ...words,
    family: "logistic",
    methods: ["none"],
    kappaStar: [1, 2e4],
    distance: 1e-6,
    draw: (seed, method) => logistic(seed, method, options),
  };
}

/** A problem with a network: κ* may be up to 5,000, since 2.5κ* steps are taken twice. Its options are kept, for what is shown beside the table. */
export interface NetworkProblem extends Problem {
  readonly options: NetworkOptions;
}

function networkProblem(
  words: Words,
  methods: readonly TheoryMethod[],
  options: Omit<NetworkOptions, "examples">,
  mostKappaStar = 5e3,
): NetworkProblem {
  const whole = { ...options, examples: 200 };
  return {
    ...words,
    family: "network",
    methods,
    kappaStar: [1e2, mostKappaStar],
    distance: 1e-6,
    draw: (seed, method) => network(seed, method, whole),
    options: whole,
  };
}

const mixed = { features: 8, rank: 4, examples: 300 };
const behindNorm = { inputs: 4, layers: "2-bn-tanh-1" };
const beforeNorm = { inputs: 4, layers: "2-tanh-bn-1" };
const plain = { inputs: 6, layers: "3-tanh-1" };
const itsOwnTeacher = "The network is its own teacher, so the loss is 0 at θ*.";

export const problems: readonly Problem[] = [
  ...[1e1, 1e2, 1e3, 1e4, 1e5].map(quadraticProblem),
  ...[1e2, 1e3, 1e4].map(rayleighProblem),
  logisticProblem(
    {
      name: "logistic",
      title: "Logistic regression with redundant features",
      about: "8 features that are mixtures of 4, 300 examples, labels drawn from the model.",
    },
    { ...mixed, decades: 0 },
  ),
  logisticProblem(
    {
      name: "logistic-scaled",
      title: "Logistic regression, redundant and badly scaled",
      about: "As logistic, but what the features are mixed from is spread over a decade and a half.",
    },
    { ...mixed, decades: 1.5 },
  ),
  networkProblem(
    { name: "bn-tanh", title: "Linear-BN-tanh", about: `4-2-1, ε = 0, γ and β. ${itsOwnTeacher}` },
    ["bn"],
    { ...behindNorm, bias: false },
  ),
  networkProblem(
    {
      name: "bn-tanh-bias",
      title: "Linear-BN-tanh with a bias before BN",
      about: `4-2-1, ε = 0, γ and β; the mean takes the bias out again. ${itsOwnTeacher}`,
    },
    ["bn"],
    behindNorm,
  ),
  networkProblem(
    {
      name: "bn-tanh-eps",
      title: "Linear-BN-tanh with ε = 0.001",
      about: `4-2-1; γ makes up for ε, so the valley stays. ${itsOwnTeacher}`,
    },
    ["bn"],
    { ...behindNorm, bias: false, eps: 1e-3 },
  ),
  networkProblem(
    {
      name: "bn-tanh-bare",
      title: "Linear-BN-tanh without γ and β",
      about: `4-3-1, ε = 0. ${itsOwnTeacher}`,
    },
    ["bn"],
    { inputs: 4, layers: "3-bn-tanh-1", bias: false, affine: false },
  ),
  networkProblem(
    {
      name: "bn-tanh-noise",
      title: "Linear-BN-tanh with noise on the targets",
      about: "4-2-1, ε = 0, γ and β; θ* by Newton’s method, so the Hessian is not the Gauss-Newton matrix.",
    },
    ["bn"],
    { ...behindNorm, bias: false, noise: 0.1 },
  ),
  networkProblem(
    {
      name: "tanh-bn",
      title: "tanh-BN-Linear",
      about: `4-2-1, ε = 0: BN where BNP acts, with a bias before the tanh. ${itsOwnTeacher}`,
    },
    ["bn"],
    beforeNorm,
  ),
  networkProblem(
    { name: "tanh-bn-bare", title: "tanh-BN-Linear without a bias", about: `4-2-1, ε = 0. ${itsOwnTeacher}` },
    ["bn"],
    { ...beforeNorm, bias: false },
  ),
  networkProblem(
    {
      name: "mlp-white",
      title: "tanh network on white inputs",
      about: `6-3-1, plain and with BNP. ${itsOwnTeacher} Here there is nothing to correct.`,
    },
    ["none", "bnp"],
    plain,
  ),
  networkProblem(
    {
      name: "mlp-noise",
      title: "tanh network with noise on the targets",
      about: "6-3-1 on white inputs, plain and with BNP; θ* by Newton’s method.",
    },
    ["none", "bnp"],
    { ...plain, noise: 0.1 },
  ),
  networkProblem(
    {
      name: "mlp-scaled",
      title: "tanh network on badly scaled inputs",
      about:
        "6-3-1, plain and with BNP. The inputs are scaled over a decade and shifted by one and a half deviations, and the weights " +
        `undo it: the same function as on white inputs, in other units. ${itsOwnTeacher}`,
    },
    ["none", "bnp"],
    { ...plain, decades: 1, shift: 1.5 },
    2e4,
  ),
];

/** The problems of these names; the beginning of a name is all problems that begin so. */
export function selectProblems(words: readonly string[]): readonly Problem[] {
  const chosen = new Set<Problem>();
  for (const word of words) {
    const found = word === "" ? [] : problems.filter(({ name }) => name.startsWith(word));
    if (found.length === 0) {
      const names = problems.map(({ name }) => name);
      throw new UserError(
        `theory: "${word}" is not a problem.${suggestion(word, names)} There is: ${names.join(", ")}.`,
      );
    }
    for (const problem of found) chosen.add(problem);
  }
  return problems.filter((problem) => chosen.has(problem));
}

/** 1e3 for 1000. */
function power(value: number): string {
  return value.toExponential(0).replace("e+", "e");
}
