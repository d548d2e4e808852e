import { rowMajor, transposed } from "../../../lib/kernels/kernels.ts";
import { Random } from "../../../lib/random.ts";
import { elements, matrix } from "../../support/matrix-views.ts";

it("a transposed view has the same elements, columns for rows", () => {
  const view = matrix(3, 4, "gaps", "normal", Random.stream(0, "view"));
  const [before, after] = [elements(view), elements(transposed(view))];
  for (let i = 0; i < 3; i++) for (let j = 0; j < 4; j++) expect(after[j * 3 + i]).toBe(before[i * 4 + j]);
  expect(transposed(transposed(view))).toEqual(view);
});

it("row-major numbers are the matrix that they are written as", () => {
  expect(elements(rowMajor(Float64Array.of(1, 2, 3, 4, 5, 6), 2, 3))).toEqual([1, 2, 3, 4, 5, 6]);
  expect(elements(transposed(rowMajor(Float64Array.of(1, 2, 3, 4, 5, 6), 2, 3)))).toEqual([1, 4, 2, 5, 3, 6]);
});
