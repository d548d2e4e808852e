/**
 * What each theorem assumes, and whether this run keeps to it.
 *
 * A prediction that comes true outside of its assumptions has not been confirmed, so they stand beside the figures, each
 * with what was seen of it, and a mark where it does not hold.
 */
import { untracked } from "../../autograd/index.ts";
import { Pass } from "../../layers/index.ts";
import { Random, symmetricEigen } from "../../lib/index.ts";
import { affineConditioning, dense, hessian } from "../../probes/index.ts";
import type { Local } from "./local.ts";
import type { Minimum, Problem } from "./minimum.ts";
import { length, moveTo, placeOf } from "./place.ts";
import type { Assumption, Theorem, TheoryMethod } from "./record.ts";
import { stationary } from "./scan.ts";

export function theoremsOf(
  problem: Problem,
  method: TheoryMethod,
  minimum: Minimum,
  local: Local,
): readonly Theorem[] {
  const theorems = [rateTheorem(problem, method, minimum, local), thresholdTheorem(problem)];
  theorems.push(convexTheorem(problem, minimum));
  return method === "bnp" ? [...theorems, scalingTheorem(minimum)] : theorems;
}

function rateTheorem(
  { distance }: Problem,
  method: TheoryMethod,
  { nullity }: Minimum,
  { condition, gradient, kappaStar }: Local,
): Theorem {
  const assumptions: Assumption[] = [
    {
      text: "θ* is stationary",
      seen: gradient === 0 ? "∇ = 0 exactly" : `‖∇‖ = ${gradient.toExponential(1)}`,
      holds: gradient <= stationary,
    },
    {
      text: "the Hessian there is positive semidefinite",
      seen: `${condition.negative} of ${condition.eigenvalues.length} eigenvalues are negative beyond rounding`,
      holds: condition.negative === 0,
    },
    {
      text: "its null space is the tangent space of the minimisers",
      seen: `zeros predicted: ${nullity.count} (${nullity.why.join("; ") || "θ* is isolated"}); counted: ${condition.zero}`,
      holds: nullity.count === condition.zero,
    },
    {
      text: "0 < αλmax < 2",
      seen: `αλmax = 1 and ${((2 * kappaStar) / (kappaStar + 1)).toPrecision(6)}`,
      holds: true,
    },
    {
      text: "the start is near θ*",
      seen:
        distance === 1
          ? "the loss is quadratic, so any distance will do"
          : `δ = ${distance.toExponential(0)}: what is not linear is as small a part of what is`,
      holds: true,
    },
  ];
  if (method === "bnp") {
    assumptions.push({
      text: "P does not change",
      seen: "statistics of all examples at θ*, frozen. Running statistics would move with θ",
      holds: true,
    });
  }
  return {
    name: "Local rate",
    statement:
      "The error shrinks by r = max(|1 − αλ*min|, |1 − αλmax|) a step, at best by (κ* − 1)/(κ* + 1), with the eigenvalues " +
      `of ${method === "bnp" ? "PᵀHP" : "the Hessian"} that are not zero.`,
    assumptions,
  };
}

function thresholdTheorem({ family }: Problem): Theorem {
  return {
    name: "Stability threshold",
    statement: "θ* is unstable for α > 2/λmax, and with momentum β for α > 2(1 + β)/λmax.",
    assumptions: [
      {
        text: "what is asked is whether errors near θ* grow",
        seen: "the part along v_max is followed",
        holds: true,
      },
      {
        text: "“then the run diverges”, as it is often put: the curvature does not fall on the way out",
        seen: {
          quadratic: "the curvature is the same everywhere",
          "scale-invariant": "the curvature falls with 1/‖w‖²: w grows until it is stable, see below",
          logistic: "the curvature falls where predictions saturate",
          network: "the curvature changes with θ; where a run ends up is another question",
        }[family],
        holds: family === "quadratic",
      },
    ],
  };
}

/** How far from θ* convexity is looked for, relative to ‖θ*‖, and at how many points. */
const nearby = 0.1;
const probes = 5;

function convexTheorem({ family }: Problem, minimum: Minimum): Theorem {
  const least = Math.min(...Array.from({ length: probes }, (_, i) => leastNearby(minimum, i)));
  const holds = least > -1e-12;
  return {
    name: "The textbook’s form of the rate",
    statement: "The same rate, stated for losses that are convex around θ*. More than is needed.",
    assumptions: [
      {
        text: "the loss is convex near θ*",
        seen: holds
          ? `no negative eigenvalue at ${probes} points around θ*`
          : `λmin/λmax down to ${least.toPrecision(2)} at ${probes} points around θ*, at ${nearby} of its length` +
            (family === "quadratic" ? "" : ": the rate holds all the same"),
        holds,
      },
    ],
  };
}

/** λmin/λmax at a random point near θ*. */
function leastNearby({ parameters, loss }: Minimum, place: number): number {
  const random = Random.stream(place, "theory convexity");
  const home = placeOf(parameters);
  const direction = home.map(() => random.normal());
  const size = (nearby * length(home)) / length(direction);
  try {
    moveTo(
      parameters,
      home.map((x, i) => x + size * direction[i]!),
    );
    const matrix = dense(hessian(loss, parameters, Pass.training()));
    const { values } = symmetricEigen(matrix.entries, matrix.size);
    return values[0]! / Math.max(...values.map(Math.abs));
  } finally {
    moveTo(parameters, home);
  }
}

/** The paper's inequalities on κ, which BNP is built on, are about one block and plain least squares. */
function scalingTheorem({ loss }: Minimum): Theorem {
  const pass = Pass.training();
  untracked(() => loss(pass));
  const layers = affineConditioning(pass);
  const ranks = layers.map(({ hat, columns }) => `${hat.rank} of ${columns}`);
  const kappas = layers.map(({ hat, centred, scaled }) =>
    [hat, centred!, scaled!].map(({ kappa }) => kappa.toPrecision(3)).join(" → "),
  );
  return {
    name: "Why BNP helps",
    statement:
      "For one layer, κ(ĤU) ≤ κ(Ĥ); and D scales the columns of ĤU within √(m + 1) of the best way. Of κ* of the whole " +
      "Hessian it makes a tendency, not a theorem.",
    assumptions: [
      {
        text: "Ĥ has full column rank",
        seen: `rank ${ranks.join(" and ")}; κ(Ĥ) → κ(ĤU) → κ(ĤUD): ${kappas.join(" and ")}`,
        holds: layers.every(({ hat, columns }) => hat.rank === columns),
      },
      { text: "μ is the mean of the same rows", seen: "all examples, once", holds: true },
      {
        text: "D has the deviations of the same rows, ε = 0",
        seen: "ε₁ = 0.01 and ε₂ = 0.0001, the defaults",
        holds: false,
      },
      {
        text: "S = I: every example bends the loss alike",
        seen: "true of the last layer; not behind a tanh, whose slope differs from example to example",
        holds: layers.length === 1,
      },
      {
        text: "the Hessian is one such block",
        seen: `${layers.length} layers, with blocks between them`,
        holds: layers.length === 1,
      },
    ],
  };
}
