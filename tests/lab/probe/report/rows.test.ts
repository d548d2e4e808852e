import {
  curvatureRows,
  inputRows,
  kappas,
  lastSnapshot,
  runName,
} from "../../../../lab/probe/report/rows.ts";
import { sampleProbe } from "./sample.ts";

const record = sampleProbe();
const looks = record.runs.map(({ looks }) => looks.at(-1)!);

it("gives every row as many cells as the head", () => {
  for (const look of looks) {
    for (const { head, body } of [inputRows(look), curvatureRows(look)]) {
      expect(body.length).toBeGreaterThan(1);
      for (const row of body) expect(row).toHaveLength(head.length);
    }
  }
});

it("shows the statistics of training only where training has some", () => {
  expect(looks.map((look) => inputRows(look).head.includes("κ(ĤP)"))).toEqual([false, true]);
});

it("shows no condition number where the status gives none", () => {
  const { before } = looks[0]!.whole;
  const interval = { value: 2, low: 2, high: 2 };
  for (const status of ["indefinite", "ambiguous", "zero"] as const) {
    expect(kappas({ ...before, status, kappa: interval, kappaStar: interval })).toEqual(["–", "–"]);
  }
  expect(kappas({ ...before, status: "certified", kappa: interval, kappaStar: interval })).toEqual([
    ...["2.00", "2.00"],
  ]);
  const wide = { value: 2, low: 1, high: null };
  expect(kappas({ ...before, status: "singular", kappa: wide, kappaStar: wide })).toEqual([
    ...["∞", "2.00 (1.00 to ∞)"],
  ]);
  expect(
    kappas({ ...before, status: "presumed", kappa: wide, kappaStar: null, kappaStarIfZero: interval }),
  ).toEqual(["≥ 1.00", "2.00 ?"]);
  expect(kappas({ ...before, status: "bound", kappaAtLeast: 50 })).toEqual(["≥ 50.0", "–"]);
});

it("names runs, and says where one diverged", () => {
  const run = record.runs[0]!;
  expect(runName(run)).toBe("bn, batch 12, rate 0.1, seed 0");
  expect(runName({ ...run, modelFile: "a.safetensors" })).toBe("bn, a.safetensors");
  expect(lastSnapshot({ ...run, status: "diverged", divergedAt: 2 })).toMatch(
    /^step 2, loss .*; diverged at step 2$/,
  );
  expect(lastSnapshot({ ...run, looks: [] })).toBe("nothing seen");
});
