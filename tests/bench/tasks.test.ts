import { mlpOf, modelOf, smallCnn } from "../../bench/network.ts";
import { problem } from "../../bench/problem.ts";
import { numbersOf, portable, thousandParameters } from "../../bench/tasks.ts";

describe("a problem", () => {
  it("has weights, a direction and batches that fit the network", () => {
    const { layers, direction, batches } = problem(smallCnn, 3);
    expect(layers.map(({ weight, bias }) => [weight.shape, bias.shape])).toEqual([
      [[4, 3, 3, 3], [4]],
      [[4, 4, 3, 3], [4]],
      [[8, 4, 3, 3], [8]],
      [[8, 8, 3, 3], [8]],
      [[10, 32], [10]],
    ]);
    expect(direction.map(({ weight }) => weight.shape)).toEqual(layers.map(({ weight }) => weight.shape));
    for (const { images, labels } of batches) {
      expect(images.shape).toEqual([3, 3, 8, 8]);
      expect(images.data).toHaveLength(3 * 3 * 64);
      expect(labels.every((label) => label >= 0 && label < 10)).toBe(true);
    }
  });

  it("is the same whenever it is made", () => {
    expect(problem(mlpOf("relu", [5, 4, 3]), 2)).toEqual(problem(mlpOf("sigmoid", [5, 4, 3]), 2));
  });

  it("of the dense Hessian has 1,000 parameters", () => {
    const counts = modelOf(thousandParameters)
      .parameters()
      .map(({ elements }) => elements.length);
    expect(counts.reduce((a, b) => a + b)).toBe(1000);
  });
});

describe("numbers on their way to another language", () => {
  it("keep every bit", () => {
    const floats = Float64Array.of(0.1, -0, 1e-320, Infinity, Math.PI).subarray(1);
    const carried = JSON.parse(
      JSON.stringify(portable({ a: [{ floats }], labels: Int32Array.of(3, -1), name: "x", rate: 0.5 })),
    ) as { a: { floats: { f64: string } }[]; labels: { i32: string }; name: string; rate: number };
    const bytes = (text: string): ArrayBuffer => Uint8Array.from(Buffer.from(text, "base64")).buffer;
    expect(new Float64Array(bytes(carried.a[0]!.floats.f64))).toEqual(floats);
    expect(new Int32Array(bytes(carried.labels.i32))).toEqual(Int32Array.of(3, -1));
    expect([carried.name, carried.rate]).toEqual(["x", 0.5]);
  });

  it("are those of the task", () => {
    expect(Object.keys(numbersOf({ kind: "product", m: 2, k: 3, n: 4 }))).toEqual(["a", "b"]);
    expect(numbersOf({ kind: "chain", link: "mul", direction: "forward", length: 1 })).toEqual({});
  });
});
