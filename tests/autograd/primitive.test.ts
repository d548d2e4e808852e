import { broadcastTo, lazily, permute, reshape, sumTo, untracked, variable } from "../../autograd/index.ts";
import {
  apply,
  composition,
  declare,
  domains,
  flat,
  type About,
  type Primitive,
} from "../../autograd/primitive.ts";
import { ShapeError } from "../../lib/index.ts";
import { mapValues, tensor, type Tensor } from "../../tensor/index.ts";
import { catalogue } from "../support/catalogue.ts";
import { drawInputs, layouts } from "../support/inputs.ts";

const scale: Primitive<"x", number> = {
  name: "scale",
  inputs: ["x"],
  forward: ({ x }, factor) => mapValues(x, (value) => factor * value),
  rules: { x: (g, { params }) => apply(scale, [g], params) },
};
const about: About = { formula: "", kind: "linear", domain: domains.reals, samples: [{ shapes: [[]] }] };

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

  it("puts off what can tell its shape, if it is recorded", () => {
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
      for (const sample of operation.about.samples) {
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

describe("a declaration", () => {
  it("attaches the record of the operation to the function that performs it", () => {
    const f = declare(
      (x: Tensor, factor: number): Tensor => apply(scale, [x], factor),
      { name: "scale", inputs: ["x"], about },
      true,
    );
    expect(f(tensor(2), 5).item()).toBe(10);
    expect(f.operation.run([tensor(2)], 5).item()).toBe(10);
    expect([f.operation.name, f.operation.inputs, f.operation.primitive]).toEqual(["scale", ["x"], true]);
    expect(f.operation.about).toBe(about);
  });

  it("of a composition says that it has no rules of its own", () => {
    const g = composition((x: Tensor) => apply(scale, [x], 2), { name: "twice", inputs: ["x"], about });
    expect(g.operation.primitive).toBe(false);
  });

  it("without a rule for an input, or with a rule for none, does not compile", () => {
    // @ts-expect-error -- the rule for b is missing
    const missing: Primitive<"a" | "b", undefined> = { ...scale, inputs: ["a", "b"], rules: { a: flat } };
    // @ts-expect-error -- there is no input c
    const stray: Primitive<"a", undefined>["rules"] = { a: flat, c: flat };
    expect([missing.name, Object.keys(stray)]).toEqual(["scale", ["a", "c"]]); // the types are the test
  });
});

describe("domains", () => {
  it.each(Object.entries(domains))("%s draws its numbers where its text says", (name, domain) => {
    const [low, high] = domain.magnitude;
    expect(low).toBeGreaterThan(3 * 6e-3); // no difference step reaches the kink or singularity
    expect(high).toBeGreaterThan(low);
    expect(domain.text).toContain("x");
    const least = domain.signed ? domain.shift - high : domain.shift + low;
    if (name === "positive") expect(least).toBeGreaterThan(0);
    if (name === "aboveMinusOne") expect(least).toBeGreaterThan(-1);
    if (name === "nonzero") expect(domain.shift).toBe(0);
  });
});
