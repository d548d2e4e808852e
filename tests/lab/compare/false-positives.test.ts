/**
 * Equal methods are told to differ in at most 5 % of reports, whatever the seeds do, and real differences are found. The
 * whole grid of seeds, test examples and comparisons is in false-positives.deep.ts.
 */
import { Random } from "../../../lib/index.ts";
import { ratesIn, type World } from "./false-positives.ts";

const random = (): Random => Random.stream(3, "false positives");
const equal = (methods: number, world: Omit<World, "accuracies">): World => ({
  ...world,
  accuracies: Array<number>(methods).fill(0.9),
});

it.each([
  ["with no scatter over the seeds", { seeds: 3, examples: 36, scatter: 0, shared: 1 }],
  ["with much", { seeds: 3, examples: 400, scatter: 0.03, shared: 1 }],
  ["with test examples of their own", { seeds: 1, splits: 3, examples: 36, scatter: 0, shared: 1 }],
])("equal methods, %s, differ in few reports", (_, world) => {
  const trials = 300;
  // Three standard errors above 5 %.
  expect(ratesIn(equal(3, world), trials, random()).anyCorrected).toBeLessThan(0.088);
});

it("a real difference is found: 5 points on 1,000 examples from 5 seeds, nearly always", () => {
  const world = { seeds: 5, examples: 1000, scatter: 0.005, shared: 0.7, accuracies: [0.9, 0.95, 0.95] };
  expect(ratesIn(world, 40, random()).corrected).toBeGreaterThan(0.8);
});
