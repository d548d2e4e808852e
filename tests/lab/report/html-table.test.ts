/** A table on a page: heads and cells escaped, numbers marked, own markup kept. */
import { tableAround, tableOf } from "../../../lab/report/html-table.ts";
import { markup } from "../../../lab/report/markup.ts";

const head = [{ text: "name" }, { text: "n", kind: "n" }];

it("gives cells the kind of their column, or their own, and escapes them", () => {
  const { source } = tableOf("A & B", head, [
    ["<a>", "1"],
    [{ text: markup`<a href="#b">b</a>` }, { text: "2", kind: "warn" }],
  ]);
  expect(source).toContain('aria-label="A &amp; B"');
  expect(source).toContain('<th scope="col">name</th><th scope="col" class="n">n</th>');
  expect(source).toContain('<tr><td>&lt;a&gt;</td><td class="n">1</td></tr>');
  expect(source).toContain('<tr><td><a href="#b">b</a></td><td class="warn">2</td></tr>');
});

it("stands around bodies that are there", () => {
  const bodies = [markup`<tbody>1</tbody>`, markup`<tbody>2</tbody>`];
  expect(tableAround("t", head, bodies).source).toContain(
    "</thead>\n<tbody>1</tbody><tbody>2</tbody>\n</table>",
  );
});
