import { sub, untracked } from "../../autograd/index.ts";
import { detached, fork, variable } from "../../autograd/variable.ts";
import { tensor } from "../../tensor/index.ts";

describe("nodes", () => {
  it("variable starts a graph, fork continues one, detached ends one", () => {
    const x = variable(tensor(2));
    expect([x.tracked, x.origin]).toEqual([true, undefined]);
    expect(fork(x).origin?.inputs).toEqual([x]);
    expect(fork(tensor(2)).origin).toBeUndefined();
    expect(fork(tensor(2)).tracked).toBe(true);
    expect(untracked(() => fork(x)).origin).toBeUndefined();
    const y = detached(sub(x, 1));
    expect([y.item(), y.tracked, y.origin]).toEqual([1, false, undefined]);
    const constant = tensor(1);
    expect(detached(constant)).toBe(constant);
  });

  it("share their values, copying nothing", () => {
    const x = tensor([1, 2]);
    for (const y of [variable(x), fork(variable(x)), detached(variable(x))])
      expect(y.values.data).toBe(x.values.data);
  });
});
