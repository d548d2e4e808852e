import { gridText } from "../../../lab/report/grid.ts";

it("sets words to the left and numbers to the right, without blanks at the ends of lines", () => {
  const text = gridText({ head: ["name", "n", ""], body: [["a", "1", ""], ["longer", "100", "x"]] }, ["name", ""]); // prettier-ignore
  expect(text).toBe(["  name      n", "  a         1", "  longer  100  x"].join("\n"));
});

it("counts a letter with a mark over it as one", () => {
  const lines = gridText({ head: ["Ĥ", "n"], body: [["H\u0302", "1"], ["HH", "2"]] }, ["Ĥ"]).split("\n"); // prettier-ignore
  expect(lines[1]!.replace("\u0302", "")).toHaveLength(lines[2]!.length);
});
