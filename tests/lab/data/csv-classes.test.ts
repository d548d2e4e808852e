import { classesOf } from "../../../lab/data/csv-classes.ts";
import { parseTable } from "../../../lab/data/csv-table.ts";

const classes = (...labels: readonly string[]) =>
  classesOf(
    parseTable("csv", "f.csv", labels.map((label) => `1,"${label}"`).join("\n"), { header: "no" }),
    "f.csv",
    1,
  );

describe("classesOf", () => {
  it("makes one class of one number, and puts numbers in numeric order", () => {
    expect(classes("10", "9.0", "-1", "9", "1e1", "-0", "0")).toEqual({
      classNames: ["-1", "0", "9", "10"],
      labels: Int32Array.of(3, 2, 0, 2, 3, 1, 1),
    });
  });

  it("keeps words apart that differ in one letter, and large numbers that are one Float64", () => {
    expect(classes("café", "cafè", "cafe").classNames).toEqual(["cafe", "cafè", "café"]);
    expect(classes("9007199254740993", "9007199254740992").classNames).toHaveLength(2);
  });

  it("refuses what is no column of classes", () => {
    expect(() => classes("2", "2.0")).toThrow(/one value only/);
    expect(() => classes(...Array.from({ length: 40 }, (_, i) => String(i)))).toThrow(
      /40 different values in 40 rows/,
    );
  });
});
