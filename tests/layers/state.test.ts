/**
 * What a model has learned, saved and taken back: by path, to the last bit, all or nothing.
 */
import { mul } from "../../autograd/index.ts";
import {
  DataError,
  Random,
  readSafetensors,
  UserError,
  writeSafetensors,
  type StoredArray,
} from "../../lib/index.ts";
import {
  BatchNorm1d,
  cnn,
  Linear,
  mlp,
  Module,
  Parameter,
  type Pass,
  resnet,
  Sequential,
} from "../../layers/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { generate, tensor, type Tensor } from "../../tensor/index.ts";
import { SGD } from "../../optim/index.ts";
import { everyMethod, inputsAndLabels, oneStep, type Method } from "./networks.ts";

const small = (method: Method, seed = 0): Sequential =>
  mlp({ sizes: [3, 5, 4, 2], activation: "tanh", random: Random.stream(seed, "state"), ...method });
const rows = inputsAndLabels([6, 3], 2);
const images = inputsAndLabels([4, 2, 8, 8], 2);
const out = (model: Module, x: Tensor): number[] => [...model.forward(x).toArray()];

describe("a saved model", () => {
  const random = (seed: number): Random => Random.stream(seed, "w");
  const models: [string, (method: Method, seed: number) => Module, ReturnType<typeof inputsAndLabels>][] = [
    ["mlp", small, rows],
    [
      "cnn",
      (method, seed) =>
        cnn({
          shape: [2, 8, 8],
          classes: 2,
          widths: [4, 4, 4, 4],
          activation: "relu",
          random: random(seed),
          ...method,
        }),
      images,
    ],
    [
      "resnet",
      (method, seed) =>
        resnet({
          channels: 2,
          classes: 2,
          width: 4,
          blocks: 1,
          activation: "relu",
          random: random(seed),
          ...method,
        }),
      images,
    ],
  ];
  const cases = models.flatMap(([name, make, data]) =>
    // Rows show every method; images, that convolutions keep the same things.
    everyMethod
      .filter(([label]) => name === "mlp" || ["none", "bnp+bn", "renorm"].includes(label))
      .map(([label, method]) => [`${name} ${label}`, (seed: number) => make(method, seed), data] as const),
  );

  it.each(cases)("goes on as the one it was: %s", (_, make, data) => {
    const [model, other] = [make(0), make(1)];
    for (let step = 0; step < 3; step++) oneStep(model, data, 0.05);
    expect(out(other, data.x)).not.toEqual(out(model, data.x));
    other.load(model.save());
    expect(out(other, data.x)).toEqual(out(model, data.x));
    expect(oneStep(other, data, 0.05)).toEqual(oneStep(model, data, 0.05));
    expect(Buffer.from(other.save()).equals(model.save())).toBe(true);
  });

  it("holds parameters, statistics and preconditioners by path", () => {
    const model = small({ normalization: "bn", preconditioner: bnp() });
    oneStep(model, rows, 0.1);
    const { arrays } = readSafetensors(model.save());
    const learned = [
      "preconditioner.mean",
      "preconditioner.variance",
      "preconditioner.steps",
      "preconditioner.batch",
    ];
    expect([...arrays.keys()].slice(0, 11)).toEqual([
      "0.weight",
      ...learned.map((name) => `0.weight.${name}`),
      "0.bias",
      ...["2.running.mean", "2.running.variance", "2.steps"],
      ...["2.weight", "2.bias"],
    ]);
    expect(arrays.get("0.weight")!.shape).toEqual([5, 3]);
    expect(arrays.get("2.running.mean")!.values).toEqual((model.layers[2] as BatchNorm1d).running.mean);
    expect(arrays.get("0.weight.preconditioner.steps")).toEqual({ shape: [], values: Float64Array.of(1) });
  });

  it("does not change when the model it was taken from learns on, nor the other way round", () => {
    const [model, other] = [small({ normalization: "bn" }), small({ normalization: "bn" }, 1)];
    const state = model.state();
    const before = [...state.values()].map(({ values }) => [...values]);
    oneStep(model, rows, 0.1);
    other.restore(state);
    oneStep(other, rows, 0.1);
    expect([...state.values()].map(({ values }) => [...values])).toEqual(before);
  });
});

describe("a custom module", () => {
  class Gate extends Module {
    readonly gain: Parameter;
    readonly left = new Linear(3, 2, { random: Random.stream(0, "gate") });
    readonly right: Linear;
    constructor(seed: number) {
      super();
      this.gain = new Parameter("weight", tensor([seed]));
      this.right = new Linear(3, 2, { random: Random.stream(seed, "gate") });
    }
    override forward(x: Tensor, pass?: Pass): Tensor {
      return mul(this.gain.tensor, mul(this.left.forward(x, pass), this.right.forward(x, pass)));
    }
    override describe(): string {
      return "Gate";
    }
  }

  it("with several layers of one kind is saved by its fields", () => {
    const [gate, other] = [new Gate(1), new Gate(2)];
    expect([...gate.state().keys()]).toEqual([
      "gain",
      "left.weight",
      "left.bias",
      "right.weight",
      "right.bias",
    ]);
    other.load(gate.save());
    const x = generate([4, 3], (i) => Math.sin(i));
    expect(out(other, x)).toEqual(out(gate, x));
    const names = new SGD(gate.parameters(), { learningRate: 1 }).parameters.map((p) => p.name);
    expect(names).toEqual([...gate.state().keys()]);
  });

  it("whose fields take one another's names is not saved", () => {
    class Clash extends BatchNorm1d {
      override parts(): [string, Module | Parameter][] {
        return [["running.mean", new Parameter("p", tensor([1]))]];
      }
    }
    expect(() => new Clash(1).save()).toThrow(UserError);
    expect(() => new Clash(1).save()).toThrow(
      'save: two arrays are called "running.mean". Give one of the fields another name.',
    );
  });
});

describe("a model refuses", () => {
  const method = { normalization: "bn", preconditioner: bnp() } as const;
  const model = small(method, 1);
  oneStep(model, rows, 0.1);
  const saved = Buffer.from(model.save());
  afterEach(() => {
    expect(saved.equals(model.save())).toBe(true);
  });

  it.each<[string, Module, string]>([
    [
      "other widths",
      mlp({ sizes: [3, 6, 4, 2], activation: "tanh", random: Random.stream(0, "w"), ...method }),
      '"0.weight" has shape [6,3], and [5,3] is wanted',
    ],
    [
      "fewer layers",
      mlp({ sizes: [3, 5, 2], activation: "tanh", random: Random.stream(0, "w"), ...method }),
      '"3.weight" has shape [2,5], and [4,5] is wanted',
    ],
    [
      "more layers",
      new Sequential([...small(method).layers, new Linear(2, 2, { random: Random.stream(0, "w") })]),
      '"7.weight" [2,2] has no place to go',
    ],
    ["no normalisation", small({ preconditioner: bnp() }), '"2.running.mean" [5] is missing'],
    ["no preconditioner", small({ normalization: "bn" }), '"0.weight.preconditioner.mean" [3] is missing'],
  ])("what was saved from a model of %s, and says where they differ", (_, other, words) => {
    const load = () => model.load(other.save(), "model.safetensors");
    expect(load).toThrow(DataError);
    expect(load).toThrow(`model.safetensors: ${words}. Load what was saved from a model of the same layers.`);
  });

  it("what is damaged", () => {
    const damaged = Uint8Array.from(saved);
    damaged[saved.length - 1]! ^= 1;
    expect(() => model.load(damaged)).toThrow(/^load: its bytes do not have the sha256/);
    expect(() => model.load(saved.subarray(0, -1))).toThrow(DataError);
  });

  const with_ = (name: string, values: number[]): Uint8Array => {
    const arrays = new Map<string, StoredArray>(small(method).state());
    arrays.set(name, { shape: arrays.get(name)!.shape, values: Float64Array.from(values) });
    return writeSafetensors(arrays);
  };

  it.each<[string, number[], RegExp]>([
    ["2.steps", [1.5], /^load: "2": 2 BatchNorm1d\(5\): a variance below 0, or 1\.5 steps, cannot be/],
    ["5.running.variance", [1, 1, 1, -1], /^load: "5": .*a variance below 0/],
    [
      "6.weight.preconditioner.variance",
      [1, 1, 1, -1],
      /^load: "6\.weight\.preconditioner": BNP: expected a state/,
    ],
  ])("%s of values that cannot be, and puts back what it had taken in", (name, values, words) => {
    expect(() => model.load(with_(name, values))).toThrow(DataError);
    expect(() => model.load(with_(name, values))).toThrow(words);
  });
});
