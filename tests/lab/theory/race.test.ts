import { network } from "../../../lab/theory/networks.ts";
import { count, named, race } from "../../../lab/theory/race.ts";
import { smallNetwork, smallNetworkProblem, smallSeed } from "./small.ts";

const problem = smallNetworkProblem();
const exhibit = race({ problem, seed: smallSeed, rejected: [] }, (seed, method) =>
  network(seed, method, { ...smallNetwork, decades: 0, shift: 0 }),
);

it("has a predicted and a measured curve for each method, from a whole loss to a millionth", () => {
  expect(exhibit.curves.map(({ label, predicted }) => [label, predicted])).toEqual([
    ["none, predicted", true],
    ["none, measured", false],
    ["bnp, predicted", true],
    ["bnp, measured", false],
  ]);
  for (const { x, y, predicted } of exhibit.curves) {
    expect(x).toHaveLength(y.length);
    expect(y.every((value) => value > 0 && value < 1)).toBe(true);
    if (!predicted) expect(y.at(-1)!).toBeLessThanOrEqual(1e-6);
  }
});

it("has predictions that come true, within the start's distance", () => {
  const [a, b, c, d] = exhibit.curves;
  for (const [predicted, measured] of [
    [a!, b!],
    [c!, d!],
  ] as const) {
    // prettier-ignore
    predicted.y.forEach((value, i) => expect(Math.abs(Math.log(value / measured.y[i]!))).toBeLessThan(0.1));
  }
});

it("says in numbers who arrives when, and what κ* is on white inputs", () => {
  const last = exhibit.curves[1]!.x.at(-1)!;
  expect(exhibit.findings[1]).toContain(`Plain: ${count(last)} steps`);
  expect(exhibit.findings.at(-1)).toMatch(/same function on white inputs: κ\* [\d,]+ plain, [\d,]+ BNP/);
  expect(race({ problem, seed: smallSeed, rejected: [] }).findings.at(-1)).toMatch(/κ\*/);
});

it("calls methods and numbers as the page does", () => {
  expect([named("none"), named("bn"), named("bnp"), count(12345.6)]).toEqual([
    "plain",
    "BN",
    "BNP",
    "12,346",
  ]);
});
