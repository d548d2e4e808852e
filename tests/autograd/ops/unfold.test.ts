import { fold, pairOf, pairText, pullback, unfold, variable } from "../../../autograd/index.ts";
import { UserError } from "../../../lib/index.ts";
import { generate, type Windows } from "../../../tensor/index.ts";
import { worst } from "../../preconditioners/cases.ts";
import { normals } from "../../support/loops.ts";
import { numbersOf } from "../../support/tensors.ts";

describe("unfold and fold", () => {
  const windows: Windows = { kernel: [2, 2], stride: [2, 1], padding: [0, 1], dilation: [1, 1] };

  it("are each other's derivative", () => {
    worst(10, "pair", (random) => {
      const x = variable(normals(random, [2, 2, 4, 3]));
      const rows = unfold(x, windows);
      const g = normals(random, rows.shape);
      const [back] = pullback(rows, [x], g);
      expect(back!.toArray()).toEqual(fold(g, { windows, shape: x.shape }).toArray());
      const y = variable(g);
      const [forth] = pullback(fold(y, { windows, shape: x.shape }), [y], x);
      expect(forth!.toArray()).toEqual(rows.toArray());
      return 0;
    });
  });

  it("put back what they took apart where windows lie side by side", () => {
    const side: Windows = { kernel: [2, 3], stride: [2, 3], padding: [0, 0], dilation: [1, 1] };
    const image = generate([1, 1, 4, 6], (i) => i * i);
    expect(numbersOf(fold(unfold(image, side), { windows: side, shape: image.shape }))).toEqual(
      numbersOf(image),
    );
  });
});

describe("a pair", () => {
  it("is one number for both directions, or two, each whole and large enough", () => {
    expect(pairOf("pool", "stride", 2, 1)).toEqual([2, 2]);
    expect(pairOf("pool", "stride", [2, 3], 1)).toEqual([2, 3]);
    expect(() => pairOf("pool", "stride", [2, 0], 1)).toThrow(
      new UserError("pool: stride 2×0: whole numbers from 1 are needed."),
    );
    expect([pairText([2, 2]), pairText([2, 3])]).toEqual(["2", "2×3"]);
  });
});
