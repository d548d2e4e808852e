/**
 * Parameter: a tensor that is replaced and never written into, under a name that stays.
 */
import { pullback, square, sum } from "../../autograd/index.ts";
import { ContractError } from "../../lib/index.ts";
import { Parameter } from "../../layers/index.ts";
import { identity } from "../../preconditioners/index.ts";
import { full, tensor, Tensor, valuesOf } from "../../tensor/index.ts";

describe("Parameter", () => {
  it("copies what it is made from, into row-major order", () => {
    const data = Float64Array.of(1, 2, 3, 4, 5, 6);
    const p = new Parameter("w", new Tensor(valuesOf(data, [3, 2], [1, 3])));
    data.fill(0);
    expect([...p.elements]).toEqual([1, 4, 2, 5, 3, 6]);
    expect([...new Parameter("w", full([2, 2], 7)).elements]).toEqual([7, 7, 7, 7]);
  });

  it("is a tracked leaf, before and after a replacement", () => {
    const p = new Parameter("w", tensor([1, 2]));
    for (const numbers of [
      [1, 2],
      [5, -3],
    ]) {
      p.replace(Float64Array.from(numbers));
      const [g] = pullback(sum(square(p.tensor)), [p.tensor]);
      expect([...g!.toArray()]).toEqual(numbers.map((w) => 2 * w));
      expect(p.tensor.origin).toBeUndefined();
    }
  });

  it("leaves graphs made before a replacement what they were", () => {
    const p = new Parameter("w", tensor([3]));
    const before = p.tensor;
    const y = sum(square(before));
    p.replace(Float64Array.of(100));
    expect(y.item()).toBe(9);
    expect(pullback(y, [before])[0]!.item()).toBe(6);
    expect(p.tensor).not.toBe(before);
    expect(p.shape).toEqual([1]);
  });

  it("refuses numbers that do not fill its shape, and names itself", () => {
    const p = new Parameter("weight", tensor([[1, 2]]));
    p.adopt("3.weight");
    expect(() => p.replace(new Float64Array(3))).toThrow(ContractError);
    expect(() => p.replace(new Float64Array(3))).toThrow("3.weight: 3 values do not fill shape [1,2].");
  });

  it("is called as it was made until a model calls it by its path", () => {
    const p = new Parameter("weight", tensor([1]));
    expect(p.name).toBe("weight");
    p.adopt("encoder.1.weight");
    expect(p.name).toBe("encoder.1.weight");
  });

  it("carries the preconditioner that it was given, or none", () => {
    const shared = identity().create({ inputs: 1, outputs: 1, bias: true, layer: "l" });
    expect(new Parameter("w", tensor([1]), shared).preconditioner).toBe(shared);
    expect(new Parameter("w", tensor([1])).preconditioner).toBeUndefined();
  });
});
