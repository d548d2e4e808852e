import { columnName, distinctNames, duplicateNotes, labelColumn } from "../../../lab/data/csv-columns.ts";

const columns = (...header: readonly string[]) => ({ header, columns: header.length });
const of = (table: { header?: readonly string[]; columns: number }, label?: string) =>
  labelColumn(table, "f.csv", label);

describe("labelColumn", () => {
  it("is a name, a place, or a place from the end; the last if nothing is said", () => {
    const table = columns("a", "2019", "c");
    expect(["a", "0", "-3", "2019", "1", "c", undefined].map((label) => of(table, label))).toEqual([
      0, 0, 0, 1, 1, 2, 2,
    ]);
    expect(of({ columns: 3 })).toBe(2);
    expect(of(columns("0", "1", "label"), "0")).toBe(0);
  });

  const wrong: readonly (readonly [readonly string[], string, RegExp])[] = [
    [
      ["label", "0", "1"],
      "0",
      /"0" may be column 0 \("label"\) or column 1 \("0"\) .*Give --label -3 or --label -2\.$/,
    ],
    [
      ["a", "b", "a"],
      "a",
      /"a" may be column 0 \("a"\) or column 2 \("a"\) .*Give --label 0 or --label 2\.$/,
    ],
    [["1", "-2", "-2"], "-2", /Give --label -3|--label|Rename/],
    [["", "b"], "", /no column ""/],
    [["a", "b"], "2", /--label 2 is not a column/],
  ];
  it.each(wrong)("refuses what may be several of %j or none: %j", (header, label, message) => {
    expect(() => of(columns(...header), label)).toThrow(message);
  });

  it("advises spellings that work", () => {
    for (const header of [
      ["label", "0", "1"],
      ["a", "b", "a"],
      ["x", "x", "0", "1"],
      ["-1", "0", "1", "x"],
    ]) {
      for (const label of [...header, "0", "1", "-1"]) {
        let message = "";
        try {
          of(columns(...header), label);
        } catch (error) {
          message = (error as Error).message;
        }
        const advised = [...message.matchAll(/--label (\S+?)(?= or|\.$)/g)].map(([, spelling]) => spelling!);
        const places = advised.map((spelling) => of(columns(...header), spelling));
        expect(new Set(places).size).toBe(advised.length);
      }
    }
  });
});

describe("names of columns", () => {
  it("are all different, and tell of those that were not", () => {
    const table = columns("a", "", "a", "", "b");
    expect(distinctNames(table)).toEqual(["a (column 0)", "column 1", "a (column 2)", "column 3", "b"]);
    expect(duplicateNotes(table)).toEqual(['columns 0 and 2 are both named "a"']);
    expect(columnName(table, 1)).toBe("1");
    expect(columnName(table, 2)).toBe('2 ("a")');
  });
});
