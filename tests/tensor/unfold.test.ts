/**
 * Unfolding, window by window, and that folding is its adjoint.
 */
import { Random, ShapeError } from "../../lib/index.ts";
import { tensor, valuesOf, type Values } from "../../tensor/index.ts";
import { foldValues, unfoldValues } from "../../tensor/unfold.ts";
import type { Windows } from "../../tensor/windows.ts";
import { firstDifference, norm } from "../support/tensors.ts";
import { elements, randomView } from "../support/views.ts";
import { randomConvolution } from "../support/loops.ts";

const plain: Windows = { kernel: [2, 2], stride: [1, 1], padding: [0, 0], dilation: [1, 1] };
const image = (rows: readonly (readonly number[])[]): Values => tensor([[rows]]).values;

/** Windows that fit an image, both drawn. */
function drawn(random: Random): { readonly shape: readonly number[]; readonly windows: Windows } {
  const { x, weight, laid } = randomConvolution(random);
  return { shape: x.shape, windows: { ...laid, kernel: [weight.shape[2]!, weight.shape[3]!] } };
}

describe("unfolding", () => {
  it("makes every window a row", () => {
    const x = image([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const rows = unfoldValues(x, plain);
    expect([...rows.shape]).toEqual([2, 4]);
    expect(elements(rows)).toEqual([1, 2, 4, 5, 2, 3, 5, 6]);
  });

  it("puts channels one after another in a row, and images one after another", () => {
    const x = tensor([
      [[[1, 2]], [[3, 4]]],
      [[[5, 6]], [[7, 8]]],
    ]).values;
    expect(elements(unfoldValues(x, { ...plain, kernel: [1, 2] }))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(elements(unfoldValues(x, { ...plain, kernel: [1, 1] }))).toEqual([1, 3, 2, 4, 5, 7, 6, 8]);
  });

  it("has zeros where a window reaches over the edge, and steps over the image by its stride", () => {
    const rows = unfoldValues(image([[7]]), { ...plain, padding: [1, 1] });
    expect(elements(rows)).toEqual([0, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0, 0]);
    const strided = unfoldValues(image([[1, 2, 3, 4, 5]]), { ...plain, kernel: [1, 2], stride: [1, 3] });
    expect(elements(strided)).toEqual([1, 2, 4, 5]);
  });

  it("leaves out between the elements of a dilated window what lies there", () => {
    const rows = unfoldValues(image([[1, 2, 3, 4]]), { ...plain, kernel: [1, 2], dilation: [1, 2] });
    expect(elements(rows)).toEqual([1, 3, 2, 4]);
    const column = image([[1], [2], [3], [4]]);
    const down = unfoldValues(column, { ...plain, kernel: [2, 1], dilation: [2, 1] });
    expect(elements(down)).toEqual([1, 3, 2, 4]);
  });

  it("reads images of any memory layout", () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = Random.stream(seed, "layout");
      const { shape, windows } = drawn(random);
      const view = randomView(shape, random);
      const copy = valuesOf(Float64Array.from(elements(view)), shape);
      const [a, b] = [view, copy].map((x) => elements(unfoldValues(x, windows)));
      expect(firstDifference(a!, b!)).toBe(-1);
    }
  });

  it("of no images is no rows", () => {
    expect([...unfoldValues(valuesOf(new Float64Array(0), [0, 2, 3, 3]), plain).shape]).toEqual([0, 8]);
  });

  it("is refused for what are no images", () => {
    expect(() => unfoldValues(tensor([[1]]).values, plain)).toThrow(
      new ShapeError("unfold: shape [1,1]: images [N, C, H, W] are expected."),
    );
  });
});

describe("folding", () => {
  it("adds up what the windows say of a pixel, and drops what they say of the padding", () => {
    const ones = valuesOf(new Float64Array(16).fill(1), [4, 4]);
    expect(elements(foldValues(ones, plain, [1, 1, 3, 3]))).toEqual([1, 2, 1, 2, 4, 2, 1, 2, 1]);
    expect(elements(foldValues(ones, { ...plain, padding: [1, 1] }, [1, 1, 1, 1]))).toEqual([4]);
  });

  it("is the adjoint of unfolding: ⟨Ax, y⟩ = ⟨x, Aᵀy⟩ to 1e-14", () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = Random.stream(seed, "adjoint");
      const { shape, windows } = drawn(random);
      const x = randomView(shape, random);
      const image = unfoldValues(x, windows);
      const y = randomView([...image.shape], random);
      const [ax, aty] = [elements(image), elements(foldValues(y, windows, shape))];
      const inner = (a: readonly number[], b: readonly number[]): number =>
        a.reduce((sum, value, i) => sum + value * b[i]!, 0);
      const gap = Math.abs(inner(ax, elements(y)) - inner(elements(x), aty));
      expect([seed, gap <= 1e-14 * norm(ax) * norm(elements(y))]).toEqual([seed, true]);
    }
  });

  it("is refused for rows that are not those windows'", () => {
    const rows = (shape: readonly number[]): Values => valuesOf(new Float64Array(100), shape);
    for (const shape of [[3, 4], [4, 3], [16], [4, 4, 1]]) {
      const fold = () => foldValues(rows(shape), plain, [1, 1, 3, 3]);
      expect(fold).toThrow(ShapeError);
      expect(fold).toThrow(/fold: rows \[.*\]: \[4,4\] are expected for images \[1,1,3,3\]/);
    }
    expect(() => foldValues(rows([4, 4]), plain, [3, 3])).toThrow(ShapeError);
  });
});
