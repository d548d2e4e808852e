import {
  broadcastTo,
  lazily,
  permute,
  pullback,
  reshape,
  sumTo,
  untracked,
  variable,
} from "../../autograd/index.ts";
import { apply, flat, primitive, type Declaration, type Primitive } from "../../autograd/primitive.ts";
import { ShapeError, UserError } from "../../lib/index.ts";
import { mapValues, ones, pairLoop, tensor, zipValues, type Values } from "../../tensor/index.ts";
import { catalogue } from "../support/catalogue.ts";
import { drawInputs, layouts } from "../support/inputs.ts";
import { numbersOf } from "../support/tensors.ts";

const scale: Primitive<"x", number> = {
  name: "scale",
  inputs: ["x"],
  forward: ({ x }, factor) => mapValues(x, (value) => factor * value),
  rules: { x: (g, { params }) => apply(scale, [g], params) },
};

describe("apply", () => {
  it("computes the value, with the parameters", () => {
    expect(apply(scale, [tensor(2)], 3).item()).toBe(6);
  });

  it("remembers where the result came from, if an input is tracked and recording is on", () => {
    const x = variable(tensor(2));
    expect(apply(scale, [x], 3).origin).toEqual({ primitive: scale, inputs: [x], params: 3 });
    expect(apply(scale, [x], 3).tracked).toBe(true);
    for (const forgetful of [apply(scale, [tensor(2)], 3), untracked(() => apply(scale, [x], 3))]) {
      expect([forgetful.origin, forgetful.tracked]).toEqual([undefined, false]);
    }
  });
});

describe("apply, lazily", () => {
  const lazy: typeof scale = { ...scale, shape: ({ x }) => x };

  it("defers what can tell its shape, if it is recorded", () => {
    let calls = 0;
    const forward: typeof scale.forward = (...args) => {
      calls++;
      return scale.forward(...args);
    };
    const x = variable(tensor([2, 3]));
    const y = lazily(() => apply({ ...lazy, forward }, [x], 3));
    expect([y.shape, calls]).toEqual([[2], 0]);
    expect([[...y.toArray()], calls]).toEqual([[6, 9], 1]);
    lazily(() => [apply({ ...lazy, forward }, [tensor(2)], 3), apply({ ...scale, forward }, [x], 3)]);
    untracked(() => lazily(() => apply({ ...lazy, forward }, [x], 3)));
    apply({ ...lazy, forward }, [x], 3);
    expect(calls).toBe(5);
  });

  it("refuses at once what it would refuse later", () => {
    const x = variable(tensor([2, 3]));
    for (const wrong of [
      () => permute(x, [0, 0]),
      () => reshape(x, [5]),
      () => reshape(x, [-1, -2]),
      () => sumTo(x, [3]),
      () => broadcastTo(x, [3, 1]),
    ]) {
      expect(() => lazily(wrong)).toThrow(ShapeError);
    }
  });

  it("gives every operation the shape and the bits that it has at once", () => {
    for (const operation of catalogue) {
      for (const sample of operation.samples) {
        const inputs = drawInputs(operation, sample, layouts[1], 0).inputs.map(variable);
        const [now, later] = [
          operation.run(inputs, sample.params),
          lazily(() => operation.run(inputs, sample.params)),
        ];
        expect([operation.name, later.shape]).toEqual([operation.name, now.shape]);
        expect([operation.name, later.values.shape]).toEqual([operation.name, now.shape]);
        expect([operation.name, later.toArray()]).toEqual([operation.name, now.toArray()]);
      }
    }
  });
});

describe("primitive", () => {
  const seen: unknown[] = [];
  const scaled = primitive({
    ...scale,
    inputs: ["x"],
    rules: {
      x: (g, { x, params }) => {
        seen.push([x.shape, params]);
        return apply(scale, [g], params);
      },
    },
    formula: "ȳ·factor",
    kind: "linear",
    example: 3,
  });

  it("makes a function of the inputs and then the parameters, for tensors and numbers", () => {
    expect(numbersOf(scaled(tensor([1, 2]), 3))).toEqual([3, 6]);
    expect(scaled(5, 3).item()).toBe(15);
  });

  it("gives rules the cotangent, inputs by name and the parameters", () => {
    const x = variable(tensor([1, 2]));
    expect(numbersOf(pullback(scaled(x, 3), [x], tensor([1, 10]))[0]!)).toEqual([3, 30]);
    expect(seen).toEqual([[[2], 3]]);
  });

  it("attaches the record of the operation", () => {
    const { run, ...record } = scaled.operation;
    expect(record).toMatchObject({ name: "scale", inputs: ["x"], formula: "ȳ·factor", kind: "linear" });
    expect(record).toMatchObject({ domain: { text: "all x" }, primitive: true, elementwise: false });
    expect(run([tensor(2)], 5).item()).toBe(10);
  });

  it("prepares the parameters from the inputs and from what the caller gave", () => {
    const root = primitive({
      name: "root",
      inputs: ["x"],
      prepare: ({ x }, of: number | undefined = 2) => {
        if (x.rank > 0) throw new UserError("root: only scalars.");
        return 1 / of;
      },
      forward: ({ x }, power) => mapValues(x, (value) => value ** power),
      rules: { x: flat },
    });
    expect([root(9).item(), root(8, 3).item()]).toEqual([3, 2]);
    expect(root(variable(tensor(9))).origin!.params).toBe(0.5);
    expect(() => root(ones([1]))).toThrow("root: only scalars.");
  });

  it("sums the cotangents of an element-wise operation to the shapes of its inputs", () => {
    const declaration = {
      name: "plus",
      inputs: ["a", "b"],
      forward: ({ a, b }) =>
        zipValues(
          "plus",
          a,
          b,
          pairLoop((p, q) => p + q),
        ),
      rules: { a: (g) => g, b: (g) => g },
    } as const satisfies Declaration<readonly ["a", "b"], undefined, undefined>;
    const [a, b] = [variable(ones([2, 3])), variable(ones([3]))];
    const plus = primitive({ ...declaration, elementwise: true });
    expect(numbersOf(pullback(plus(a, b), [b], ones([2, 3]))[0]!)).toEqual([2, 2, 2]);
    expect(() => pullback(primitive(declaration)(a, b), [b], ones([2, 3]))).toThrow(
      "pullback: the rule of 'plus' for input 'b' returned shape [2,3], but the input has shape [3]. This is a bug in the rule.",
    );
  });

  it("without a rule for an input, or with a rule for none, does not compile", () => {
    const { inputs: _, rules: __, ...rest } = scale;
    const declaration = { ...rest, inputs: ["a", "b"], forward: ({ a }: { a: Values }) => a } as const;
    // @ts-expect-error -- the rule for b is missing
    const missing = primitive({ ...declaration, rules: { a: flat } });
    // @ts-expect-error -- there is no input c
    const stray: Primitive<"a", undefined>["rules"] = { a: flat, c: flat };
    expect([missing.operation.name, Object.keys(stray)]).toEqual(["scale", ["a", "c"]]); // the types are the test
  });
});
