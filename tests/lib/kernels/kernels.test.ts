import { transposed } from "../../../lib/kernels/kernels.ts";
import { Random } from "../../../lib/random.ts";
import { elements, matrix } from "../../support/matrix-views.ts";

it("a transposed view has the same elements, columns for rows", () => {
  const view = matrix(3, 4, "gaps", "normal", Random.stream(0, "view"));
  const [before, after] = [elements(view), elements(transposed(view))];
  for (let i = 0; i < 3; i++) for (let j = 0; j < 4; j++) expect(after[j * 3 + i]).toBe(before[i * 4 + j]);
  expect(transposed(transposed(view))).toEqual(view);
});
