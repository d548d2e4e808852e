import { framed } from "../../../lab/report/frame.ts";
import { markup } from "../../../lab/report/markup.ts";

it("escapes the title, keeps the body, and forbids every request", () => {
  const page = framed("a < b", markup`<main>${"x & y"}</main>`, ".mine { color: red; }");
  expect(page).toContain("<title>a &lt; b</title>");
  expect(page).toContain("<main>x &amp; y</main>");
  expect(page).toContain(".mine { color: red; }");
  expect(page).toContain("default-src &#39;none&#39;");
  expect(page).not.toMatch(/https?:\/\//);
});
