import { checkProblem, checkTheory } from "../../../lab/theory/check.ts";
import { selectProblems } from "../../../lab/theory/problems.ts";
import type { ProblemRecord } from "../../../lab/theory/record.ts";
import { smallProblem } from "./small.ts";

it("holds on the first rows of the table: rates, thresholds and zeros as predicted", () => {
  const told: string[] = [];
  const record = checkTheory(
    { problems: selectProblems(["quadratic-1e1"]), seed: 0, command: "theory" },
    {
      onProblem: ({ name }, place, all) => told.push(`${place}/${all} ${name}`),
      onDone: ({ name }) => told.push(`done ${name}`),
    },
  );
  expect(told).toEqual(["1/1 quadratic-1e1", "done quadratic-1e1"]);
  const [method] = record.problems[0]!.methods;
  expect(method!.rates.map(({ passed }) => passed)).toEqual([true, true]);
  expect(method!.thresholds.map(({ momentum, passed }) => [momentum, passed])).toEqual([
    [0, true],
    [0.9, true],
  ]);
  expect(method!.nullity).toMatchObject({ predicted: 20, counted: 20 });
  expect(method!.eigenvalues).toHaveLength(60);
  expect(record.survey).toEqual([]);
  expect(record.provenance.command).toBe("theory");
});

it("is plain JSON, the same from the same seed but for the seconds", () => {
  const once = (): Omit<ProblemRecord, "seconds"> => {
    const { seconds, ...rest } = checkProblem(smallProblem(), 3);
    expect(seconds).toBeGreaterThanOrEqual(0);
    return rest;
  };
  const record = once();
  expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  expect(once()).toEqual(record);
});
