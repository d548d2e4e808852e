import fc from "fast-check";
import { parseTable, toNumber } from "../../../lab/data/csv-table.ts";
import { DataError } from "../../../lib/index.ts";

const table = (text: string, headerHas?: string) =>
  parseTable("csv", "f.csv", new TextEncoder().encode(text), headerHas);
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

  it("tells a header of names from data", () => {
    expect(table("a,b,c\n1,2,x\n").header).toEqual(["a", "b", "c"]);
    expect(table("\uFEFFa,b\r\n1,2\r\n").header).toEqual(["a", "b"]);
    expect(table('"size, cm";kind\n1;x\n2;y\n').header).toEqual(["size, cm", "kind"]);
    expect(table("1,2,x\n3,4,y\n").header).toBeUndefined();
    expect(table("2019,2020,kind\n3,4,y\n").header).toBeUndefined();
    expect(table("2019,2020,kind\n3,4,y\n", "kind").header).toEqual(["2019", "2020", "kind"]);
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
    ["bytes that are no text", "a\0b,c\n", /NUL bytes, expected text/],
    ["fewer rows than the header says", "3,2,no,yes\n1,2,0\n3,4,1\n", /says 3 examples, but 2 follow/],
  ];
  it.each(cases)("refuses %s", (_, text, message) => {
    expect(() => table(text)).toThrow(DataError);
    expect(() => table(text)).toThrow(message);
    expect(() => table(text)).toThrow(/f\.csv/);
  });
});

describe("toNumber", () => {
  it("reads every finite double back", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(toNumber(String(x))).toBe(Number(String(x)));
      }),
    );
  });

  it.each(["", " ", "NaN", "inf", "-Infinity", "0x10", "1e999", "1,5", "1 2", "1e", ".", "+", "²"])(
    "takes %j for no number",
    (cell) => expect(toNumber(cell)).toBeUndefined(),
  );
});
