import { withoutMissing } from "../../../lab/data/csv-missing.ts";
import { parseTable } from "../../../lab/data/csv-table.ts";
import { DataError } from "../../../lib/index.ts";

const table = (text: string) => parseTable("csv", "f.csv", text);
const holes = table("a,b,kind\n1,2,x\n3,NaN,x\n\n4,?,y\n5,6,\n7,8,y\n");

describe("withoutMissing", () => {
  it("gives back a table without holes as it is", () => {
    const whole = table("1,2\n3,4\n");
    for (const choice of ["refuse", "drop"] as const) {
      expect(withoutMissing(whole, "f.csv", choice)).toEqual({ table: whole, dropped: 0 });
    }
  });

  it("refuses features and labels alike, with line, column and number, unless told to drop them", () => {
    expect(() => withoutMissing(holes, "f.csv")).toThrow(DataError);
    expect(() => withoutMissing(holes, "f.csv")).toThrow(
      'csv: line 3 of f.csv, column 1 ("b"): found "NaN", a missing value where a value is expected; 3 of 5 rows have ' +
        "one. Fill them in, or leave these rows out with --missing drop.",
    );
    expect(() => withoutMissing(table("1,x\n2,\n"), "f.csv")).toThrow(
      /line 2 .*column 1: found "".*1 of 2 rows/,
    );
  });

  it("drops whole rows, and tells how many and the first", () => {
    const { table: left, dropped } = withoutMissing(holes, "f.csv", "drop");
    expect(left.rows.map(({ line }) => line)).toEqual([2, 7]);
    expect(dropped).toBe(3);
    expect(left.notes.at(-1)).toBe(
      '3 of 5 rows with a missing value left out, the first on line 3 (column 1 ("b"), "NaN")',
    );
  });

  it("refuses to drop all", () => {
    expect(() => withoutMissing(table("a,b\n1,NA\n2,NA\n"), "f.csv", "drop")).toThrow(/every row of f\.csv/);
  });
});
