/**
 * A small record for the tests of the theory's table and page: made up, with both methods and a picture.
 */
import type {
  MethodRecord,
  ProblemRecord,
  Rate,
  TheoryMethod,
  TheoryRecord,
} from "../../../../lab/theory/index.ts";

function rate(problem: string, method: TheoryMethod, step: Rate["step"], error: number): Rate {
  const predictedRate = step === "best" ? 0.8 : 0.9;
  return {
    ...{ problem, method, step, alpha: 0.5, kappaStar: 10, predictedRate, bound: 1e-5, window: [5, 25] },
    measuredRate: 1 - (1 - predictedRate) * (1 + error),
    relativeError: error,
    passed: error <= 1e-5,
  };
}

function methodRecord(problem: string, method: TheoryMethod, error: number): MethodRecord {
  const steps = [0, 1, 2, 4];
  const modes = [0.1, 0.4, 1].map((eigenvalue) => ({
    eigenvalue,
    predictedFactor: 1 - eigenvalue,
    measured: steps.map((k) => (1 - eigenvalue) ** k),
  }));
  return {
    ...{
      method,
      size: 4,
      kappaStar: 10,
      smallest: 0.1,
      largest: 1,
      eigenvalues: [0, 0.1, 0.4, 1],
      gradient: 0,
    },
    nullity: { predicted: 1, counted: 1, why: ["<the length of w>"] },
    rates: [rate(problem, method, "1/λmax", error), rate(problem, method, "best", 0)],
    thresholds: [0, 0.9].map((momentum) => ({
      ...{ momentum, predicted: 2, found: 1.9998, relativeError: -1e-4, bound: 5e-3, passed: true },
    })),
    splits: [
      { step: "1/λmax", alpha: 1, steps, modes },
      { step: "best", alpha: 2 / 1.1, steps, modes },
    ],
    theorems: [
      {
        name: "Local rate",
        statement: "It shrinks.",
        assumptions: [
          { text: "stationary", seen: "∇ = 0", holds: true },
          { text: "convex", seen: "λmin = −1", holds: false },
        ],
      },
    ],
  };
}

export function sampleProblem(name: string, methods: readonly TheoryMethod[], error = 1e-7): ProblemRecord {
  const curve = (group: string, predicted: boolean) => ({
    ...{
      label: `${group}, ${predicted ? "predicted" : "measured"}`,
      group,
      x: [1, 10],
      y: [0.5, 0.01],
      predicted,
    },
  });
  return {
    ...{ name, title: `Title of ${name}`, about: "About <it>.", family: "network", seed: 3, seconds: 1.5 },
    rejected: [{ seed: 2, why: "κ* is 1e9" }],
    methods: methods.map((method) => methodRecord(name, method, error)),
    exhibits: [
      {
        ...{
          name: "race",
          title: "From one start",
          y: "loss",
          findings: ["Each starts.", "Plain: 10 steps."],
        },
        curves: methods.flatMap((method) => [curve(method, true), curve(method, false)]),
      },
      {
        name: "beyond",
        title: "Beyond",
        y: "‖w‖",
        findings: ["It grows."],
        curves: [curve("2 × threshold", false)],
      },
    ],
  };
}

export function sampleTheory(change: Partial<TheoryRecord> = {}): TheoryRecord {
  return {
    ...{ schema: 1, kind: "theory" },
    problems: [sampleProblem("one", ["none", "bnp"]), sampleProblem("two", ["bn"])],
    survey: [{ inputs: "white", seeds: 20, plain: 906.2, bnp: 804.9, bnpWithoutDamping: 802.9 }],
    provenance: {
      ...{ command: "bnp theory <me>", version: "0.1.0", commit: null, node: "v20", cpu: "x", cores: 1 },
      ...{ startedAt: "2026-01-01T00:00:00.000Z", wallSeconds: 1 },
    },
    ...change,
  };
}
