import { inspect } from "node:util";
import { ContractError, ShapeError } from "../../lib/index.ts";
import { tensor } from "../../tensor/create.ts";
import { Deferred, Tensor, type Origin } from "../../tensor/tensor.ts";

describe("a tensor with deferred values", () => {
  const origin = (inputs: readonly Tensor[]): Origin => ({
    primitive: { name: "f" },
    inputs,
    params: undefined,
  });
  const late = (inputs: readonly Tensor[], value: () => number): Tensor =>
    new Tensor(new Deferred([1], () => tensor([value()]).values), origin(inputs));

  it("has its shape at once, and its values when they are asked for, once", () => {
    let computed = 0;
    const x = late([], () => ++computed);
    expect([x.shape, x.rank, x.size, x.tracked, computed]).toEqual([[1], 1, 1, true, 0]);
    expect([x.item(), x.item(), computed]).toEqual([1, 1, 1]);
    expect([late([x], () => x.item() + 1).item(), computed]).toEqual([2, 1]);
  });

  it("throws again if it threw, keeps its shape, and can still be computed later", () => {
    let calls = 0;
    const x = late([], () => {
      if (++calls < 3) throw new Error("no room");
      return 7;
    });
    for (let i = 0; i < 2; i++) expect(() => x.item()).toThrow("no room");
    expect([x.shape, x.item()]).toEqual([[1], 7]);
  });

  it("refuses values of another shape than it said", () => {
    const wrong = new Tensor(new Deferred([7], () => tensor([1, 2]).values), origin([]));
    expect(() => wrong.values).toThrow(
      new ContractError("f: said to have shape [7], but came out as [2]. This is a bug in its declaration."),
    );
  });

  it("computes what it depends on before itself, in a chain of any length, and nothing else", () => {
    let others = 0;
    let x = tensor([0]);
    for (let i = 0; i < 200_000; i++) {
      const before = x;
      x = late([before, before], () => before.at(0) + 1);
      if (i % 1000 === 0) late([before], () => ++others);
    }
    expect([x.item(), others]).toEqual([200_000, 0]);
  });
});

describe("reading a tensor", () => {
  const x = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);

  it("item is the one element of a tensor of size 1, whatever its rank", () => {
    expect(tensor(2).item()).toBe(2);
    expect(tensor([[2]]).item()).toBe(2);
    expect(() => x.item()).toThrow(new ShapeError("item: a tensor of shape [2,3] has 6 elements, not one."));
    expect(() => tensor([]).item()).toThrow("item: a tensor of shape [0] has 0 elements, not one.");
  });

  it("at takes one index an axis", () => {
    expect(x.at(1, 2)).toBe(6);
    expect(tensor(4).at()).toBe(4);
    for (const wrong of [[0], [2, 0], [0, -1], [0, 0.5], [0, 0, 0], [NaN, 0]]) {
      const message = `at: [${wrong.join(",")}] is not a place in a tensor of shape [2,3].`;
      expect(() => x.at(...wrong)).toThrow(new ShapeError(message));
    }
  });

  it("toArray is a copy", () => {
    x.toArray()[0] = 99;
    expect(x.at(0, 0)).toBe(1);
  });

  it("shows itself with its shape, in Node's inspection too", () => {
    expect(String(tensor([1, 2]))).toBe("Tensor [2] [1, 2]");
    expect(inspect(tensor([1, 2]))).toBe("Tensor [2] [1, 2]");
  });

  it("has a higher serial number than every tensor made before it", () => {
    const [a, b] = [tensor(1), tensor(2)];
    expect(b.serial).toBeGreaterThan(a.serial);
  });

  it("is tracked exactly if it has an origin, unless said otherwise", () => {
    expect(new Tensor(x.values).tracked).toBe(false);
    expect(new Tensor(x.values, { primitive: { name: "p" }, inputs: [], params: 0 }).tracked).toBe(true);
    expect(new Tensor(x.values, undefined, true).tracked).toBe(true);
  });
});
