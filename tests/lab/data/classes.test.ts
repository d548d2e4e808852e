import { checkedClasses } from "../../../lab/data/classes.ts";
import type { Dataset } from "../../../lab/data/dataset.ts";
import { DataError } from "../../../lib/index.ts";

const split = (...labels: readonly number[]) => ({
  count: labels.length,
  inputs: new Float64Array(labels.length),
  labels: Int32Array.from(labels),
});
const dataset = (
  classNames: readonly string[],
  train: readonly number[],
  test: readonly number[],
): Dataset => ({
  ...{ name: "t", description: "", source: "", shape: [1], features: 1, classNames },
  train: split(...train),
  test: split(...test),
  notes: ["first"],
});

describe("checkedClasses", () => {
  it("leaves a data set alone whose splits hold every class", () => {
    const d = dataset(["a", "b"], [0, 1, 1], [1, 0]);
    expect(checkedClasses(d)).toBe(d);
  });

  it("tells which classes a split lacks, after what is told already", () => {
    const letters = Array.from("abcdefgh");
    expect(checkedClasses(dataset(letters, [0, 1, 2, 3, 4, 5, 6], [7])).notes).toEqual([
      "first",
      'no training example of class "h"',
      'no test example of the classes "a", "b", "c", "d", "e" and 2 more',
    ]);
  });

  it("refuses two classes of one name", () => {
    expect(() => checkedClasses(dataset(["a", "b", "a"], [0], [1]))).toThrow(DataError);
    expect(() => checkedClasses(dataset(["a", "b", "a"], [0], [1]))).toThrow(/two classes are named "a"/);
  });
});
