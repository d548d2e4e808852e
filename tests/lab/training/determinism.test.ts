/**
 * The same seed gives the same bits: in two processes, one with plain kernels and one with SIMD, and those that are pinned.
 * Repetitions, this process, other optimizers and the workers of a comparison: determinism.deep.ts.
 */
import { learnElsewhere, ordinary, type Outcome } from "./determined.ts";
import { pinned } from "./pinned.ts";

jest.setTimeout(120_000);

const major = process.versions.node.split(".")[0]!;
const row = pinned[major];
let [plain, simd]: [Outcome, Outcome] = [{}, {}];

beforeAll(async () => {
  [plain, simd] = await Promise.all([learnElsewhere(ordinary, "plain"), learnElsewhere(ordinary, "simd")]);
});

it("gives the same in two processes, with plain kernels and with SIMD", () => {
  expect(Object.keys(plain)).toEqual(ordinary.methods);
  expect(simd).toEqual(plain);
});

it("gives another result for each method", () => {
  const hashes = Object.values(plain).map(({ parameters }) => parameters);
  expect(new Set(hashes).size).toBe(ordinary.methods.length);
});

const title =
  row === undefined
    ? `NOTHING IS PINNED for Node ${major}: only equalities are checked; pinned.ts wants a row`
    : `gives what is pinned for Node ${major}`;
it(title, () => {
  const found = Object.fromEntries(Object.entries(plain).map(([name, { parameters }]) => [name, parameters]));
  if (row === undefined) process.stderr.write(`${title}: ${JSON.stringify(found, null, 2)}\n`);
  else expect(found).toEqual(row);
});
