import { Random } from "../../lib/index.ts";
import { carriedOut } from "../../preconditioners/index.ts";
import { fromNeurons, neurons, normals, plainGradient, valuesOfMatrix } from "./cases.ts";
import { matrixGap } from "./dense.ts";

describe("gradients by rows, carried out", () => {
  it("are δᵀ·S, with the bias as it is, or without one", () => {
    const random = Random.stream(0, "carried out");
    const [rows, delta] = [normals(random, 5, 3), normals(random, 5, 2)];
    const weight = { cotangents: valuesOfMatrix(delta), rows: valuesOfMatrix(rows) };
    const expected = plainGradient(weight.rows, weight.cotangents);
    const { bias } = fromNeurons(expected);
    expect(matrixGap(neurons(carriedOut({ weight, bias: bias! })), expected)).toBeLessThanOrEqual(1e-15);
    expect(carriedOut({ weight })).not.toHaveProperty("bias");
  });
});
