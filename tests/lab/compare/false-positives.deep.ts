/** False positives and power of the verdict over seeds, test examples, comparisons and kinds of scatter. */
import { Random } from "../../../lib/index.ts";
import { ratesIn, type World } from "./false-positives.ts";

const trials = Number(process.env["BNP_TRIALS"] ?? 80);
const error = Math.sqrt((0.05 * 0.95) / trials);

interface Cell extends Omit<World, "accuracies"> {
  readonly accuracy: number;
  readonly methods: number;
}

const each = <T>(values: readonly T[], of: (value: T) => readonly Cell[]): readonly Cell[] =>
  values.flatMap(of);
const kinds = [
  { scatter: 0, shared: 1 },
  { scatter: 0.01, shared: 1 },
  { scatter: 0.03, shared: 1 },
  { scatter: 0.01, shared: 0.5 },
  { scatter: 0, shared: 0 },
];

/** Three methods make three comparisons, four make six. */
const grid = each([3, 5, 10], (seeds) =>
  each([36, 100, 1000], (examples) =>
    each([3, 4], (methods) =>
      each([0.6, 0.95], (accuracy) => kinds.map((kind) => ({ ...kind, seeds, examples, methods, accuracy }))),
    ),
  ),
);

function show(rows: readonly Readonly<Record<string, unknown>>[]): void {
  if (process.env["BNP_TRIALS"] !== undefined)
    process.stdout.write(`${rows.map((r) => JSON.stringify(r)).join("\n")}\n`);
}

it("equal methods are told to differ in at most 5 % of reports", () => {
  const random = Random.stream(1, "false positives");
  const rows = grid.map(({ accuracy, methods, ...world }) => {
    const rates = ratesIn({ ...world, accuracies: Array<number>(methods).fill(accuracy) }, trials, random);
    return { ...world, accuracy, methods, ...rates };
  });
  show(rows);
  for (const row of rows) {
    // The largest of 180 rates lies up to three standard errors above its mean by chance.
    expect({ row, high: row.anyCorrected > 0.05 + 4 * error }).toEqual({ row, high: false });
  }
  // All cells together: the family-wise rate is below 5 %, and that of one comparison before the correction is too.
  const mean = (key: "raw" | "anyCorrected"): number =>
    rows.reduce((sum, row) => sum + row[key], 0) / rows.length;
  expect(mean("anyCorrected")).toBeLessThan(0.05);
  expect(mean("raw")).toBeLessThan(0.05);
});

it("equal methods on splits of their own are told to differ in at most 5 % of reports", () => {
  const random = Random.stream(2, "false positives");
  const rows = [3, 5, 10].flatMap((splits) =>
    [36, 100, 1000].flatMap((examples) =>
      [1, 3].map((seeds) => {
        const world = { seeds, splits, examples, scatter: 0.01, shared: 1, accuracies: [0.95, 0.95, 0.95] };
        return { splits, examples, seeds, ...ratesIn(world, trials, random) };
      }),
    ),
  );
  show(rows);
  for (const row of rows) {
    expect({ row, high: row.anyCorrected > 0.05 + 4 * error }).toEqual({ row, high: false });
  }
});

it("finds real differences, more of them with more seeds and more examples", () => {
  const random = Random.stream(3, "power");
  const power = (seeds: number, examples: number, gap: number): number => {
    const accuracies = [0.95 - gap, 0.95, 0.95];
    return ratesIn({ seeds, examples, accuracies, scatter: 0.005, shared: 0.7 }, 200, random).corrected;
  };
  const rows = [3, 5, 10].flatMap(
    (seeds) =>
    ([[36, 0.2], [100, 0.1], [1000, 0.05], [1000, 0.03], [10_000, 0.01]] as const).map(([examples, gap]) => ({ seeds, examples, gap, power: power(seeds, examples, gap) })), // prettier-ignore
  );
  show(rows);
  const of = (seeds: number, examples: number, gap: number): number =>
    rows.find((row) => row.seeds === seeds && row.examples === examples && row.gap === gap)!.power;
  expect(of(3, 1000, 0.05)).toBeGreaterThan(0.5);
  expect(of(10, 1000, 0.05)).toBeGreaterThan(0.9);
  expect(of(10, 10_000, 0.01)).toBeGreaterThan(of(3, 10_000, 0.01));
  expect(of(10, 1000, 0.05)).toBeGreaterThan(of(10, 1000, 0.03));
});
