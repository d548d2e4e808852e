/**
 * What is refused in z, what a step that throws forgets, and the variables of one step. The laws of both spaces are in
 * tests/laws/optimizer-space.test.ts.
 */
import { add, mul, square, sum } from "../../autograd/index.ts";
import { cnn, crossEntropy, Linear, Parameter, Pass } from "../../layers/index.ts";
import { DivergenceError, Random, UserError } from "../../lib/index.ts";
import { Adam, AdamW, type OptimizerSpace } from "../../optim/index.ts";
import { AffineVariables, Variables } from "../../optim/space.ts";
import {
  bnp,
  type AffineGradients,
  type Factor,
  type PreconditionerChoice,
} from "../../preconditioners/index.ts";
import { FactoredMatrix, generate, tensor, valuesOf, type Tensor } from "../../tensor/index.ts";
import { gap } from "../preconditioners/dense.ts";
import { observationOfRows } from "../preconditioners/cases.ts";

const learningRate = 0.05;
const random = Random.stream(0, "variables");
const normals = (...shape: number[]): Tensor => generate(shape, () => 3 + random.normal());
const x = normals(12, 3);

describe("in z", () => {
  const linear = (preconditioner: PreconditionerChoice = bnp()): Linear =>
    new Linear(3, 2, { random: Random.stream(6, "space"), preconditioner });
  const lossOf = (layer: Linear, pass: Pass): Tensor => sum(square(layer.forward(x, pass)));

  it("a layer is trained as a whole, or not at all", () => {
    const layer = linear();
    for (const [trained, frozenOne] of [
      [layer.weight, layer.bias!],
      [layer.bias!, layer.weight],
    ] as const) {
      const options = { learningRate, space: "preconditioned", frozen: [frozenOne] } as const;
      const optimizer = new Adam([trained], options);
      const before = JSON.stringify(layer.weight.preconditioner!.state());
      const pass = Pass.training();
      expect(() => optimizer.step(lossOf(layer, pass), pass)).toThrow(
        new UserError(
          `Optimizer: bnp makes weight and bias of a layer one z, and '${frozenOne.name}' is not trained. ` +
            `Train both, or use the space parameters.`,
        ),
      );
      expect(JSON.stringify(layer.weight.preconditioner!.state())).toBe(before);
      expect(optimizer.steps).toBe(0);
    }
  });

  it("momenta have names of their own, so a state is refused by the other space", () => {
    const make = (space: OptimizerSpace): Adam => new Adam(linear().parameters(), { learningRate, space });
    expect([...make("preconditioned").state().keys()]).toEqual([
      "steps",
      "z.mean.0",
      "z.mean.1",
      "z.square.0",
      "z.square.1", // prettier-ignore
    ]);
    expect(() => make("parameters").restore(make("preconditioned").state())).toThrow(
      '"mean.0" [2,3] is missing',
    );
    expect(() => make("preconditioned").restore(make("parameters").state())).toThrow('"z.mean.0" [2,3] is missing'); // prettier-ignore
  });

  it("another word is refused", () => {
    const make = (): Adam => new Adam(linear().parameters(), { learningRate, space: "z" as never });
    expect(make).toThrow(new UserError('Optimizer: space is "z": it must be parameters or preconditioned.'));
  });

  /** bnp whose P is spoilt by `change` of its factor. */
  const spoilt = (change: (factor: Factor) => Factor): PreconditionerChoice => ({
    name: "spoilt",
    create(geometry) {
      const inner = bnp().create(geometry);
      const { factor } = inner;
      return Object.assign(inner, { factor: () => change(factor.call(inner)) });
    },
  });

  it("coupled decay asks for P⁻¹, and says so where there is none", () => {
    const layer = linear(spoilt(({ times, transposeTimes }) => ({ times, transposeTimes })));
    const options = { learningRate, weightDecay: 0.1, space: "preconditioned" } as const;
    const pass = Pass.training();
    const loss = lossOf(layer, pass);
    expect(() => new Adam(layer.parameters(), options).step(loss, pass)).toThrow(
      /P⁻¹, and the preconditioner of 'weight' has no inverseTimes\. Use decoupled: true/,
    );
    new AdamW(layer.parameters(), options).step(loss, pass);
  });

  it("a step that throws forgets what was observed and what the rule remembered", () => {
    let refuses = false;
    const refuse = (error: Error): void => {
      if (refuses) throw error;
    };
    const layer = linear(
      spoilt(({ times, ...rest }) => ({
        ...rest,
        times: (z) => (refuse(new RangeError("no memory")), times(z)),
      })),
    );
    const optimizer = new Adam(layer.parameters(), { learningRate, space: "preconditioned" });
    const everything = (): string =>
      JSON.stringify([
        [...optimizer.state()].map(([name, { values }]) => [name, [...values]]),
        layer.parameters().map(({ elements, preconditioner }) => [[...elements], preconditioner!.state()]),
      ]);
    const step = (factor = 1): void => {
      const pass = Pass.training();
      optimizer.step(mul(lossOf(layer, pass), factor), pass);
    };
    step();
    const before = everything();
    refuses = true;
    expect(step).toThrow("no memory");
    expect(everything()).toBe(before);
    refuses = false;
    expect(() => step(1e308)).toThrow(DivergenceError);
    expect(everything()).toBe(before);
    step();
    expect(everything()).not.toBe(before);
  });

  it("a whole convolutional network trains", () => {
    const stream = Random.stream(7, "space");
    // The classes differ by their mean: images 1 and 3 are brighter.
    const images = add(
      normals(4, 2, 5, 5),
      generate([4, 1, 1, 1], (i) => 2 * (i % 2)),
    );
    const model = cnn({
      ...{ shape: [2, 5, 5], classes: 2, widths: [2, 2, 2, 2], activation: "relu" },
      random: stream,
      preconditioner: bnp(),
    });
    const loss = (pass?: Pass): Tensor => crossEntropy(model.forward(images, pass), [0, 1, 0, 1]);
    const before = loss().item();
    const optimizer = new Adam(model.parameters(), { learningRate: 0.03, space: "preconditioned" });
    for (let t = 0; t < 40; t++) {
      const pass = Pass.training();
      optimizer.step(loss(pass), pass);
    }
    expect(loss().item()).toBeLessThan(before / 4);
  });
});

describe("the variables of a step", () => {
  const layer = new Linear(2, 1, { random: Random.stream(8, "space"), preconditioner: bnp() });
  const free = new Parameter("free", tensor([5]));
  layer.weight.preconditioner!.observe!(observationOfRows(valuesOf(Float64Array.of(1, 2, 3, 5), [2, 2])));
  const { weight, bias } = layer;
  const affine = { weight, bias, preconditioner: weight.preconditioner!, uses: [] };
  const map = AffineVariables.of(affine, new Set(layer.parameters()))!;
  const variables = new Variables([map]);

  it("are z of the maps given, and other parameters as they are", () => {
    expect(variables.areParameters).toBe(false);
    expect(new Variables([]).areParameters).toBe(true);
    expect([variables.start(free), variables.values(free)]).toEqual([free.elements, free.elements]);
    expect([...variables.start(layer.weight)]).toEqual([0, 0]);
    const [zw, zb] = [layer.weight, layer.bias!].map((one) => variables.values(one));
    const z: AffineGradients = { weight: valuesOf(zw!, [1, 2]), bias: valuesOf(zb!, [1]) };
    const again = layer.weight.preconditioner!.factor().times(z);
    expect(gap([...again.weight.data, ...again.bias!.data], [...layer.weight.elements, ...layer.bias!.elements])).toBeLessThanOrEqual(1e-15); // prettier-ignore
  });

  it("end where decay leaves the parameters when the step is 0", () => {
    const made = new Map([layer.weight, layer.bias!].map((one) => [one, variables.start(one)]));
    const finished = variables.finished(made.set(free, Float64Array.of(7)), 0.5);
    expect([...finished.get(layer.weight)!]).toEqual([...layer.weight.elements].map((w) => w / 2));
    expect([...finished.get(free)!]).toEqual([7]);
  });

  it("have the gradient Pᵀ·G, from rows as from finished gradients", () => {
    const [h, delta] = [
      valuesOf(Float64Array.of(1, 2, -1, 4), [2, 2]),
      valuesOf(Float64Array.of(3, -2), [2, 1]),
    ];
    const rows = map.gradients(h, delta);
    const g: AffineGradients = {
      weight: valuesOf(Float64Array.of(3 * 1 - 2 * -1, 3 * 2 - 2 * 4), [1, 2]),
      bias: valuesOf(Float64Array.of(1), [1]),
    };
    const finished = map.apply(g);
    expect(rows.weight).toBeInstanceOf(FactoredMatrix);
    const ofRows = [...rows.weight.toDense().data];
    expect(gap(ofRows, [...finished.weight.data])).toBeLessThanOrEqual(1e-14);
    expect(gap([...rows.bias!.data], [...finished.bias!.data])).toBeLessThanOrEqual(1e-14);
  });
});
