import { survey } from "../../../lab/theory/survey.ts";

const rows = survey(0, { inputs: 2, layers: "2-tanh-1", examples: 30 });

it("has κ* of the same seeds for every kind of inputs", () => {
  expect(rows[0]!.inputs).toBe("white");
  expect(rows.length).toBeGreaterThan(3);
  expect(new Set(rows.map(({ seeds }) => seeds)).size).toBe(1);
  expect(rows[0]!.seeds).toBeGreaterThan(10);
});

it("shows what is true of each: plain suffers from units, BNP less, and undamped BNP not at all", () => {
  const white = rows[0]!;
  for (const { plain, bnp, bnpWithoutDamping } of rows.slice(1)) {
    expect(plain).toBeGreaterThan(white.plain);
    expect(bnp).toBeLessThan(plain);
    expect(bnpWithoutDamping / white.bnpWithoutDamping).toBeCloseTo(1, 4);
  }
  expect(Math.abs(Math.log2(white.bnp / white.plain))).toBeLessThan(1);
});
