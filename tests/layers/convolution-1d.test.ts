/**
 * Conv1d: a convolution of signals, which is called what it is although a convolution of images does the work.
 */
import { conv1d, square, sum } from "../../autograd/index.ts";
import { Random, ShapeError } from "../../lib/index.ts";
import { Conv1d, Pass, Sequential } from "../../layers/index.ts";
import { SGD } from "../../optim/index.ts";
import { bnp } from "../../preconditioners/index.ts";
import { elementsOf, tensor, zeros } from "../../tensor/index.ts";
import { worst } from "../preconditioners/cases.ts";
import { gap } from "../preconditioners/dense.ts";
import { normals } from "../support/loops.ts";

const random = (): Random => Random.stream(0, "convolution");

describe("Conv1d", () => {
  const layer = (options: object = {}): Conv1d => new Conv1d(2, 4, 3, { random: random(), ...options });

  it("is conv1d by its weight", () => {
    const error = worst(20, "forward", (stream) => {
      const options = { stride: 2, padding: 1, dilation: 2, groups: 2 };
      const one = layer({ random: stream, ...options });
      const x = normals(stream, [3, 2, 9]);
      const weight = tensor(one.weight.elements, [4, 1, 3]);
      const y = one.forward(x);
      expect(y.shape).toEqual([3, 4, 4]);
      return gap(y.toArray(), conv1d(x, weight, one.bias!.tensor, options).toArray());
    });
    expect(error).toBe(0);
  });

  it("has a weight and a bias under its own path, with its preconditioner", () => {
    const model = new Sequential([layer({ preconditioner: bnp() })]);
    expect(model.parameters().map((p) => [p.name, p.preconditioner!.name])).toEqual([
      ["0.weight", "bnp"],
      ["0.bias", "bnp"],
    ]);
    expect(model.summary([2, 7]).split("\n")[1]).toMatch(/^0 +Conv1d\(2 → 4, 3\) +\[4,5\] +28 +bnp$/);
  });

  it("learns with BNP from the values of its channels", () => {
    const model = new Sequential([layer({ preconditioner: bnp() })]);
    const x = normals(random(), [3, 2, 7]);
    const pass = Pass.training();
    const loss = sum(square(model.forward(x, pass)));
    new SGD(model.parameters(), { learningRate: 1e-3 }).step(loss, pass);
    expect(sum(square(model.forward(x))).item()).toBeLessThan(loss.item());
    const { mean } = model.parameters()[0]!.preconditioner!.state() as { mean: readonly number[] };
    const exact = [0, 1].map((c) => {
      const own = [...elementsOf(x.values)].filter((_, i) => Math.floor(i / 7) % 2 === c);
      return own.reduce((s, v) => s + v, 0) / own.length;
    });
    expect(gap(mean, exact)).toBeLessThanOrEqual(1e-14);
  });

  it("describes itself as what it is", () => {
    expect(layer().describe()).toBe("Conv1d(2 → 4, 3)");
    expect(layer({ stride: 2, padding: 1, dilation: 3, groups: 2 }).describe()).toBe(
      "Conv1d(2 → 4, 3, stride 2, padding 1, dilation 3, 2 groups)",
    );
  });

  it("names itself, its path, and shapes of its own in errors", () => {
    const model = new Sequential([new Sequential([layer()])]);
    for (const shape of [[2, 3, 9], [2, 9], [2, 2, 1, 9], []]) {
      const forward = () => model.forward(zeros(shape));
      expect(forward).toThrow(ShapeError);
      expect(forward).toThrow(
        `0.0 Conv1d(2 → 4, 3) got an input of shape [${shape.join(",")}]: expected [N, 2, L].`,
      );
    }
    expect(() => model.forward(zeros([1, 2, 2]))).toThrow(/^0\.0 Conv1d\(2 → 4, 3\): a kernel of 1×3 /);
    const bare = () => layer({ bias: false, preconditioner: bnp() });
    expect(bare).toThrow(/^Conv1d\(2 → 4, 3\): bnp\(\) needs a bias/);
  });
});
