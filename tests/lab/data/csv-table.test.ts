import fc from "fast-check";
import { parseTable, type TableOptions } from "../../../lab/data/csv-table.ts";
import { DataError } from "../../../lib/index.ts";

const table = (text: string, options?: TableOptions) => parseTable("csv", "f.csv", text, options);
const cells = (text: string) => table(text).rows.map((row) => row.cells);

describe("parseTable", () => {
  it("reads back numbers, whatever separates cells and ends lines", () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true });
    const rows = fc.integer({ min: 2, max: 5 }).chain((columns) =>
      fc.array(fc.array(value, { minLength: columns, maxLength: columns }), {
        minLength: 1,
        maxLength: 30,
      }),
    );
    const separator = fc.constantFrom(",", ";", "\t", " ", "   ");
    fc.assert(
      fc.property(rows, separator, fc.constantFrom("\n", "\r\n"), (numbers, between, end) => {
        const text = numbers.map((row) => row.map(String).join(between)).join(end) + end;
        expect(cells(text).map((row) => row.map(Number))).toEqual(
          numbers.map((row) => row.map((x) => Number(String(x)))),
        );
      }),
    );
  });

  it("reads back any table: names, quotes, line ends within cells, empty cells, headers that look like numbers", () => {
    const word = fc.oneof(
      fc
        .string({ unit: fc.constantFrom(...Array.from('ab1 ,;\t"#\n.é')), minLength: 1, maxLength: 6 })
        .map((text) => `w${text}w`),
      fc.constantFrom("#tag", "2019", "", "NaN", "é", "日本"),
    );
    const tables = fc.integer({ min: 2, max: 5 }).chain((columns) => {
      const row = fc.array(fc.oneof(fc.integer().map(String), word), {
        minLength: columns,
        maxLength: columns,
      });
      return fc.array(row, { minLength: 2, maxLength: 8 });
    });
    const separator = fc.constantFrom(",", ";", "\t");
    fc.assert(
      fc.property(
        tables,
        separator,
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        (rows, between, end, always) => {
          const written = (cell: string) =>
            always || /[",;\t\n# ]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
          const text = rows.map((cells) => cells.map(written).join(between)).join(end) + end;
          const asData = table(text, { header: "no" });
          expect(asData.rows.map((row) => row.cells)).toEqual(rows);
          const [header, ...below] = rows;
          const named = table(text, { header: "yes" });
          expect(named.header).toEqual(header);
          expect(named.rows.map((row) => row.cells)).toEqual(below);
        },
      ),
    );
  });

  it("finds the header that it was written with, of names or of numbers that count up", () => {
    const labelled = fc.integer({ min: 2, max: 5 }).chain((features) => {
      const values = fc.array(fc.integer({ min: -99, max: 99 }), {
        minLength: features,
        maxLength: features,
      });
      return fc.array(values, { minLength: 4, maxLength: 10 });
    });
    fc.assert(
      fc.property(labelled, fc.constantFrom("word", "number"), fc.nat({ max: 2020 }), (rows, kind, from) => {
        const lines = rows.map((row, i) =>
          [...row, kind === "word" ? "xy"[i % 2]! : String(-1 - (i % 2))].join(),
        );
        const numbers = rows[0]!.map((_, c) => String(from + c));
        for (const header of [
          [...numbers, "label"],
          [...numbers, String(from + numbers.length)],
        ]) {
          if (kind === "word" && header.at(-1) !== "label") continue; // a number among words is no name that can be told
          const found = table([header.join(), ...lines].join("\n"));
          expect(found.header).toEqual(header);
          expect(found.rows.map((row) => row.cells.join())).toEqual(lines);
        }
        expect(table(lines.join("\n")).header).toBeUndefined();
      }),
    );
  });

  it("tells a header of names from data", () => {
    expect(table("a,b,c\n1,2,x\n").header).toEqual(["a", "b", "c"]);
    expect(table('"size, cm";kind\n1;x\n2;y\n').header).toEqual(["size, cm", "kind"]);
    expect(table("1,2,x\n3,4,y\n").header).toBeUndefined();
    expect(table("2019,2020,kind\n3,4,y\n", { label: "kind" }).header).toEqual(["2019", "2020", "kind"]);
    expect(table("1,2,x\n3,4,y\n", { header: "yes" }).header).toEqual(["1", "2", "x"]);
    expect(table("a,b\n1,2\n", { header: "no" }).rows).toHaveLength(2);
  });

  it("understands the header of scikit-learn's files, also where it is as long as a row", () => {
    expect(table("3,2,no,yes\n1,2,0\n3,4,1\n5,6,1\n")).toMatchObject({
      classNames: ["no", "yes"],
      columns: 3,
    });
    const iris = table("2,4,setosa,versicolor,virginica\n1,2,3,4,0\n1,2,3,4,2\n");
    expect(iris).toMatchObject({ classNames: ["setosa", "versicolor", "virginica"], columns: 5 });
    expect(iris.header).toBeUndefined();
    expect(iris.rows).toHaveLength(2);
  });

  it("tells how a first line in doubt is read, and only then", () => {
    const told = (text: string, options?: TableOptions) => table(text, options).notes;
    expect(told("0,1,2,label\n5,6,7,1\n")).toEqual([
      'line 1 ("0,1,2,label") is read as the header, since "label" stands above numbers; --header no reads it as data',
    ]);
    expect(told("1,2,7\n3,4,0\n5,6,0\n")[0]).toMatch(
      /is read as data, since its label "7" .*--header yes reads/,
    );
    for (const header of ["yes", "no"] as const) expect(told("0,1,x\n5,6,1\n", { header })).toEqual([]);
    expect([...told("a,b,c\n1,2,0\n"), ...told("1,2,0\n3,4,0\n")]).toEqual([]);
  });

  it("leaves out comments, whatever is in them, and counts their lines", () => {
    const commented = table('# one, "two\na,b\n#3,4\n1,2\n5,#6\n"#7",8\n');
    expect(commented.header).toEqual(["a", "b"]);
    expect(commented.rows).toEqual([
      { line: 4, cells: ["1", "2"] },
      { line: 5, cells: ["5", "#6"] },
      { line: 6, cells: ["#7", "8"] },
    ]);
    expect(commented.notes).toContain("2 lines that begin with # left out");
  });

  it("keeps the blanks of quoted cells where blanks separate", () => {
    expect(cells('1   "a  b"\n2 "a b"\n')).toEqual([
      ["1", "a  b"],
      ["2", "a b"],
    ]);
  });

  it("takes line ends of every kind, mixed in one file", () => {
    const { rows } = table("1,2\r3,4\n5,6\r\n7,8");
    expect(rows.map((row) => row.cells.join())).toEqual(["1,2", "3,4", "5,6", "7,8"]);
  });

  it("counts lines as an editor does, blank ones too", () => {
    expect(table("a,b\n\n1,2\n\n3,4\n").rows.map((row) => row.line)).toEqual([3, 5]);
  });

  const cases: readonly (readonly [string, string, RegExp])[] = [
    [
      "a short row",
      "a,b,c\n1,2,3\n4,5\n6,7,8\n",
      /line 3 .* has 2 cells \("4 5"\), but the header has 3\. Mend/,
    ],
    ["a long row", "1,2,0\n4,5,6,7\n1,2,1\n", /line 2 .* has 4 cells .* but the first row has 3/],
    [
      "a file cut in its last line",
      "1,2,0\n4,5,1\n7",
      /line 3 .* has 1 cells .*last line: the file may be cut short/,
    ],
    ["one column", "1\n2\n3\n", /has one column/],
    ["a header alone", "a,b,c\n", /a header and no rows/],
    ["blank lines", "\n\n\n", /holds no lines/],
    ["an open quote", 'a,b\n1,"2\n3,4\n', /not readable as a table: .*[Qq]uote/],
    ["fewer rows than the header says", "3,2,no,yes\n1,2,0\n3,4,1\n", /says 3 examples, but 2 follow/],
  ];
  it.each(cases)("refuses %s", (_, text, message) => {
    expect(() => table(text)).toThrow(DataError);
    expect(() => table(text)).toThrow(message);
    expect(() => table(text)).toThrow(/f\.csv/);
  });
});
