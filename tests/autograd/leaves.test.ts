import { add, leavesOf, mul, variable } from "../../autograd/index.ts";
import { tensor } from "../../tensor/index.ts";

describe("the leaves of a tensor", () => {
  const [a, b] = [variable(tensor(2)), variable(tensor(3))];

  it("are the variables it was computed from, each once", () => {
    expect(new Set(leavesOf(add(mul(a, b), mul(a, 5))))).toEqual(new Set([a, b]));
    expect(leavesOf(mul(a, a))).toHaveLength(1);
  });

  it("are the tensor itself if it is a variable, and none if it is a constant", () => {
    expect(leavesOf(a)).toEqual([a]);
    expect(leavesOf(tensor(1))).toEqual([]);
  });
});
