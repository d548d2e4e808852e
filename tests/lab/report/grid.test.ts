import { gridText } from "../../../lab/report/grid.ts";

it("sets words to the left and numbers to the right, without blanks at the ends of lines", () => {
  const text = gridText({ head: ["name", "n", ""], body: [["a", "1", ""], ["longer", "100", "x"]] }, ["name", ""]); // prettier-ignore
  expect(text).toBe(["  name      n", "  a         1", "  longer  100  x"].join("\n"));
});

describe("where it is too wide", () => {
  const head = ["place", "kind", "first", "second", "mark"];
  const body = [["one", "a", "1", "2", "✓"], ["two", "b", "3", "4", "✗"]]; // prettier-ignore
  const at = (width: number): readonly string[] =>
    gridText({ head, body }, ["place", "kind", "mark"], width).split("\n");

  it("moves columns together", () => {
    expect(at(34)[0]).toBe("  place  kind  first  second  mark");
    expect(at(33)[0]).toBe("  place kind first second mark");
    expect(at(30)).toHaveLength(3);
  });

  it("sets what does not fit below, beside the names of the rows", () => {
    const lines = ["  place kind first second", "  one   a        1      2", "  two   b        3      4", "", "  place kind mark", "  one   a    ✓", "  two   b    ✗"]; // prettier-ignore
    expect(at(29)).toEqual(lines);
  });

  it("keeps as many of the names as leave room, and shows every cell", () => {
    for (let width = 1; width < 34; width++) {
      const lines = at(width);
      if (width >= 14) expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      for (const cell of [...head, ...body.flat()]) expect(lines.join(" ").split(/ +/)).toContain(cell);
    }
  });
});

it("counts a letter with a mark over it as one", () => {
  const lines = gridText({ head: ["Ĥ", "n"], body: [["H\u0302", "1"], ["HH", "2"]] }, ["Ĥ"]).split("\n"); // prettier-ignore
  expect(lines[1]!.replace("\u0302", "")).toHaveLength(lines[2]!.length);
});
