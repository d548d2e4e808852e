import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { measure } from "../../../scripts/reading/measure.ts";
import { root } from "../../house/sources.ts";

describe("measure", () => {
  it("counts words as wc does", () => {
    const file = join(root, "tensor/tensor.ts");
    const counted = Number(execFileSync("wc", ["-w"], { input: readFileSync(file), encoding: "utf8" }));
    expect(measure(readFileSync(file, "utf8")).words).toBe(counted);
  });

  it("takes prose at 200 words and code at 400 lines an hour, and reads no comment in a string", () => {
    const prose = `/** ${"word ".repeat(398)}*/\n`;
    expect(measure(prose).minutes).toBeCloseTo(2, 12);
    const code = 'const a = "// no comment";\n'.repeat(400);
    expect(measure(code).minutes).toBeCloseTo(60, 12);
    expect(measure("{\n}\n").minutes).toBe(0);
    expect(measure("f(); // two words\n").minutes).toBeCloseTo(3 / 200 + 60 / 400, 12);
  });

  it("finds comments between arguments, in templates' code and at the end", () => {
    const minutes = measure("f(/* a b c */ 1, `${/* d e f */ 2}`);\n// g h\n").minutes;
    expect(minutes).toBeCloseTo(13 / 200 + 60 / 400, 12);
  });
});
