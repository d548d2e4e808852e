import { drawingsOf } from "../../../../lab/theory/report/figures.ts";
import { renderTheoryReport } from "../../../../lab/theory/report/page.ts";
import { sampleProblem, sampleTheory } from "./sample.ts";

const record = sampleTheory();
const page = renderTheoryReport(record);
const visible = page.replace(/<(script|style)[^]*?<\/\1>/g, "");

it("makes no reference to anything outside itself", () => {
  expect(page).not.toMatch(/https?:|\/\/[a-z]+\.|<link(?! rel="icon" href="data:,")|\ssrc=/i);
  expect(page).not.toMatch(/@import|url\(|fetch\(|XMLHttpRequest|import\(/);
});

it("has a section for each problem, which the table leads to", () => {
  for (const name of ["one", "two"]) {
    expect(visible).toContain(`<section id="${name}">`);
    expect(visible).toContain(`<a href="#${name}">${name}</a>`);
  }
  expect(visible).not.toMatch(/\b(NaN|Infinity|undefined|null)\b/);
});

it("draws every figure of every problem, and needs no script", () => {
  const drawn = [...page.matchAll(/<svg class="chart"/g)].length;
  const figures = record.problems.flatMap(drawingsOf);
  const races = figures.filter(({ id }) => id.endsWith("-race"));
  expect(drawn).toBe(figures.length + races.length); // races stand at the top too
  expect(page).not.toContain("<script");
});

it("marks each assumption, and those that do not hold otherwise", () => {
  expect(visible.match(/class="holds"/g)).toHaveLength(3);
  expect(visible.match(/class="broken"/g)).toHaveLength(3);
  expect(visible).toContain("λmin = −1");
});

it("shows the races of all problems together, first", () => {
  expect(visible.indexOf('id="lead"')).toBeGreaterThan(0);
  expect(visible.indexOf('id="lead"')).toBeLessThan(visible.indexOf('id="table"'));
  const alone = { ...sampleProblem("one", ["none"]), exhibits: [] };
  const without = renderTheoryReport(sampleTheory({ problems: [alone], survey: [] }));
  expect(without).not.toContain('id="lead"');
  expect(without).not.toContain("Over seeds as they come");
});

it("says what missed its bound, and escapes what it is given", () => {
  const bad = renderTheoryReport(sampleTheory({ problems: [sampleProblem("bad", ["bn"], 1)] }));
  expect(bad).toContain("<b>Missed:</b> bad, BN");
  expect(bad).not.toContain("Every row is within its bound");
  expect(page).toContain("About &lt;it&gt;.");
  expect(page).toContain("bnp theory &lt;me&gt;");
  expect(page).toContain("&lt;the length of w&gt;");
});

it("closes what it opens", () => {
  for (const tag of ["section", "table", "tr", "td", "div", "figure", "ul", "li", "p", "a", "span"]) {
    const opened = visible.match(new RegExp(`<${tag}[ >]`, "g"))?.length ?? 0;
    expect(`${tag} ${visible.split(`</${tag}>`).length - 1}`).toBe(`${tag} ${opened}`);
  }
});
