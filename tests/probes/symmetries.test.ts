/**
 * Every direction that is called a symmetry leaves the outputs unchanged to first order, and each kind of layer has the
 * number of them that it should.
 */
import { untracked } from "../../autograd/index.ts";
import { Pass, type Sequential } from "../../layers/index.ts";
import { Layout } from "../../probes/layout.ts";
import { predictedNullity } from "../../probes/nullity.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";
import { chain, type ChainOptions } from "./chains.ts";
import { normal, stream } from "./subjects.ts";

/** The derivative of the outputs along a direction, by six-point differences of the network itself. */
function alongDirection(model: Sequential, x: Tensor, v: Float64Array): Float64Array {
  const layout = new Layout(model.parameters());
  const starts = layout.parameters.map(({ elements }) => elements.slice());
  const at = (step: number): Float64Array => {
    layout.parameters.forEach((p, i) => {
      p.replace(starts[i]!.map((value, k) => value + step * layout.part(v, p)[k]!));
    });
    return untracked(() => model.forward(x, Pass.training())).toArray();
  };
  const h = 2e-3;
  const gaps = [1, 2, 3].map((k) => {
    const [ahead, behind] = [at(k * h), at(-k * h)];
    return ahead.map((value, i) => value - behind[i]!);
  });
  layout.parameters.forEach((p, i) => p.replace(starts[i]!));
  return gaps[0]!.map((first, i) => (45 * first - 9 * gaps[1]![i]! + gaps[2]![i]!) / (60 * h));
}

/** Rows of softmax inputs may all move by one number. */
const spread = (moved: Float64Array, classes: number): Float64Array =>
  moved.map((value, at) => value - moved[Math.floor(at / classes) * classes]!);

type Row = readonly [line: string, options: ChainOptions, softmax: boolean, parts: Record<string, number>];

const length = "weights before BN: their length";
const shift = "bias before BN";
const relu = "relu: weights against the next weights";
const gamma = "γ, β against the next weights";
const beta = "β against the next bias";
const softmax = "softmax: the same for every class";
const dead = "dead relu units";
const unseen = "inputs that are constant, redundant or too few";

// h = 4 hidden units throughout.
const rows: readonly Row[] = [
  ["4-tanh-1", { inputs: 3 }, false, {}],
  ["4-relu-1", { inputs: 3 }, false, { [relu]: 4 }],
  ["4-bn-tanh-1", { inputs: 3, bias: false }, false, { [length]: 4 }],
  ["4-bn-tanh-1", { inputs: 3 }, false, { [length]: 4, [shift]: 4 }],
  ["4-bn-tanh-1", { inputs: 3, eps: 0.1 }, false, { [length]: 4, [shift]: 4 }],
  ["4-bn-tanh-1", { inputs: 3, eps: 0.1, affine: false }, false, { [shift]: 4 }],
  ["4-bn-tanh-1", { inputs: 3, affine: false, bias: false }, false, { [length]: 4 }],
  ["4-bn-relu-1", { inputs: 3, bias: false }, false, { [length]: 4, [gamma]: 4 }],
  ["4-tanh-bn-1", { inputs: 3 }, false, { [gamma]: 4, [beta]: 4 }],
  ["4-tanh-bn-1", { inputs: 3, bias: false }, false, { [gamma]: 4 }],
  ["4-relu-bn-1", { inputs: 3 }, false, { [length]: 4, [gamma]: 4, [beta]: 4 }],
  ["4-relu-bn-1", { inputs: 3, eps: 0.1 }, false, { [length]: 4, [gamma]: 4, [beta]: 4 }],
  ["4-relu-bn-1", { inputs: 3, eps: 0.1, affine: false }, false, {}],
  ["3", { inputs: 4 }, true, { [softmax]: 5 }],
  ["3", { inputs: 4, bias: false }, true, { [softmax]: 4 }],
  ["4-tanh-4-tanh-3", { inputs: 3 }, true, { [softmax]: 5 }],
  ["4-relu-4-relu-1", { inputs: 2 }, false, { [relu]: 8 }],
];

describe.each(rows)("%s with %j, softmax %s", (line, options, hasSoftmax, parts) => {
  const model = chain(line, stream(11), options);
  const x = normal(stream(12), [40, options.inputs]);
  const predicted = predictedNullity(model, x, { softmax: hasSoftmax });

  it("has these symmetries and no others, but for units that happen to be dead", () => {
    const found = predicted.parts.filter(({ why }) => ![dead, unseen].includes(why));
    expect(Object.fromEntries(found.map(({ why, directions }) => [why, directions]))).toEqual(parts);
  });

  it("leaves its outputs unchanged along each", () => {
    const classes = Number(line.split("-").at(-1));
    for (const direction of predicted.directions) {
      const moved = alongDirection(model, x, direction);
      const left = hasSoftmax ? spread(moved, classes) : moved;
      expect(Math.max(...left.map(Math.abs))).toBeLessThanOrEqual(1e-10);
    }
  });
});

describe("directions that are no symmetries", () => {
  it("change the outputs: the test can fail", () => {
    const model = chain("4-tanh-1", stream(11), { inputs: 3 });
    const x = normal(stream(12), [40, 3]);
    const v = new Float64Array(21);
    v[0] = 1;
    expect(Math.max(...alongDirection(model, x, v).map(Math.abs))).toBeGreaterThan(1e-3);
  });
});

describe("what the data do not show", () => {
  const numbers = normal(stream(13), [40, 3]).toArray();
  for (let j = 0; j < 40; j++) numbers[3 * j + 1] = 0.7;
  const constant = tensor(numbers, [40, 3]);

  it.each([
    ["a constant input", constant, 1],
    ["two examples for four columns", normal(stream(14), [2, 3]), 2],
  ])("is a direction for each unit of the first layer: %s", (_, x, each) => {
    const model = chain("4-tanh-1", stream(11), { inputs: 3 });
    const predicted = predictedNullity(model, x);
    const first = predicted.directions.slice(0, 4 * each);
    expect(predicted.parts[0]).toMatchObject({ why: unseen });
    for (const direction of first) {
      expect(Math.max(...alongDirection(model, x, direction).map(Math.abs))).toBeLessThanOrEqual(1e-10);
    }
    expect(first.every((v) => v.slice(16).every((value) => value === 0))).toBe(true);
  });

  it.each(["4-relu-2", "4-bn-relu-2"])("is all that leads to a dead unit: %s", (line) => {
    const model = chain(line, stream(15), { inputs: 3 });
    const x = normal(stream(16), [40, 3]);
    const [, bias, , beta] = model.parameters();
    const killed = line.includes("bn") ? beta! : bias!;
    killed.replace(killed.elements.map((value, unit) => (unit === 2 ? -100 : value)));
    const predicted = predictedNullity(model, x);
    const counted = predicted.parts.find(({ why }) => why === dead);
    expect(counted?.directions).toBe(line.includes("bn") ? 6 : 4); // weights, bias, γ and β
    for (const direction of predicted.directions) {
      expect(Math.max(...alongDirection(model, x, direction).map(Math.abs))).toBeLessThanOrEqual(1e-10);
    }
    // The next layer does not see the unit either.
    expect(predicted.parts.find(({ why }) => why === unseen)?.directions).toBe(2);
  });
});
