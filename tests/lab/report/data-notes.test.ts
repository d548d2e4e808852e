/** Notes on the data, in a page and in a terminal: text from a file is shown, and does nothing. */
import { dataNote, dataNotes } from "../../../lab/report/data-notes.ts";

const task = { name: "csv", description: "", features: 2, classes: 2, train: 60, test: 30 };

it("a page lists them escaped, and has nothing where there are none", () => {
  expect(dataNotes({ ...task, notes: ["3 rows left out", "<b>"] })!.source).toContain(
    "<li>3 rows left out</li><li>&lt;b&gt;</li>",
  );
  expect(dataNotes(task)).toBeNull();
});

it("a terminal gets one line without control characters", () => {
  expect(dataNote("a column called \u001b[31mx")).not.toContain("\u001b");
});
