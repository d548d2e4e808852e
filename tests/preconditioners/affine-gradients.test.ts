import { Random } from "../../lib/index.ts";
import { toDense } from "../../preconditioners/index.ts";
import { FactoredMatrix } from "../../tensor/index.ts";
import { fromNeurons, neurons, normals, plainGradient, valuesOfMatrix } from "./cases.ts";
import { matrixGap } from "./dense.ts";

describe("gradients made from rows, made dense", () => {
  it("are δᵀ·S, with the bias as it is, or without one", () => {
    const random = Random.stream(0, "dense");
    const [rows, delta] = [normals(random, 5, 3), normals(random, 5, 2)];
    const weight = new FactoredMatrix(valuesOfMatrix(delta), valuesOfMatrix(rows));
    const expected = plainGradient(weight.right, weight.left);
    const { bias } = fromNeurons(expected);
    expect(matrixGap(neurons(toDense({ weight, bias: bias! })), expected)).toBeLessThanOrEqual(1e-15);
    expect(toDense({ weight })).not.toHaveProperty("bias");
  });
});
