/** What sources say of themselves. */
import { join } from "node:path";
import { contentsOf, exportedFrom, headOf } from "../../../../scripts/docs/api/contents.ts";

const root = join(__dirname, "..", "fixture");

it("reads the first paragraph of a head comment, without the folder's name before it", () => {
  expect(headOf("/**\n * optim: optimizers\n * of kinds.\n *\n * More.\n */\nexport {};")).toBe(
    "Optimizers of kinds.",
  );
  expect(headOf("/** One line. */")).toBe("One line.");
  expect(headOf("export {};")).toBe("");
});

it("lists folders and files in the order of the exports", () => {
  expect(exportedFrom(root, "index.ts")).toEqual(["shapes/index.ts"]);
  expect(contentsOf(root, "index.ts")).toEqual([
    {
      name: "shapes",
      path: "shapes",
      summary: "Figures in the plane. There are two.",
      files: [
        { path: "shapes/square.ts", summary: "Squares, and what they have in common with other figures." },
      ],
    },
  ]);
});
