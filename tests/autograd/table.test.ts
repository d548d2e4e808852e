/**
 * docs/derivatives.md says what the operations declare.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../support/catalogue.ts";
import { derivativesPage } from "../support/derivatives.ts";

const path = join(__dirname, "..", "..", "docs", "derivatives.md");
const lines = (text: string): readonly string[] => text.split("\n");

describe("the table of derivatives", () => {
  it("is as the declarations have it; if not, run: npm run -s derivatives", () => {
    const written = new Set(existsSync(path) ? lines(readFileSync(path, "utf8")) : []);
    const declared = lines(derivativesPage(catalogue));
    const advice = "run: npm run -s derivatives";
    expect({ missing: declared.filter((line) => !written.has(line)), advice }).toEqual({
      missing: [],
      advice,
    });
    expect(written.size).toBe(new Set(declared).size);
  });

  it("has a row for every operation, with a rule for it", () => {
    const rows = lines(derivativesPage(catalogue)).filter((line) => /^\| _?\w+\(/.test(line));
    expect(rows).toHaveLength(catalogue.length);
    for (const { name, formula } of catalogue) expect([name, formula.length > 0]).toEqual([name, true]);
  });

  it("says what happens at ties wherever there are any", () => {
    for (const { name, kind, ties } of catalogue) {
      expect([name, ties !== undefined]).toEqual([name, kind === "kinked"]);
    }
  });

  it("names every input of an operation with more than one", () => {
    const several = catalogue.filter(({ formula, inputs }) => inputs.length > 1 && formula.includes(" = "));
    for (const { name, inputs, formula } of several) {
      const cotangents = formula.split(", ").length;
      expect([name, cotangents]).toEqual([name, inputs.length]);
    }
    expect(several.length).toBeGreaterThan(5);
  });
});
