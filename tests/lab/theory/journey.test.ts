import { journey } from "../../../lab/theory/journey.ts";

it("is a falling curve for each method, with what it came to in words", () => {
  const options = { inputs: 2, layers: "2-tanh-1", examples: 20 };
  const { curves, findings } = journey(4, ["none", "bnp"], options);
  expect(curves.map(({ group }) => group)).toEqual(["none", "bnp"]);
  for (const { x, y } of curves) {
    expect(x[0]).toBe(1);
    expect(y.at(-1)!).toBeLessThan(0.5);
    expect(y.every(Number.isFinite)).toBe(true);
  }
  expect(findings).toHaveLength(3);
  expect(findings[0]).toContain("Nothing is held to this");
});
