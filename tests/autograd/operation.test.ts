import { composition, declared, operationOf } from "../../autograd/operation.ts";
import { domains } from "../../autograd/domains.ts";
import { mul } from "../../autograd/ops/arithmetic.ts";
import { tensor, type Tensor } from "../../tensor/index.ts";

describe("the record of an operation", () => {
  const run = ([x]: readonly Tensor[]): Tensor => x!;

  it("says of what was left out that it is smooth on all reals", () => {
    expect(operationOf({ name: "f", inputs: ["x"] }, run, true)).toEqual({
      ...{ name: "f", inputs: ["x"], formula: "", kind: "smooth", domain: domains.reals },
      ...{ elementwise: false, primitive: true, run },
    });
  });

  it("keeps everything that was said", () => {
    const facts = {
      ...({ name: "f", inputs: ["x"], formula: "ȳ", kind: "kinked", domain: domains.positive } as const),
      ...{ ties: "none", example: 3, elementwise: true },
    };
    expect(operationOf(facts, run, false)).toEqual({ ...facts, primitive: false, run });
  });

  it("is attached to the function, which stays what it is", () => {
    const f = (): number => 1;
    const operation = operationOf({ name: "f", inputs: [] }, run, true);
    expect(declared(f, operation)).toBe(f);
    expect(declared(f, operation).operation).toBe(operation);
  });
});

describe("a composition", () => {
  const power = composition({
    name: "power",
    inputs: ["x"],
    compute: (x: Tensor, times: number): Tensor =>
      Array.from({ length: times - 1 }).reduce<Tensor>((y) => mul(y, x), x),
    example: 2,
  });

  it("takes inputs and parameters as its function does, and numbers for tensors", () => {
    expect([power(tensor(2), 3).item(), power(3, 2).item()]).toEqual([8, 9]);
    expect(power.operation.run([tensor(2)], 3).item()).toBe(8);
  });

  it("says that it has no rules of its own", () => {
    expect(power.operation.primitive).toBe(false);
  });
});
