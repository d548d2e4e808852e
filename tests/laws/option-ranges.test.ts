/**
 * Every numeric option of what optim, layers and preconditioners export, with numbers that are often wrong: refused by a
 * sentence that names the option, the value and the range, or accepted, with the reason where that is not plain.
 */
import { batchNorm, layerNorm, standardize } from "../../autograd/index.ts";
import * as layers from "../../layers/index.ts";
import { Random, UserError } from "../../lib/index.ts";
import * as optim from "../../optim/index.ts";
import * as preconditioners from "../../preconditioners/index.ts";
import { ones, tensor } from "../../tensor/index.ts";
import { optimizerClasses } from "../optim/classes.ts";

const numbers = [NaN, Infinity, -Infinity, -1, 0, 2] as const;
type Accepted = Readonly<Partial<Record<(typeof numbers)[number], string>>>;
interface Row {
  readonly of: string;
  readonly option: string;
  readonly make: (value: number) => unknown;
  readonly accepted: Accepted;
}

const random = (): Random => Random.stream(0, "ranges");
const w = (): layers.Parameter => new layers.Parameter("w", tensor([1, 2]));
const learningRate = 0.1;
const rows: Row[] = [];
const add = (of: string, option: string, accepted: Accepted, make: Row["make"]): number =>
  rows.push({ of, option, make, accepted });

const plain = "a usual value";
const still = { 0: "nothing is moved, which tests and the end of a schedule ask for", 2: plain };
const none = { 0: "it is switched off", 2: plain };
const size = { 2: plain };

for (const [kind, Kind] of optimizerClasses) {
  const make = (options: object) => new Kind([w()], { learningRate, ...options });
  add(kind, "learningRate", still, (value) => make({ learningRate: value }));
  add(kind, "weightDecay", none, (value) => make({ weightDecay: value }));
  const bound = { 2: plain, [Infinity]: "nothing is beyond it" };
  add(kind, "norm", bound, (norm) => make({ clip: { norm } }));
  add(kind, "value", bound, (value) => make({ clip: { value } }));
  add(kind, "the schedule's rate of step 0", still, (rate) => {
    const parameter = w();
    const before = parameter.tensor;
    const optimizer = new Kind([parameter], { learningRate: () => rate });
    const loss = layers.mseLoss(parameter.tensor, tensor([0, 0]));
    try {
      optimizer.step(loss, layers.Pass.training());
    } catch (error) {
      expect(parameter.tensor).toBe(before);
      throw error;
    }
  });
}
add("SGD", "momentum", { 0: none[0] }, (momentum) => new optim.SGD([w()], { learningRate, momentum }));
const memory = { 0: "nothing is remembered" };
add("RMSprop", "decay", memory, (decay) => new optim.RMSprop([w()], { learningRate, decay }));
add("RMSprop", "eps", size, (eps) => new optim.RMSprop([w()], { learningRate, eps }));
for (const kind of ["Adam", "AdamW"] as const) {
  add(kind, "betas[0]", memory, (beta) => new optim[kind]([w()], { learningRate, betas: [beta, 0.9] }));
  add(kind, "betas[1]", memory, (beta) => new optim[kind]([w()], { learningRate, betas: [0.9, beta] }));
  add(kind, "eps", size, (eps) => new optim[kind]([w()], { learningRate, eps }));
}
add("clipGradients", "norm", { 2: plain, [Infinity]: "nothing is beyond it" }, (norm) => { optim.clipGradients(new Map(), { norm }); }); // prettier-ignore
add("clipGradients", "value", { 2: plain, [Infinity]: "nothing is beyond it" }, (value) => { optim.clipGradients(new Map(), { value }); }); // prettier-ignore
add("constant", "rate", still, optim.constant);
add("stepDecay", "rate", still, (rate) => optim.stepDecay(rate, { every: 2 }));
add("stepDecay", "every", size, (every) => optim.stepDecay(1, { every }));
add("stepDecay", "factor", { 0: "one drop to 0", 2: "the rate grows" }, (factor) => optim.stepDecay(1, { every: 2, factor })); // prettier-ignore
add("cosine", "rate", still, (rate) => optim.cosine(rate, { steps: 2 }));
add("cosine", "steps", size, (steps) => optim.cosine(1, { steps }));
add("cosine", "floor", still, (floor) => optim.cosine(1, { steps: 2, floor }));
add("warmup", "steps", none, (steps) => optim.warmup(steps, 0.1));
add("warmup", "after", still, (after) => optim.warmup(2, after));

add("bnp", "rho", { 0: "each batch by itself: laws ask for it" }, (rho) => preconditioners.bnp({ rho }));
const undamped = { 0: "laws ask for it; the gradient of a constant input is then refused", 2: plain };
add("bnp", "eps1", undamped, (eps1) => preconditioners.bnp({ eps1 }));
add("bnp", "eps2", undamped, (eps2) => preconditioners.bnp({ eps2 }));

const exact = { 0: "the theory asks for it; the gradient of a constant feature is then refused", 2: plain };
const share = { 0: "the running statistics stay at their start" };
for (const kind of ["BatchNorm1d", "BatchNorm2d", "BatchRenorm"] as const) {
  add(kind, "features", size, (features) => new layers[kind](features));
  add(kind, "eps", exact, (eps) => new layers[kind](2, { eps }));
  add(kind, "momentum", share, (momentum) => new layers[kind](2, { momentum }));
}
add("BatchRenorm", "closed", none, (closed) => new layers.BatchRenorm(2, { closed }));
add("BatchRenorm", "opening", none, (opening) => new layers.BatchRenorm(2, { opening }));
for (const kind of ["LayerNorm", "InstanceNorm"] as const) {
  add(kind, kind === "LayerNorm" ? "features" : "groups", size, (features) => new layers[kind](features));
  add(kind, "eps", exact, (eps) => new layers[kind](2, { eps }));
}
add("GroupNorm", "groups", size, (groups) => new layers.GroupNorm(groups, 4));
add("GroupNorm", "features", size, (features) => new layers.GroupNorm(2, features));
add("GroupNorm", "eps", exact, (eps) => new layers.GroupNorm(1, 2, { eps }));
const x = tensor([[1, 2], [3, 5]]); // prettier-ignore
const functions = {
  standardize: (eps: number) => standardize(x, { eps }),
  batchNorm: (eps: number) => batchNorm(x, ones([2]), ones([2]), { eps }),
  layerNorm: (eps: number) => layerNorm(x, ones([2]), ones([2]), { eps }),
  groupNorm: (eps: number) => layers.groupNorm(x, ones([2]), ones([2]), { groups: 1, eps }),
};
for (const [of, make] of Object.entries(functions)) add(of, "eps", exact, make);
add("Dropout", "probability", { 0: none[0] }, (p) => new layers.Dropout(p));

add("Linear", "inputs", size, (n) => new layers.Linear(n, 2, { random: random() }));
add("Linear", "outputs", size, (n) => new layers.Linear(2, n, { random: random() }));
add("Conv2d", "inputs", size, (n) => new layers.Conv2d(n, 2, 3, { random: random() }));
add("Conv2d", "outputs", size, (n) => new layers.Conv2d(2, n, 3, { random: random() }));
add("Conv2d", "groups", size, (groups) => new layers.Conv2d(2, 2, 3, { random: random(), groups }));
const none2 = { 0: "no padding", 2: plain };
const windows = (of: string, make: (kernel: number, options: object) => unknown, dilates: boolean): void => {
  add(of, "kernel", size, (kernel) => make(kernel, {}));
  add(of, "stride", size, (stride) => make(5, { stride }));
  add(of, "padding", none2, (padding) => make(5, { padding }));
  if (dilates) add(of, "dilation", size, (dilation) => make(5, { dilation }));
};
windows("Conv2d", (k, options) => new layers.Conv2d(2, 2, k, { random: random(), ...options }), true);
windows("Conv1d", (k, options) => new layers.Conv1d(2, 2, k, { random: random(), ...options }), true);
add("Conv1d", "inputs", size, (n) => new layers.Conv1d(n, 2, 3, { random: random() }));
add("Conv1d", "outputs", size, (n) => new layers.Conv1d(2, n, 3, { random: random() }));
add("Conv1d", "groups", size, (groups) => new layers.Conv1d(2, 2, 3, { random: random(), groups }));
windows("MaxPool2d", (k, options) => new layers.MaxPool2d(k, options), false);
windows("AvgPool2d", (k, options) => new layers.AvgPool2d(k, options), false);
add("Unflatten", "shape[1]", size, (n) => new layers.Unflatten([2, n]));
add("he", "outputs", size, (n) => layers.he(n, 2, random()));
add("he", "inputs", size, (n) => layers.he(2, n, random()));
add("xavier", "outputs", size, (n) => layers.xavier(n, 2, random()));
add("xavier", "inputs", size, (n) => layers.xavier(2, n, random()));
add("xavier", "fanOut", size, (n) => layers.xavier(2, 2, random(), n));

const common = { activation: "relu", random: random() } as const;
add("mlp", "inputs", size, (n) => layers.mlp({ ...common, sizes: [n, 2, 2] }));
add("mlp", "outputs", size, (n) => layers.mlp({ ...common, sizes: [2, n, 2] }));
const cnn = (options: object): unknown =>
  layers.cnn({ ...common, shape: [1, 4, 4], classes: 2, widths: [2, 2, 2, 2], ...options });
add("cnn", "channels", size, (n) => cnn({ shape: [n, 4, 4] }));
add("cnn", "height", {}, (n) => cnn({ shape: [1, n, 4] }));
add("cnn", "width", {}, (n) => cnn({ shape: [1, 4, n] }));
add("cnn", "outputs", size, (n) => cnn({ widths: [2, n, 2, 2] }));
add("cnn", "classes", size, (classes) => cnn({ classes }));
const resnet = (options: object): unknown =>
  layers.resnet({ ...common, channels: 1, classes: 2, width: 2, ...options });
for (const name of ["channels", "classes", "blocks", "width"]) {
  add("resnet", name, size, (value) => resnet({ [name]: value }));
}

describe.each(rows)("$of: $option", ({ option, make, accepted }) => {
  it.each(numbers)("%d", (value) => {
    const act = (): unknown => make(value);
    if (accepted[value] !== undefined) {
      expect(act).not.toThrow();
      return;
    }
    expect(act).toThrow(UserError);
    const [name, found, needed] = [option, String(value), /(is|are) needed\.$/];
    for (const part of [name, found, needed]) expect(act).toThrow(part);
  });
});

it("every export that takes a number stands in the table", () => {
  /** Classes and functions without numeric options, or abstract ones. */
  const numberless = [
    ...["Buffers", "Optimizer", "ownerOf", "preconditionedGradients"],
    ...["identity", "toDense", "BatchNormalizationPreconditioner"],
    ...[
      "fieldsOf",
      "Module",
      "Parameter",
      "Pass",
      "Activation",
      "batchStatistics",
      "Flatten",
      "GlobalAvgPool2d",
      "observationOf",
    ],
    ...["Residual", "Sequential", "binaryCrossEntropyWithLogits", "crossEntropy", "mseLoss"],
  ];
  const exported = [optim, layers, preconditioners].flatMap((folder) =>
    Object.entries(folder).flatMap(([name, value]) => (typeof value === "function" ? [name] : [])),
  );
  expect([...new Set([...rows.map(({ of }) => of), ...numberless])].sort()).toEqual(
    [...exported, "batchNorm", "layerNorm", "standardize"].sort(),
  );
});
