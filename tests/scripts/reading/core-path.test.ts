/**
 * docs/reading-the-source.md keeps its promise: at most 13 files and 9,000 words, and the minutes that it states.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { corePath, filesOf, page } from "../../../scripts/reading/core-path.ts";
import { root } from "../../house/sources.ts";

const path = corePath(root);

it("the core path has at most 13 files and 9,000 words", () => {
  expect(path.files.length).toBeGreaterThan(10);
  expect(path.files.length).toBeLessThanOrEqual(13);
  expect(path.words).toBeLessThanOrEqual(9000);
});

it("the page states its words, to a hundred, and its minutes, to five", () => {
  const text = readFileSync(join(root, page), "utf8");
  const [, words, minutes] = /([\d,]+) words.*?(\d+) minutes/s.exec(text) ?? [];
  expect(Number(words?.replace(",", ""))).toBe(Math.round(path.words / 100) * 100);
  expect(Number(minutes)).toBe(Math.round(path.minutes / 5) * 5);
});

it("the list is the first one, a file to a point", () => {
  expect(filesOf("Text `a.ts`.\n\n1. `b.ts`: one, see `c.ts`.\n2. `d.ts`\n\n## More\n\n1. `e.ts`\n")).toEqual(
    ["b.ts", "d.ts"],
  );
});
