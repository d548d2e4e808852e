/**
 * From a loss and a pass to P·Pᵀ·∇loss. The long way is a pullback to every parameter and `apply` on what comes out; the
 * way taken, from inputs and cotangents, must agree with it however a parameter enters the loss.
 */
import { add, concat, mean, mul, pullback, relu, square, sub, sum, tanh } from "../../autograd/index.ts";
import { Random, UserError } from "../../lib/index.ts";
import { Linear, mlp, Module, Parameter, Pass, Sequential } from "../../layers/index.ts";
import { preconditionedGradients, type Gradients } from "../../optim/index.ts";
import { bnp, identity, type PreconditionerChoice } from "../../preconditioners/index.ts";
import { elementsOf, generate, ones, type Tensor } from "../../tensor/index.ts";
import { worst, observationOfRows } from "../preconditioners/cases.ts";
import { gap } from "../preconditioners/dense.ts";

const drawn = (random: Random, shape: readonly number[]): Tensor =>
  generate(shape, () => 1 + 2 * random.normal());

/** P·Pᵀ·∇ for a Linear, the long way, with the preconditioner as it stands now; the weight's, then the bias's. */
function longWay(loss: Tensor, { weight, bias }: Linear): number[] {
  const parameters = bias === undefined ? [weight] : [weight, bias];
  const gradients = pullback(loss, parameters.map((p) => p.tensor)); // prettier-ignore
  const [w, b] = gradients.map((g) => g.values);
  const applied = weight.preconditioner!.apply(b === undefined ? { weight: w! } : { weight: w!, bias: b });
  return [...elementsOf(applied.weight), ...(applied.bias ? elementsOf(applied.bias) : [])];
}

/** Largest gap between the gradients of whole layers and the long way. */
function gapOf(gradients: Gradients, loss: Tensor, layers: readonly Linear[]): number {
  const ours = (layer: Linear): number[] => layer.parameters().flatMap((p) => [...gradients.get(p)!]);
  return Math.max(...layers.map((layer) => gap(ours(layer), longWay(loss, layer))));
}

function gapToLongWay(
  loss: Tensor,
  pass: Pass,
  layers: readonly Linear[],
  all: readonly Parameter[],
): number {
  return gapOf(preconditionedGradients(loss, pass, all), loss, layers);
}

const linear = (random: Random, preconditioner: PreconditionerChoice, n = 3, m = 3): Linear =>
  new Linear(m, n, { random, preconditioner });

describe.each([bnp(), bnp({ statistics: "total" }), identity()])("with $name", (choice) => {
  it("every layer of a network gets P·Pᵀ·∇loss", () => {
    const error = worst(10, "network", (random) => {
      const model = mlp({ sizes: [4, 5, 3, 2], activation: "tanh", random, preconditioner: choice });
      const pass = Pass.training();
      const loss = mean(square(model.forward(drawn(random, [6, 4]), pass)));
      const layers = model.layers.filter((layer) => layer instanceof Linear);
      return gapToLongWay(loss, pass, layers, model.parameters());
    });
    expect(error).toBeLessThanOrEqual(choice.name === "identity" ? 1e-15 : 1e-12);
  });

  it("a penalty in the loss is preconditioned with the loss: P·Pᵀ(∇loss + 2λW)", () => {
    const error = worst(10, "penalty", (random) => {
      const layer = linear(random, choice);
      const pass = Pass.training();
      const [lambda, x] = [0.3, drawn(random, [5, 3])];
      const output = layer.forward(x, pass);
      const bare = mean(square(output));
      const loss = add(bare, mul(lambda, sum(square(layer.weight.tensor))));
      const gradients = preconditionedGradients(loss, pass, layer.parameters());
      const [gw, gb] = pullback(bare, [layer.weight.tensor, layer.bias!.tensor]);
      const total = add(gw!, mul(2 * lambda, layer.weight.tensor));
      const exact = layer.weight.preconditioner!.apply({ weight: total.values, bias: gb!.values });
      return Math.max(
        gap(gradients.get(layer.weight)!, elementsOf(exact.weight)),
        gap(gradients.get(layer.bias!)!, elementsOf(exact.bias!)),
      );
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("a penalty on the bias alone is too, and moves the weights through P·Pᵀ", () => {
    const error = worst(10, "bias penalty", (random) => {
      const layer = linear(random, choice);
      layer.bias!.replace(Float64Array.of(1, 2, 3));
      const pass = Pass.training();
      const loss = add(
        mean(square(layer.forward(drawn(random, [5, 3]), pass))),
        sum(square(layer.bias!.tensor)),
      );
      return gapToLongWay(loss, pass, [layer], layer.parameters());
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("a loss of parameters alone, after a forward pass that it does not use, is preconditioned all the same", () => {
    const error = worst(5, "penalty alone", (random) => {
      const layer = linear(random, choice);
      const pass = Pass.training();
      layer.forward(drawn(random, [5, 3]), pass);
      return gapToLongWay(sum(square(layer.weight.tensor)), pass, [layer], layer.parameters());
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("a layer that is used twice gets P·Pᵀ of the summed gradient", () => {
    const error = worst(10, "twice", (random) => {
      const layer = linear(random, choice);
      const model = new Sequential([layer, new Tanh(), layer]);
      const pass = Pass.training();
      const loss = mean(square(model.forward(drawn(random, [6, 3]), pass)));
      expect(pass.uses).toHaveLength(2);
      return gapToLongWay(loss, pass, [layer], model.parameters());
    });
    expect(error).toBeLessThanOrEqual(1e-12);
  });

  it("a layer that is used twice has observed once, all rows of both inputs, so that q² counts them all", () => {
    const random = Random.stream(0, "observed");
    const [layer, twin] = [linear(random, choice), linear(random, choice)];
    const pass = Pass.training();
    const inputs = [4, 6].map((rows) => drawn(random, [rows, 3]));
    const [a, b] = inputs.map((x) => mean(square(layer.forward(x, pass))));
    preconditionedGradients(add(a!, b!), pass, layer.parameters());
    const all = concat(inputs);
    twin.weight.preconditioner!.observe?.(observationOfRows(all.values));
    expect(layer.weight.preconditioner!.state()).toEqual(twin.weight.preconditioner!.state());
  });

  it("a layer that sees two inputs side by side does too, also where one of them has no say in the loss", () => {
    for (const share of [1, 0]) {
      const error = worst(5, "siamese", (random) => {
        const layer = linear(random, choice);
        const pass = Pass.training();
        const [a, b] = [0, 1].map(() => layer.forward(drawn(random, [4, 3]), pass));
        const loss = share === 0 ? mean(square(a!)) : mean(square(sub(a!, b!)));
        return gapToLongWay(loss, pass, [layer], layer.parameters());
      });
      expect(error).toBeLessThanOrEqual(1e-12);
    }
  });

  it("reads a repeated cotangent, an input of one row, of rank 1 and of rank 3", () => {
    for (const shape of [[4, 3], [1, 3], [3], [2, 2, 3]]) {
      const error = worst(3, "shapes", (random) => {
        const layer = linear(random, choice, 2);
        const pass = Pass.training();
        return gapToLongWay(
          sum(layer.forward(drawn(random, shape), pass)),
          pass,
          [layer],
          layer.parameters(),
        );
      });
      expect(error).toBeLessThanOrEqual(1e-12);
    }
  });
});

class Tanh extends Module {
  override forward(x: Tensor): Tensor {
    return tanh(x);
  }
  override describe(): string {
    return "tanh";
  }
}

describe("gradients", () => {
  const random = (): Random => Random.stream(0, "gradients");

  it("without a preconditioner, and outside of affine maps, are those of pullback", () => {
    const model = mlp({
      sizes: [3, 4, 2],
      activation: "tanh",
      random: random(),
      normalization: "bn",
      preconditioner: bnp(),
    });
    const pass = Pass.training();
    const loss = mean(square(sub(model.forward(drawn(random(), [6, 3]), pass), 1)));
    const gradients = preconditionedGradients(loss, pass, model.parameters());
    const plain = model.parameters().filter((p) => p.preconditioner === undefined);
    expect(plain.map((p) => p.name)).toEqual(["2.weight", "2.bias"]);
    const exact = pullback(loss, plain.map((p) => p.tensor)); // prettier-ignore
    plain.forEach((p, i) => expect(gap(gradients.get(p)!, exact[i]!.toArray())).toBeLessThanOrEqual(1e-15));
  });

  it("of a layer without bias are plain under identity()", () => {
    const layer = new Linear(3, 2, { random: random(), bias: false });
    const pass = Pass.training();
    const loss = mean(square(layer.forward(drawn(random(), [4, 3]), pass)));
    expect(gapToLongWay(loss, pass, [layer], layer.parameters())).toBeLessThanOrEqual(1e-15);
  });

  it("need no forward pass under identity(), whose layer need not be seen", () => {
    const layer = linear(random(), identity());
    const loss = mean(square(layer.forward(drawn(random(), [4, 3]))));
    expect(gapToLongWay(loss, Pass.training(), [layer], layer.parameters())).toBeLessThanOrEqual(1e-15);
  });

  it("of the parameters asked for only: the others are neither computed nor observed", () => {
    const model = mlp({ sizes: [3, 4, 4, 2], activation: "tanh", random: random(), preconditioner: bnp() });
    const [first, second, third] = model.layers.filter((layer) => layer instanceof Linear);
    const pass = Pass.training();
    const loss = mean(square(model.forward(drawn(random(), [6, 3]), pass)));
    const trained = [...first!.parameters(), ...third!.parameters()];
    const gradients = preconditionedGradients(loss, pass, trained);
    expect([...gradients.keys()].map((p) => p.name).sort()).toEqual(trained.map((p) => p.name).sort());
    expect([first, second, third].map((l) => l!.weight.preconditioner!.state()["steps"])).toEqual([1, 0, 1]);
    expect(gapOf(gradients, loss, [first!, third!])).toBeLessThanOrEqual(1e-12);
  });

  it.each(["weight", "bias"] as const)(
    "of a layer whose %s alone is trained are that part of P·Pᵀ∇",
    (which) => {
      const layer = linear(random(), bnp());
      const pass = Pass.training();
      const loss = mean(square(layer.forward(drawn(random(), [5, 3]), pass)));
      const gradients = preconditionedGradients(loss, pass, [layer[which]!]);
      const both = longWay(loss, layer);
      const part = which === "weight" ? both.slice(0, 9) : both.slice(9);
      expect([...gradients.keys()]).toEqual([layer[which]]);
      expect(gap(gradients.get(layer[which]!)!, part)).toBeLessThanOrEqual(1e-12);
    },
  );

  it.each(["weight", "bias"] as const)(
    "are that part also where the %s alone is trained and there is a penalty on both",
    (which) => {
      const layer = linear(random(), bnp());
      layer.bias!.replace(Float64Array.of(1, -2, 3));
      const pass = Pass.training();
      const penalty = add(sum(square(layer.weight.tensor)), sum(square(layer.bias!.tensor)));
      const loss = add(mean(square(layer.forward(drawn(random(), [5, 3]), pass))), penalty);
      const gradient = preconditionedGradients(loss, pass, [layer[which]!]).get(layer[which]!)!;
      const both = longWay(loss, layer);
      expect(gap(gradient, which === "weight" ? both.slice(0, 9) : both.slice(9))).toBeLessThanOrEqual(1e-12);
    },
  );

  it("are arrays of their own: overwriting them changes no tensor that can be reached", () => {
    const layer = linear(random(), identity());
    const free = new Parameter("free", ones([4, 3]));
    const pass = Pass.training();
    const output = add(layer.forward(drawn(random(), [4, 3]), pass), free.tensor);
    const loss = sum(square(output));
    const before = [output, ...layer.parameters().map((p) => p.tensor)].map((t) => t.toArray());
    const all = [...layer.parameters(), free];
    for (const g of preconditionedGradients(loss, pass, all).values()) g.fill(NaN);
    expect([output, ...layer.parameters().map((p) => p.tensor)].map((t) => t.toArray())).toEqual(before);
    expect(free.elements.every((x) => x === 1)).toBe(true);
  });
});

describe("a step that cannot be taken", () => {
  const random = (): Random => Random.stream(0, "errors");
  const states = (model: Module): string =>
    JSON.stringify(model.parameters().map((p) => p.preconditioner?.state()));

  it("names a parameter that the loss does not reach, and no preconditioner has learned from it", () => {
    const model = mlp({ sizes: [3, 4, 2], activation: "relu", random: random(), preconditioner: bnp() });
    const unused = new Parameter("encoder.bias", ones([2]));
    const pass = Pass.training();
    const loss = mean(square(model.forward(drawn(random(), [6, 3]), pass)));
    const before = states(model);
    const compute = () => preconditionedGradients(loss, pass, [...model.parameters(), unused]);
    expect(compute).toThrow(UserError);
    expect(compute).toThrow(/no path from the loss to 'encoder\.bias'/);
    expect(states(model)).toBe(before);
  });

  it("names an affine map whose output the loss does not depend on", () => {
    const [used, idle] = [linear(random(), bnp()), linear(random(), bnp())];
    const model = new Sequential([used, idle]);
    const pass = Pass.training();
    const h = used.forward(drawn(random(), [6, 3]), pass);
    idle.forward(relu(h), pass);
    const before = states(model);
    const compute = () => preconditionedGradients(mean(square(h)), pass, model.parameters());
    expect(compute).toThrow(UserError);
    expect(compute).toThrow(/no path from the loss to '1\.weight'/);
    expect(states(model)).toBe(before);
  });

  it("says to pass the pass on, where a BNP layer was used without it", () => {
    const model = mlp({ sizes: [3, 4, 2], activation: "relu", random: random(), preconditioner: bnp() });
    const loss = mean(square(model.forward(drawn(random(), [6, 3]))));
    const compute = () => preconditionedGradients(loss, Pass.training(), model.parameters());
    expect(compute).toThrow(UserError);
    expect(compute).toThrow(/saw no use of '0\.weight'.*model\.forward\(x, pass\)/);
  });
});
